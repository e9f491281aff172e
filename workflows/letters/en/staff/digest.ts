import type { LetterText } from '../../letter-template.ts';
import { greeting } from './staff-wording.ts';

/**
 * Sent every working day to anyone with a task due (law.md section 5): one line per task, by due date, with
 * no name but the reader's.
 */
export const digest: LetterText = {
  title: 'Daily digest',
  subject: 'Your complaints on {{digestDate}}',
  body: `${greeting}

These are the deadlines of your complaints on {{digestDate}}.

{{#overdueSteps}}
## Overdue

{{overdueSteps}}
{{/overdueSteps}}
{{^overdueSteps}}
Nothing is overdue.
{{/overdueSteps}}

{{#dueSteps}}
## Due soon

{{dueSteps}}
{{/dueSteps}}
{{^dueSteps}}
Nothing else is due soon.
{{/dueSteps}}

{{#waitingMessages}}
## Messages to deal with

{{waitingMessages}}
{{/waitingMessages}}

{{#repeatedDelays}}
## Repeated delays

{{repeatedDelays}}
{{/repeatedDelays}}

[Open your tasks]({{link}})`,
};
