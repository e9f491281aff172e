import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** A bank holiday was added or removed while the case was open, or its day of receipt was corrected (law.md section 1). */
export const alertDeadlineMoved: LetterText = {
  title: 'Alert: due date changed',
  subject: '{{reference}}: {{stepTitle}} is now due {{newDueDate}}',
  body: `${greeting}

The bank holidays or the day of receipt have changed, so the due date of this task has changed too. The timeline of the case says why.

- Case: {{reference}}
- Task: {{stepTitle}}
- Was due: {{oldDueDate}}
- Now due: {{newDueDate}}

If we gave the complainant the old date, tell them the new one.

${openTheCase}`,
};
