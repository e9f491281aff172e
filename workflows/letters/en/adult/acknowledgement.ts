import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  lateApology,
  contact,
  ombudsmanMeanwhile,
  opening,
  promised,
  signedByOfficer,
} from './shared-wording.ts';

/** What we understood, procedure and why, handler, due date, advocacy (law.md section 6). */
export const acknowledgement: LetterText = {
  title: 'Acknowledgement',
  subject: 'We have your complaint {{reference}}: what happens next',
  requires: ['dueDate'],
  body: `${opening}

Thank you for telling us about this. It is not always easy to complain, and we take what you say seriously. Complaining will not change the help you get from us.

We got your complaint on {{receivedOn}}. This letter tells you what we understood, who will look into it and what happens next.

${lateApology}

If a child or anyone else is in danger now, do not wait for us: call 999.

## What we understood

> {{summary}}

{{#points}}
We will answer each of these points:

{{points}}
{{/points}}

If we got something wrong or left something out, please tell us. We will put it right.

## What happens next

{{handlerName}}, {{handlerRole}}, will look into your complaint. They may contact you to find out more.

{{#offersToDiscuss}}
We would like to talk to you about how we will look into your complaint, and how long it will take. Please tell us how and when we can reach you.
{{/offersToDiscuss}}

${promised(
  `**We will write to you with our answer by {{dueDate}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.`,
  'We should have answered you',
)}

{{#consentAwaited}}
You are speaking for a child or young person, and we have asked if they agree. We need to hear from them before we can send you our answer. We will not wait with a complaint of your own.
{{/consentAwaited}}

## How we deal with your complaint

We will use our procedure for {{procedureName}}. This is why:

> {{procedureReason}}

{{#stages}}
These are its stages:

{{stages}}
{{/stages}}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
