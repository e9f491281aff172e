import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** To the complaints officer. The reason may say something personal, so it stays on the page. */
export const alertDelayReported: LetterText = {
  title: 'Alert: delay reported',
  subject: 'Delay reported: {{reference}}, {{stepTitle}}, expected {{expectedDate}}',
  body: `${greeting}

Someone has reported a delay.

- Case: {{reference}}
- Task: {{stepTitle}}
- Due: {{dueDate}}
- Expected: {{expectedDate}}

Open the case to read the reason, extend the deadline or write to the complainant.

${openTheCase}`,
};
