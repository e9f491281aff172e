import type { LetterTemplate } from './letter-template.ts';

/** To the complaints officer. Who declined and why may say something personal, so it stays on the page. */
export const alertAppointmentDeclined: LetterTemplate = {
  id: 'alert-appointment-declined',
  title: 'Alert: appointment declined',
  audience: 'staff',
  subject: '{{reference}}: an appointment was declined',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

Somebody who was appointed to this case cannot take the part. Please appoint somebody else.

- Case: {{reference}}

Who it is and why is on the page of the case.

[Open the case]({{link}})`,
};
