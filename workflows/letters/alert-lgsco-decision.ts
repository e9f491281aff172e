import type { LetterTemplate } from './letter-template.ts';

/** Goes by ordinary mail: what the Ombudsman decided stays on the page. */
export const alertLgscoDecision: LetterTemplate = {
  id: 'alert-lgsco-decision',
  title: 'Alert: decision of the Ombudsman',
  audience: 'staff',
  subject: '{{reference}}: the Ombudsman has decided',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The Local Government and Social Care Ombudsman has decided about a case.

- Case: {{reference}}

The decision is on the page of the case, with what we have to do and by when.

[Open the case]({{link}})`,
};
