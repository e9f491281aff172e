import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanMeanwhile,
  opening,
  promised,
  signedByOfficer,
} from './shared-wording.ts';

/** Confirms that both sides agreed to leave out stage 1, and when the decision of stage 2 is due (law.md section 2c). */
export const straightToStage2: LetterText = {
  title: 'Straight to stage 2, as agreed',
  subject: 'Your complaint {{reference}} will go straight to stage 2',
  requires: ['agreedOn', 'dueDate'],
  body: `${opening}

On {{agreedOn}} you and we agreed that your complaint will go straight to stage 2. There will be no answer at stage 1.

## What stage 2 is

Stage 2 is an investigation by two people who do not work for the service that you are complaining about. One of them will look into your complaint. The other will check that the investigation is fair and that people listen to you.

## What happens next

We are finding these two people now. We will write to you with their names.

${promised('**We will send you our decision by {{dueDate}}.** If we need longer, we will write to you before then, tell you why and give you a new date.', 'We should have sent you our decision')}

If you did not agree to this, please tell us. We will put it right.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
