import type { LetterText } from '../../letter-template.ts';

/** The complainant has died: letters to them have stopped, and someone decides how the case goes on. */
export const alertComplainantDied: LetterText = {
  title: 'Alert: the complainant has died',
  subject: '{{reference}}: letters to the complainant have stopped',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The complainant of this case has died. No more letters will go to them, and their private links no longer work.

Find out if anyone wants to go on with the complaint. If someone does, add them as a complainant. If no one does, close the case and record why. Check for letters that are waiting to be posted, and do not post them.

- Case: {{reference}}

[Open the case]({{link}})`,
};
