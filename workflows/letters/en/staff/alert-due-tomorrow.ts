import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** Goes by ordinary email: reference, task, due date and link, nothing else about the case. */
export const alertDueTomorrow: LetterText = {
  title: 'Alert: due next working day',
  subject: 'Due next working day: {{reference}}, {{stepTitle}}',
  body: `${greeting}

The next working day is the last day for this task.

- Case: {{reference}}
- Task: {{stepTitle}}
- Due: {{dueDate}}

{{#canReportDelay}}
If you cannot finish in time, report the delay now.
{{/canReportDelay}}
{{^canReportDelay}}
If you cannot finish in time, make sure that someone else takes the task.
{{/canReportDelay}}

${openTheCase}`,
};
