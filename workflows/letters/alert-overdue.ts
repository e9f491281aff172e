import type { LetterTemplate } from './letter-template.ts';

/** Goes by ordinary mail: reference, step, due date and link, nothing else of the case. */
export const alertOverdue: LetterTemplate = {
  id: 'alert-overdue',
  title: 'Alert: overdue',
  audience: 'staff',
  subject: 'Overdue: {{reference}}, {{stepTitle}}, was due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

This step is overdue. It stays open until it is done.

- Case: {{reference}}
- Step: {{stepTitle}}
- Was due: {{dueDate}}
{{#workingDaysLate}}
- Working days late: {{workingDaysLate}}
{{/workingDaysLate}}

Please finish it, or report when you will.

[Open the case]({{link}})`,
};
