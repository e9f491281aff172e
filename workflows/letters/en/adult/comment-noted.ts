import type { LetterText } from '../../letter-template.ts';
import { contact, opening, signedByOfficer, rightToComplain } from './shared-wording.ts';

/** Thanks the sender of a comment that asks for no answer: even that comment gets a reply (law.md section 4). */
export const commentNoted: LetterText = {
  title: 'Thanks for a comment',
  subject: 'Thank you for your comment: {{reference}}',
  body: `${opening}

Thank you for contacting us on {{receivedOn}}, and for telling us what you think.

## What we do with your comment

We have kept a record of it{{#teamName}} and passed it on to the people it is about ({{teamName}}){{/teamName}}. We look at all the comments we get, to see what we should do better.

You do not need to do anything, and we will not write to you about it again. If you wanted an answer, please tell us and we will give you one.

${rightToComplain}

${contact}

${signedByOfficer}`,
};
