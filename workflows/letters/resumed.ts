import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The clock runs again; the days already used count (RULES section 2). */
export const resumed: LetterTemplate = {
  id: 'resumed',
  title: 'Complaint no longer on hold',
  audience: 'complainant',
  subject: 'We have started work on your complaint {{reference}} again',
  body: `${opening}

Your complaint was on hold. We have started work on it again. Thank you for waiting.

{{#reason}}
{{reason}}
{{/reason}}

## What happens next

{{#requestBy}}
You have our answer. If you are not happy with it, you can go on to the next stage: {{nextStageName}}.

**The last day to ask for it is now {{requestBy}}.** The days before the hold count, and we have added the days that you had left.

{{howToAsk}}
{{/requestBy}}
{{^requestBy}}
{{#answerPromisedFor}}
**You will have an answer by {{answerPromisedFor}}.** The time we used before the hold counts, so you are not starting from the beginning.

If we need longer, we will write to you before then, tell you why and give you a new date.
{{/answerPromisedFor}}
{{#answerWasDueOn}}
You should have had an answer from us by {{answerWasDueOn}}. You have not had it. We are sorry.
{{/answerWasDueOn}}

{{handlerName}}, {{handlerRole}}, is dealing with your complaint. They may get in touch with you to ask if anything has changed.
{{/requestBy}}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
