import type { LetterTemplate } from './letter-template.ts';

/** Every working day to whoever has something in it (RULES section 5): one line for each step, by due date; no names but the reader's. */
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
## Due soon

{{dueSteps}}
{{/dueSteps}}
{{^dueSteps}}
Nothing else is due soon.
{{/dueSteps}}

{{#repeatedDelays}}
## Repeated delays

{{repeatedDelays}}
{{/repeatedDelays}}

[Open your list]({{link}})`,
};
