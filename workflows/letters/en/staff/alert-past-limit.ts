import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** To the director, past the last day to which a stage can be extended (law.md section 2a). */
export const alertPastLimit: LetterText = {
  title: 'Alert: past the last day possible',
  subject: '{{reference}}: past the last day possible, {{stepTitle}}',
  body: `${greeting}

This case has passed the last day that the law or the Ombudsman allows, extensions included. We have told the complainant that we are late and that they can go to the Ombudsman.

- Case: {{reference}}
- Stage: {{stepTitle}}
- Was due: {{dueDate}}
{{#workingDaysLate}}
- Working days late: {{workingDaysLate}}
{{/workingDaysLate}}

Find out what is holding it up. We will keep writing to you and to the complainant until the stage has ended.

${openTheCase}`,
};
