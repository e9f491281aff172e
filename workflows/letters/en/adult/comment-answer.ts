import type { LetterText } from '../../letter-template.ts';
import { contact, opening, signedByOfficer, rightToComplain } from './shared-wording.ts';

/**
 * A comment is not a complaint, so the letter says how to make one and does not mention the Ombudsman (law.md section
 * 4).
 */
export const commentAnswer: LetterText = {
  title: 'Answer to a comment or enquiry',
  subject: 'Our answer to you: {{reference}}',
  body: `${opening}

Thank you for contacting us on {{receivedOn}}.

## Our answer

{{answer}}

If this does not answer your question, please ask us again.

${rightToComplain}

${contact}

${signedByOfficer}`,
};
