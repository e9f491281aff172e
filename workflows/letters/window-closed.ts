import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** The case is closed; how to come back late (a late request can be accepted with a reason), LGSCO. */
export const windowClosed: LetterTemplate = {
  id: 'window-closed',
  title: 'Complaint closed',
  audience: 'complainant',
  subject: 'We have closed your complaint {{reference}}',
  body: `${opening}

You could ask for the next stage of your complaint until {{requestBy}}. We did not hear from you, so we have closed your complaint.

You do not need to do anything. Thank you for telling us what happened.

## If you still want to go on

If you wanted to go on and could not ask in time, please tell us why. We know that life gets in the way. If there is a good reason, we can still open the next stage: {{nextStageName}}.

{{howToAsk}}

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
