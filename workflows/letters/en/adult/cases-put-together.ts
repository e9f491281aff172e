import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanIfComplaint,
  ombudsmanMeanwhile,
  opening,
  signedByOfficer,
} from './shared-wording.ts';

/** The same complaint came twice, and one case of it goes on. */
export const casesPutTogether: LetterText = {
  title: 'Two cases put together',
  subject: 'We have put two cases together: {{reference}}',
  requires: ['mergedReference'],
  body: `${opening}

More than one letter or message about the same thing has reached us. We have put them together, so that you get one answer.

**From now on, please use the reference {{reference}}.** We have closed {{mergedReference}}. If you write to us with that reference, we will still find you.

## What does not change

- We have kept everything you sent us. You do not have to send it again.
- Our time to answer counts from the day the first of them reached us.
- You still have the same rights.

If you think that these are two different things, please tell us. We can look at them separately again.

${advocacy}

${ombudsmanIfComplaint(ombudsmanMeanwhile)}

${contact}

${signedByOfficer}`,
};
