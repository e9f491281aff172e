import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** More messages come to a case than are announced one by one. */
export const alertManyMessages: LetterText = {
  title: 'Alert: many messages',
  subject: '{{reference}}: many messages',
  body: `${greeting}

Many messages are coming in on case {{reference}}. All of them are kept with the case. We will not send you an alert or open a task for each one. One task covers all the messages that are still waiting.

${openTheCase}`,
};
