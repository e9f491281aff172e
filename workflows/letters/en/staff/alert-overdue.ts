import type { LetterText } from '../../letter-template.ts';

/** Goes by ordinary email: reference, task, due date and link, nothing else about the case. */
export const alertOverdue: LetterText = {
  title: 'Alert: overdue',
  subject: 'Overdue: {{reference}}, {{stepTitle}}, was due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

This task is overdue. It stays open until it is done.

- Case: {{reference}}
- Task: {{stepTitle}}
- Was due: {{dueDate}}
{{#workingDaysLate}}
- Working days late: {{workingDaysLate}}
{{/workingDaysLate}}

{{#canReportDelay}}
Finish it, or report a delay.
{{/canReportDelay}}
{{^canReportDelay}}
Finish it, or make sure that someone else takes it.
{{/canReportDelay}}

[Open the case]({{link}})`,
};
