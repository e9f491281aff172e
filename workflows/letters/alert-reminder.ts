import type { LetterTemplate } from './letter-template.ts';

/** Goes by ordinary mail: reference, step, due date and link, nothing else of the case. */
export const alertReminder: LetterTemplate = {
  id: 'alert-reminder',
  title: 'Alert: reminder',
  audience: 'staff',
  subject: 'Reminder: {{reference}}, {{stepTitle}}, due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

This step is due soon.

- Case: {{reference}}
- Step: {{stepTitle}}
- Due: {{dueDate}}

If you will not be done in time, please report the delay now, on the page of the case. The sooner the complainant knows, the better.

[Open the case]({{link}})`,
};
