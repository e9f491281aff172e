import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** A child of the case has turned 18. */
export const alertChildAdult: LetterText = {
  title: 'Alert: a young person is now an adult',
  subject: '{{reference}}: a young person is now an adult',
  body: `${greeting}

A young person in this case has become an adult. They now decide for themselves.

Ask them if they want the complaint to go on, who may speak for them, and how to reach them. Record their answers on the task. Parental responsibility no longer allows anyone to have copies.

- Case: {{reference}}

${openTheCase}`,
};
