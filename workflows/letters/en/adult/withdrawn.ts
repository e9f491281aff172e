import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  comeBack,
  contact,
  ombudsmanNow,
  opening,
  signedByOfficer,
  reasonForStopping,
} from './shared-wording.ts';

/** Confirms a withdrawal: reason if one was given, how to come back, LGSCO (law.md sections 2 and 6). */
export const withdrawn: LetterText = {
  title: 'Complaint withdrawn',
  subject: 'We have stopped work on your complaint {{reference}}, as you asked',
  body: `${opening}

You told us that you do not want to go on with your complaint. This is called withdrawing a complaint. We have stopped work on it and closed it.

${reasonForStopping}

You were right to tell us what you were worried about. We may still look at it ourselves, so that we can learn from it.

${comeBack}

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
