import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** To the team that a comment or enquiry is for. The sender and the text stay on the page. */
export const commentPassedOn: LetterText = {
  title: 'Comment for a team',
  subject: '{{reference}}: someone has written about {{teamName}}',
  body: `${greeting}

Someone has written to us about {{teamName}}. We have thanked them, so you do not need to write to them.

Read the comment and see what your team can learn from it.

- Case: {{reference}}

${openTheCase}`,
};
