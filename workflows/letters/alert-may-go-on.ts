import type { LetterTemplate } from './letter-template.ts';

/** The complainant has waited past the limit in all and may go on without an answer (RULES section 2, "Stage 1 overdue"). */
export const alertMayGoOn: LetterTemplate = {
  id: 'alert-may-go-on',
  title: 'Alert: the complainant may go on without an answer',
  audience: 'staff',
  subject: '{{reference}}: the complainant may now go on without an answer',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The complainant has had no answer for so long that they now have the right to go on to the next stage without one. They may not know it.

- Case: {{reference}}
- Step: {{stepTitle}}

Please tell them today: choose “Tell the complainant of a delay” on this step, and the letter tells them of their right. If they would rather wait, record that they agree.

[Open the case]({{link}})`,
};
