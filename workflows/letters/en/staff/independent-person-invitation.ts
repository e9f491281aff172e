import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase, meetingOfCase } from './staff-wording.ts';

/** To the Independent Person, when the panel is set and when it is moved (SI 2006/1738 regulation 19(5)(b)). */
export const independentPersonInvitation: LetterText = {
  title: 'Invitation of the Independent Person to the review panel',
  subject: '{{reference}}: you are invited to the review panel',
  body: `${greeting}

A review panel will meet about the complaint for which you were the Independent Person. You are invited to make submissions to it: you can speak at the meeting, or write to the panel before it meets.

${meetingOfCase}

If we gave you a different date, time or place before, please use these. If you cannot come, tell the complaints team.

${openTheCase}`,
};
