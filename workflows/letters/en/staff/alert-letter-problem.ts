import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** A letter did not reach its reader, or may not have (law.md section 6: contact another way). */
export const alertLetterProblem: LetterText = {
  title: 'Alert: a letter needs your attention',
  subject: '{{reference}}: a letter needs your attention',
  body: `${greeting}

A letter on this case may not have reached its reader. Either it was not sent by email, or it came back, or it was marked as unwanted, or we do not know whether it was sent.

Open the case to see what happened. If the letter was for the complainant, post it or phone them.

- Case: {{reference}}

${openTheCase}`,
};
