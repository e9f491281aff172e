import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/**
 * The complainant has waited longer than the total limit and may go to the next stage without an answer (law.md section
 * 2a).
 */
export const alertMayGoOn: LetterText = {
  title: 'Alert: the complainant may go on without an answer',
  subject: '{{reference}}: the complainant may now go on without an answer',
  body: `${greeting}

The complainant has waited so long for an answer that they now have the right to go on to the next stage without one. We have written to tell them.

- Case: {{reference}}
- Task: {{stepTitle}}

If they ask to go on, record their request on this task. If they would rather wait, record the day until which they agree to wait.

${openTheCase}`,
};
