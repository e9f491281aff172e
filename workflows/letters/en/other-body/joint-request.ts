import type { LetterText } from '../../letter-template.ts';
import { contactDetails, signedByOfficer, copyGreeting } from '../adult/shared-wording.ts';
import { jointComplaint } from './joint-wording.ts';

/** Asks the other body of a joint complaint for its part of the answer, by a day (SI 2009/309). */
export const jointRequest: LetterText = {
  title: 'Request for a part of a joint answer',
  subject: 'Joint complaint {{reference}}: please send us your part of the answer',
  requires: ['otherBody', 'theirPoints'],
  body: `${copyGreeting}

We have a complaint that {{otherBody}} has a part in. The person who complained agreed that we can share it with you. We are leading on it and will send one answer for both of us.

${jointComplaint}

This is what they complain about:

> {{summary}}

{{#theirPoints}}
Please look into this:

{{theirPoints}}
{{/theirPoints}}

## What we need from you

{{#contributeBy}}
**Please send us what you found, and what you will do about it, by {{contributeBy}}.** If you need longer, tell us now.
{{/contributeBy}}
{{#contributionWasDueOn}}
**Please send us what you found, and what you will do about it.** We asked for it by {{contributionWasDueOn}}.
{{/contributionWasDueOn}}

We both have a duty to work together on this complaint.

If you should not have got this letter, please tell us, and delete it or send it back.

${contactDetails}

${signedByOfficer}`,
};
