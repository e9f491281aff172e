import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The complainant has died: letters to them have stopped, and someone decides how the case goes on. */
export const alertComplainantDied: LetterText = {
  title: 'Alert: the complainant has died',
  subject: '{{reference}}: letters to the complainant have stopped',
  body: `${greeting}

The complainant of this case has died. No more letters will go to them, and their private links no longer work.

Find out if anyone wants to go on with the complaint. If someone does, record their name and why they can speak for the person who died. If no one does, end the complaint. You can do both on the task. Letters that were waiting to be posted are no longer needed: do not post one that is printed.

- Case: {{reference}}

${openTheCase}`,
};
