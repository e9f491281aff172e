import type { LetterTemplate } from './letter-template.ts';

/** Goes by ordinary mail: reference, step, due date and link, nothing else of the case. */
export const alertTaskOpened: LetterTemplate = {
  id: 'alert-task-opened',
  title: 'Alert: a step to do',
  audience: 'staff',
  subject: '{{reference}}: {{stepTitle}}, due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

You have a step to do.

- Case: {{reference}}
- Step: {{stepTitle}}
- Due: {{dueDate}}

[Open the case]({{link}})`,
};
