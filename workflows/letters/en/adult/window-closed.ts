import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** The case is closed; how to come back late (a late request can be accepted with a reason), LGSCO. */
export const windowClosed: LetterText = {
  title: 'Complaint closed',
  subject: 'We have closed your complaint {{reference}}',
  body: `${opening}

The last day to ask for the next stage was {{requestBy}}. We have not seen a request from you, so we have closed your complaint. If you did ask, tell us and we will put it right.

If you are happy with our answer, you do not need to do anything. Thank you for telling us what happened.

## If you still want to go on

If you could not ask in time, please tell us why. If there is a good reason, we can still open the next stage: {{nextStageName}}.

{{howToAsk}}

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
