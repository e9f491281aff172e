import type { LetterText } from '../../letter-template.ts';

/** To the chair and members when the day, time or place has changed. Says nothing of the complaint. */
export const alertPanelMeeting: LetterText = {
  title: 'Alert: the panel meeting has changed',
  subject: '{{reference}}: new date or place of the panel meeting',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The meeting of the review panel has changed. This is when and where it takes place now.

- Case: {{reference}}
- Date: {{meetingOn}}
{{#meetingTime}}
- Time: {{meetingTime}}
{{/meetingTime}}
- Place: {{meetingPlace}}

If you cannot come, tell the complaints team as soon as you can.

[Open the case]({{link}})`,
};
