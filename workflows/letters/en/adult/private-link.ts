import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contactDetails,
  follow,
  ombudsmanIfComplaint,
  ombudsmanMeanwhile,
  opening,
  signedByOfficer,
} from './shared-wording.ts';

/** Sends a new private link to a complainant who has lost theirs. */
export const privateLink: LetterText = {
  title: 'Private link',
  subject: 'Your private link for {{reference}}',
  requires: ['link'],
  body: `${opening}

Here is a new link to see what is happening with what you told us. If you did not ask for it, you do not need to do anything.

${follow}

${advocacy}

${ombudsmanIfComplaint(ombudsmanMeanwhile)}

${contactDetails}

${signedByOfficer}`,
};
