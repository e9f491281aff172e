import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase, lateTask } from './staff-wording.ts';

/** Goes by ordinary email: reference, task, due date and link, nothing else about the case. */
export const alertOverdue: LetterText = {
  title: 'Alert: overdue',
  subject: 'Overdue: {{reference}}, {{stepTitle}}, was due {{dueDate}}',
  body: `${greeting}

This task is overdue. It stays open until it is done.

${lateTask}

{{#canReportDelay}}
Finish it, or report a delay.
{{/canReportDelay}}
{{^canReportDelay}}
Finish it, or make sure that someone else takes it.
{{/canReportDelay}}

${openTheCase}`,
};
