import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Money that we promised comes later: the reason and the new date. */
export const paymentDelayed: LetterText = {
  title: 'Later payment',
  subject: 'Your payment will be late: {{reference}}',
  body: `${opening}

We told you that we would pay you {{payment}} by {{oldDueDate}}. We are sorry, but it will take longer.

## Why it takes longer

{{reason}}

## What happens next

**We will pay you by {{newDueDate}}.**

If the new date is a problem for you, please tell us. We will see what we can do.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
