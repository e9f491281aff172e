import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Reason, new date, the right to go on (RULES section 6), when the answer is late or will be. */
export const delay: LetterTemplate = {
  id: 'delay',
  title: 'Delay',
  audience: 'complainant',
  subject: 'Your complaint {{reference}} is taking longer',
  body: `${opening}

{{#answerWasDueOn}}
You should have had an answer from us by {{answerWasDueOn}}. You have not had it.
{{/answerWasDueOn}}
{{#answerPromisedFor}}
You were to have an answer from us by {{answerPromisedFor}}. It will take longer.
{{/answerPromisedFor}}
{{^answerWasDueOn}}
{{^answerPromisedFor}}
Our work on your complaint is taking longer than we planned.
{{/answerPromisedFor}}
{{/answerWasDueOn}}

We are sorry. You have done nothing wrong.

## Why it takes longer

{{reason}}

## What happens next

**We expect to send you our answer by {{expectedDate}}.**

{{handlerName}}, {{handlerRole}}, is still dealing with your complaint.

{{#nextStageName}}
## You do not have to wait

You can wait for our answer. Or you can go on to the next stage now, without it: {{nextStageName}}.

{{#howToAsk}}{{howToAsk}}{{/howToAsk}}

The choice is yours. If you wait, you can still change your mind.
{{/nextStageName}}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
