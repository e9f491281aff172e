import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** Goes by ordinary email: reference, task, due date and link, nothing else about the case. */
export const alertReminder: LetterText = {
  title: 'Alert: reminder',
  subject: 'Reminder: {{reference}}, {{stepTitle}}, due {{dueDate}}',
  body: `${greeting}

This task is due soon.

- Case: {{reference}}
- Task: {{stepTitle}}
- Due: {{dueDate}}

{{#canReportDelay}}
If you cannot finish in time, report the delay now. The sooner the complainant knows, the better.
{{/canReportDelay}}
{{^canReportDelay}}
If you cannot finish in time, make sure that someone else takes the task.
{{/canReportDelay}}

${openTheCase}`,
};
