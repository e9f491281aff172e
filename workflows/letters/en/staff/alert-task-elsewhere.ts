import type { LetterText } from '../../letter-template.ts';
import { greeting } from './staff-wording.ts';

/** To the person who had a task before the team of the case was corrected. */
export const alertTaskElsewhere: LetterText = {
  title: 'Alert: a task is no longer yours',
  subject: '{{reference}}: {{stepTitle}} is no longer yours',
  body: `${greeting}

The team of case {{reference}} was recorded wrongly and has been corrected. You no longer have this task:

- Case: {{reference}}
- Task: {{stepTitle}}

You do not need to do anything. If you think that this is wrong, tell the complaints team.`,
};
