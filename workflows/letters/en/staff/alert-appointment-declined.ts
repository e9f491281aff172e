import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** To the complaints officer. The name and the reason may be personal, so they stay on the page. */
export const alertAppointmentDeclined: LetterText = {
  title: 'Alert: appointment declined',
  subject: '{{reference}}: an appointment was declined',
  body: `${greeting}

Someone appointed to this case cannot take part. Appoint someone else.

- Case: {{reference}}

Open the case to see who declined and why.

${openTheCase}`,
};
