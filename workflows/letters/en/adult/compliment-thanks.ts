import type { LetterText } from '../../letter-template.ts';
import { contact, opening, signedByOfficer } from './shared-wording.ts';

/** A compliment is not a complaint, so the letter does not mention the Ombudsman (law.md section 4). */
export const complimentThanks: LetterText = {
  title: 'Thanks for a compliment',
  subject: 'Thank you for your kind words: {{reference}}',
  body: `${opening}

Thank you for telling us what went well. It means a lot to the people who do this work.

{{#praise}}
This is how we wrote it down:

> {{praise}}
{{/praise}}

We have passed it on to the people it is about ({{teamName}}) and to their manager. We also keep a record of it, because we want to learn from what goes well.

You do not need to do anything.

${contact}

${signedByOfficer}`,
};
