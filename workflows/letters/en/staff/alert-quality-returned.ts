import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The comments may say something personal, so they stay on the page. */
export const alertQualityReturned: LetterText = {
  title: 'Alert: draft returned',
  subject: '{{reference}}: your draft was returned, {{stepTitle}}, due {{dueDate}}',
  body: `${greeting}

Your draft was checked and returned to you with comments.

- Case: {{reference}}
- Task: {{stepTitle}}
- Due: {{dueDate}}

Open the case to read the comments and change the draft. The due date has not changed.

${openTheCase}`,
};
