import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/**
 * The flag of an unreasonably persistent complainant has reached its review date (law.md section 8). Gives no
 * name.
 */
export const alertFlagReview: LetterText = {
  title: 'Alert: review a flagged complainant',
  subject: '{{reference}}: review the flag of a complainant',
  body: `${greeting}

A complainant was flagged as unreasonably persistent, and the flag is due for review. Decide whether the reason still applies: end the flag, or keep it until a new date.

- Case: {{reference}}
- Review by: {{reviewDate}}

Anyone can complain, flagged or not. Judge every complaint by what it says.

${openTheCase}

If you cannot open the case, ask a complaints officer.`,
};
