import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** Goes by ordinary email, so the decision itself stays on the page. */
export const alertLgscoDecision: LetterText = {
  title: 'Alert: Ombudsman decision',
  subject: '{{reference}}: the Ombudsman has decided',
  body: `${greeting}

The Local Government and Social Care Ombudsman has made a decision on a case.

- Case: {{reference}}

Open the case to read the decision, what we have to do and by when.

${openTheCase}`,
};
