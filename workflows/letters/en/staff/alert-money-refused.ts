import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The amount and the reason may say something personal, so they stay on the page. */
export const alertMoneyRefused: LetterText = {
  title: 'Alert: money refused',
  subject: '{{reference}}: the money in your draft was refused, {{stepTitle}}',
  body: `${greeting}

The money in your draft was refused. The draft has been returned with the reason.

- Case: {{reference}}
- Task: {{stepTitle}}
- Due: {{dueDate}}

Open the case to read the reason and change the draft. The due date has not changed.

${openTheCase}`,
};
