import type { LetterTemplate } from './letter-template.ts';
import { contact, opening, signedByOfficer, stillAComplaint } from './shared-wording.ts';

/** No complaint, so it says how to make one and nothing of the Ombudsman (RULES section 4). */
export const commentAnswer: LetterTemplate = {
  id: 'comment-answer',
  title: 'Answer to a comment or enquiry',
  audience: 'complainant',
  subject: 'Our answer to you: {{reference}}',
  body: `${opening}

Thank you for getting in touch with us on {{receivedOn}}.

## Our answer

{{answer}}

If this does not answer what you wanted to know, please ask us again.

${stillAComplaint}

${contact}

${signedByOfficer}`,
};
