import type { LetterTemplate } from './letter-template.ts';

/** What is to be done may say something personal, so it stays on the page. */
export const alertActionDue: LetterTemplate = {
  id: 'alert-action-due',
  title: 'Alert: action due',
  audience: 'staff',
  subject: '{{reference}}: an action is due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

An action that we promised is due.

- Case: {{reference}}
- Due: {{dueDate}}

What is to be done is on the page of the case. When it is done, please say so there, and show what was done.

[Open the case]({{link}})`,
};
