import type { LetterText } from '../../letter-template.ts';

/** To the Independent Person, when the panel is set and when it is moved (SI 2006/1738 regulation 19(5)(b)). */
export const independentPersonInvitation: LetterText = {
  title: 'Invitation of the Independent Person to the review panel',
  subject: '{{reference}}: the panel meets, and you can make submissions',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

A review panel meets about the complaint for which you were the Independent Person. You are invited to the meeting, to make submissions to the panel. You can come and speak, or write to the panel before it meets.

- Case: {{reference}}
- Date: {{meetingOn}}
{{#meetingTime}}
- Time: {{meetingTime}}
{{/meetingTime}}
- Place: {{meetingPlace}}

If we told you another date, time or place before, this one takes its place. If you cannot come, tell the complaints team.

[Open the case]({{link}})`,
};
