import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  lateApology,
  contact,
  ombudsmanMeanwhile,
  opening,
  promised,
  signedByOfficer,
} from './shared-wording.ts';

/** The reviewer is not the person who answered first (law.md section 3). */
export const reviewStarted: LetterText = {
  title: 'Review begins',
  subject: 'We have your request for a review: {{reference}}',
  requires: ['dueDate'],
  body: `${opening}

You were not happy with our answer, and you asked us to look at your complaint again. We will.

${lateApology}

## Who will look at it

{{handlerName}}, {{handlerRole}}, will review your complaint. They are not the person who answered you the first time.

They will look at what you told us, at our first answer and at how we came to it. They may contact you to find out more. You do not have to explain everything again. If there is something they should know, please tell us.

## What happens next

${promised(
  `**We will write to you with our answer by {{dueDate}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.`,
  'We should have answered you',
)}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
