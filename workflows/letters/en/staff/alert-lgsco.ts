import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** Goes by ordinary email, so the Ombudsman's questions stay on the page. */
export const alertLgsco: LetterText = {
  title: 'Alert: Ombudsman enquiry',
  subject: '{{reference}}: Ombudsman enquiry, due {{dueDate}}',
  body: `${greeting}

The Local Government and Social Care Ombudsman has asked us about a case.

- Case: {{reference}}
- Due: {{dueDate}}

Open the case to read the questions. If we cannot answer in time, ask the Ombudsman for more time before the due date.

${openTheCase}`,
};
