import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanIfComplaint,
  ombudsmanMeanwhile,
  opening,
  signedByOfficer,
} from './shared-wording.ts';

/** What a person writes in their own words, such as the answer to a question. */
export const officerLetter: LetterText = {
  title: 'Letter in our own words',
  // What it is about stays out of the subject line, which others may see on a phone.
  subject: '{{reference}}: a letter from us',
  requires: ['subject', 'letterText'],
  body: `${opening}

**{{subject}}**

{{letterText}}

${advocacy}

${ombudsmanIfComplaint(ombudsmanMeanwhile)}

${contact}

${signedByOfficer}`,
};
