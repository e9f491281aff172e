import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The text of the message stays on the page. */
export const alertNewMessage: LetterText = {
  title: 'Alert: new message',
  subject: '{{reference}}: new message',
  body: `${greeting}

There is a new message on case {{reference}}. Open the case to read it.

${openTheCase}`,
};
