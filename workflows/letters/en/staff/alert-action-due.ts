import type { LetterText } from '../../letter-template.ts';

/** The action itself may be personal, so it stays on the page. */
export const alertActionDue: LetterText = {
  title: 'Alert: action due',
  subject: '{{reference}}: an action is due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

An action that we promised is due.

- Case: {{reference}}
- Due: {{dueDate}}

Open the case to see the action. When it is done, mark it as done and add the evidence.

[Open the case]({{link}})`,
};
