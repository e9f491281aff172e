import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Who looks into which point of a joint complaint, who leads, and by when there is an answer (SI 2009/309). */
export const jointHandling: LetterText = {
  title: 'Joint complaint',
  subject: 'Your complaint {{reference}}: two organisations look into it',
  requires: ['otherBody', 'theirPoints'],
  body: `${opening}

You agreed that {{otherBody}} gets your complaint, too. We and they look into it together, and you will get one answer to everything.

## Who answers you

{{#theyLead}}
**{{otherBody}} will write to you with the answer.** We tell them what we found, so that their answer is complete.
{{/theyLead}}
{{^theyLead}}
**We will write to you with the answer.** {{otherBody}} tells us what they found, so that our answer is complete.
{{/theyLead}}

{{#theirPoints}}
{{otherBody}} looks into this:

{{theirPoints}}
{{/theirPoints}}

{{#ourPoints}}
We look into this:

{{ourPoints}}
{{/ourPoints}}

## What happens next

{{#answerPromisedFor}}
**You should have the answer by {{answerPromisedFor}}.** If it takes longer, we will write to you, tell you why and give you a new date.
{{/answerPromisedFor}}
{{#answerWasDueOn}}
You should have had the answer by {{answerWasDueOn}}. We are late, and we are sorry. We will write to you again with a new date.
{{/answerWasDueOn}}

You can ask us about your complaint at any time, also about their part. If you no longer want us to share it, please tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
