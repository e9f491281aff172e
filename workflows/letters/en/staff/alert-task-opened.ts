import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** Goes by ordinary email: reference, task, due date and link, nothing else about the case. */
export const alertTaskOpened: LetterText = {
  title: 'Alert: new task',
  subject: '{{reference}}: {{stepTitle}}, due {{dueDate}}',
  body: `${greeting}

You have a new task.

- Case: {{reference}}
- Task: {{stepTitle}}
- Due: {{dueDate}}

${openTheCase}`,
};
