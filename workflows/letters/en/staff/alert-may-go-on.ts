import type { LetterText } from '../../letter-template.ts';

/**
 * The complainant has waited longer than the total limit and may go to the next stage without an answer (law.md section
 * 2a).
 */
export const alertMayGoOn: LetterText = {
  title: 'Alert: the complainant may go on without an answer',
  subject: '{{reference}}: the complainant may now go on without an answer',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The complainant has waited so long for an answer that they now have the right to go on to the next stage without one. They may not know this.

- Case: {{reference}}
- Task: {{stepTitle}}

Tell them today: choose “Tell the complainant about a delay” on this task. The letter explains their right. If they would rather wait, record that they agree.

[Open the case]({{link}})`,
};
