import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** To the manager of the team. The sender and the text stay on the page. */
export const complimentPassedOn: LetterText = {
  title: 'Compliment for a team',
  subject: '{{reference}}: a compliment for {{teamName}}',
  body: `${greeting}

Someone has praised {{teamName}}. Open the case to read it, share it with the people it is for, and thank them from us too.

- Case: {{reference}}

${openTheCase}`,
};
