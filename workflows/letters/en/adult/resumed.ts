import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The clock runs again and the days already used count (law.md section 2). */
export const resumed: LetterText = {
  title: 'Complaint no longer paused',
  subject: 'We have started work on your complaint {{reference}} again',
  body: `${opening}

Your complaint was paused. We have started work on it again. Thank you for waiting.

{{#reason}}
This is why:

> {{reason}}
{{/reason}}

## What happens next

{{#requestBy}}
We have sent you our answer. If you are not happy with it, you can go on to the next stage: {{nextStageName}}.

**The last day to ask for it is now {{requestBy}}.** We have added the days that you had left before the pause.

{{howToAsk}}
{{/requestBy}}
{{^requestBy}}
{{#answerPromisedFor}}
**{{weWill}} by {{answerPromisedFor}}.** The days that we used before the pause still count. We are not starting again from the beginning.

If we need longer, we will write to you before then, tell you why and give you a new date.
{{/answerPromisedFor}}
{{#answerWasDueOn}}
{{shouldHave}} by {{answerWasDueOn}}. We are late, and we are sorry. We will write to you again with a new date.
{{/answerWasDueOn}}

{{handlerName}}, {{handlerRole}}, is working on your complaint. They may contact you to ask if anything has changed.
{{/requestBy}}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
