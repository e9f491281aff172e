import type { LetterTemplate } from './letter-template.ts';

/** Every working day to each officer, manager and senior manager (RULES section 5): one line for each step, by due date. */
export const digest: LetterTemplate = {
  id: 'digest',
  title: 'Daily digest',
  audience: 'staff',
  subject: 'Your complaints on {{digestDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

This is where your complaints stand on {{digestDate}}.

{{#overdueSteps}}
## Overdue

{{overdueSteps}}
{{/overdueSteps}}
{{^overdueSteps}}
Nothing is overdue.
{{/overdueSteps}}

{{#dueSteps}}
## Next

{{dueSteps}}
{{/dueSteps}}
{{^dueSteps}}
No other step is waiting.
{{/dueSteps}}

{{#repeatedDelays}}
## Repeated delays

{{repeatedDelays}}
{{/repeatedDelays}}

[Open your list]({{link}})`,
};
