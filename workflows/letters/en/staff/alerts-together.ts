import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The alerts of one hour about one case. Goes by ordinary email: the subject of each alert, nothing else about the case. */
export const alertsTogether: LetterText = {
  title: 'Alert: several updates',
  subject: '{{reference}}: several updates',
  body: `${greeting}

Several things have happened on case {{reference}}. We send you no more than one email an hour about a case.

{{alerts}}

${openTheCase}`,
};
