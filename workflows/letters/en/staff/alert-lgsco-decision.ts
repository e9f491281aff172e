import type { LetterText } from '../../letter-template.ts';

/** Goes by ordinary email, so the decision itself stays on the page. */
export const alertLgscoDecision: LetterText = {
  title: 'Alert: Ombudsman decision',
  subject: '{{reference}}: the Ombudsman has decided',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The Local Government and Social Care Ombudsman has made a decision on a case.

- Case: {{reference}}

Open the case to read the decision, what we have to do and by when.

[Open the case]({{link}})`,
};
