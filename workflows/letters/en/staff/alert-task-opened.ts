import type { LetterText } from '../../letter-template.ts';

/** Goes by ordinary email: reference, task, due date and link, nothing else about the case. */
export const alertTaskOpened: LetterText = {
  title: 'Alert: new task',
  subject: '{{reference}}: {{stepTitle}}, due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

You have a new task.

- Case: {{reference}}
- Task: {{stepTitle}}
- Due: {{dueDate}}

[Open the case]({{link}})`,
};
