import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** Goes to staff and to independent people alike, so it says nothing about the case. Independence: SI 2006/1738. */
export const alertAppointment: LetterText = {
  title: 'Alert: appointed to a case',
  subject: '{{reference}}: you have been appointed',
  body: `${greeting}

You have been appointed to a case. Open it to see what to do and by when.

- Case: {{reference}}

If you know anyone in the case, or have worked on it before, tell the complaints team before you start.

${openTheCase}`,
};
