import type { LetterTemplate } from './letter-template.ts';

/** Goes by ordinary mail: the Ombudsman's questions stay on the page. */
export const alertLgsco: LetterTemplate = {
  id: 'alert-lgsco',
  title: 'Alert: enquiry of the Ombudsman',
  audience: 'staff',
  subject: '{{reference}}: enquiry of the Ombudsman, due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The Local Government and Social Care Ombudsman has asked us about a case.

- Case: {{reference}}
- Due: {{dueDate}}

What they ask is on the page of the case. If we cannot answer in time, please ask them for more time now, before the date has passed.

[Open the case]({{link}})`,
};
