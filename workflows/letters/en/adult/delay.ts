import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Sent when the answer is late or will be: reason, new date, the right to go to the next stage (law.md section 6). */
export const delay: LetterText = {
  title: 'Delay',
  subject: 'Your complaint {{reference}} is taking longer',
  body: `${opening}

{{#answerWasDueOn}}
{{shouldHave}} by {{answerWasDueOn}}. We are late.
{{/answerWasDueOn}}
{{#answerPromisedFor}}
{{weSaid}} by {{answerPromisedFor}}. It will take longer.
{{/answerPromisedFor}}
{{^answerWasDueOn}}
{{^answerPromisedFor}}
Our work on your complaint is taking longer than we planned.
{{/answerPromisedFor}}
{{/answerWasDueOn}}

We are sorry. You have done nothing wrong.

## Why it is taking longer

{{reason}}

## What happens next

**{{weExpect}} by {{expectedDate}}.**

{{handlerName}}, {{handlerRole}}, is still working on your complaint.

{{#nextStageName}}
## You do not have to wait

You can wait for our answer. Or you can go on to the next stage now, without it: {{nextStageName}}.

{{#howToAsk}}{{howToAsk}}{{/howToAsk}}

You can choose. If you wait, you can still change your mind.
{{/nextStageName}}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
