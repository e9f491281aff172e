import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Who looks into which point of a joint complaint, who leads, and by when there is an answer (SI 2009/309). */
export const jointHandling: LetterText = {
  title: 'Joint complaint',
  subject: 'Your complaint {{reference}}: two organisations are looking into it',
  requires: ['otherBody', 'theirPoints'],
  body: `${opening}

You agreed that we can share your complaint with {{otherBody}}. We are looking into it together, and you will get one answer to everything.

## Who answers you

{{#theyLead}}
**{{otherBody}} will write to you with the answer.** We will tell them what we find, so that their answer covers everything.
{{/theyLead}}
{{^theyLead}}
**We will write to you with the answer.** {{otherBody}} will tell us what they find, so that our answer covers everything.
{{/theyLead}}

{{#theirPoints}}
{{otherBody}} will look into this:

{{theirPoints}}
{{/theirPoints}}

{{#ourPoints}}
We will look into this:

{{ourPoints}}
{{/ourPoints}}

## What happens next

{{#answerPromisedFor}}
**You should have the answer by {{answerPromisedFor}}.** If it takes longer, we will write to you, tell you why and give you a new date.
{{/answerPromisedFor}}
{{#answerWasDueOn}}
You should have had the answer by {{answerWasDueOn}}. We are late, and we are sorry. We will write to you again with a new date.
{{/answerWasDueOn}}

You can ask us about any part of your complaint at any time, including theirs. If you no longer want us to share it, please tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
