import type { LetterTemplate } from './letter-template.ts';

/** Goes by ordinary mail: reference, step, due date and link, nothing else of the case. */
export const alertDueTomorrow: LetterTemplate = {
  id: 'alert-due-tomorrow',
  title: 'Alert: next day is the last',
  audience: 'staff',
  subject: 'Due next working day: {{reference}}, {{stepTitle}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The next working day is the last day for this step.

- Case: {{reference}}
- Step: {{stepTitle}}
- Due: {{dueDate}}

If you will not be done in time, please report the delay now, on the page of the case.

[Open the case]({{link}})`,
};
