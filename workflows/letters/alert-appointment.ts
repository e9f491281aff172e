import type { LetterTemplate } from './letter-template.ts';

/** To members of staff and independent persons alike, so it says nothing of the case. Independence: SI 2006/1738. */
export const alertAppointment: LetterTemplate = {
  id: 'alert-appointment',
  title: 'Alert: appointed to a case',
  audience: 'staff',
  subject: '{{reference}}: you have been appointed',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

You have been appointed to a case. What you are asked to do, and by when, is on its page.

- Case: {{reference}}

If you know somebody in the case, or have had a part in it before, please tell the complaints team before you begin.

[Open the case]({{link}})`,
};
