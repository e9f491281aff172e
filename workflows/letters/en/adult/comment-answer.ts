import type { LetterText } from '../../letter-template.ts';
import { contact, opening, signedByOfficer, stillAComplaint } from './shared-wording.ts';

/** No complaint, so it says how to make one and nothing of the Ombudsman (law.md section 4). */
export const commentAnswer: LetterText = {
  title: 'Answer to a comment or enquiry',
  subject: 'Our answer to you: {{reference}}',
  body: `${opening}

Thank you for contacting us on {{receivedOn}}.

## Our answer

{{answer}}

If this does not answer your question, please ask us again.

${stillAComplaint}

${contact}

${signedByOfficer}`,
};
