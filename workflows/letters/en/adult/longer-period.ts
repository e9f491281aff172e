import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Confirms a longer period that was agreed before the time was over (SI 2009/309). */
export const longerPeriod: LetterText = {
  title: 'Longer period agreed',
  subject: 'Your complaint {{reference}}: we agreed on more time',
  requires: ['agreedOn', 'newDueDate'],
  body: `${opening}

On {{agreedOn}} you and we agreed that we can take longer to answer you. Thank you. We said we would answer you by {{oldDueDate}}.

## Why we need more time

{{reason}}

## What happens next

**We will write to you with our answer by {{newDueDate}}.**

You do not need to do anything. If you did not agree to this, please tell us. We will put it right.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
