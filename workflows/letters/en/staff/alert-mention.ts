import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The text of the note stays on the page. */
export const alertMention: LetterText = {
  title: 'Alert: a colleague mentions you',
  subject: '{{reference}}: a colleague mentions you in a note',
  body: `${greeting}

A colleague mentions you in a note on case {{reference}}. Open the case to read it.

${openTheCase}`,
};
