import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The day until which the complainant agreed to wait has passed without an answer (law.md section 2c). */
export const alertAgreedDay: LetterText = {
  title: 'Alert: the agreed day has passed',
  subject: '{{reference}}: the day the complainant agreed to wait until has passed',
  body: `${greeting}

The complainant agreed to wait for our answer until a day that has now passed, and our answer has not gone.

- Case: {{reference}}
- Task: {{stepTitle}}
- The answer was due: {{dueDate}}

Write to the complainant: say why, and give a new date.

${openTheCase}`,
};
