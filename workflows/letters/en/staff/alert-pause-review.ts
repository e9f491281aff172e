import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** A pause has reached its review date (law.md section 2c, Pause). */
export const alertPauseReview: LetterText = {
  title: 'Alert: review a pause',
  subject: '{{reference}}: review the pause of a complaint',
  body: `${greeting}

This complaint is paused, and the pause is due for review. Decide whether the reason still applies: resume work, or keep the pause with a new review date.

- Case: {{reference}}
- Task: {{stepTitle}}
{{#reviewDate}}
- Review by: {{reviewDate}}
{{/reviewDate}}

${openTheCase}`,
};
