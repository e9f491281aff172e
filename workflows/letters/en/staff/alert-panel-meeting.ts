import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase, meetingOfCase } from './staff-wording.ts';

/** To the chair and members when the day, time or place has changed. Says nothing of the complaint. */
export const alertPanelMeeting: LetterText = {
  title: 'Alert: the panel meeting has changed',
  subject: '{{reference}}: new date or place of the panel meeting',
  body: `${greeting}

The meeting of the review panel has changed. This is when and where it takes place now.

${meetingOfCase}

If you cannot come, tell the complaints team as soon as you can.

${openTheCase}`,
};
