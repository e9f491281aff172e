import type { LetterTemplate } from './letter-template.ts';

/** A bank holiday was proclaimed or dropped in the middle of a case (RULES section 1). */
export const alertDeadlineMoved: LetterTemplate = {
  id: 'alert-deadline-moved',
  title: 'Alert: due date moved',
  audience: 'staff',
  subject: '{{reference}}: {{stepTitle}} is now due {{newDueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The calendar of bank holidays has changed, and with it the date by which this step is due.

- Case: {{reference}}
- Step: {{stepTitle}}
- Was due: {{oldDueDate}}
- Now due: {{newDueDate}}

If the complainant was told the old date, please tell them the new one.

[Open the case]({{link}})`,
};
