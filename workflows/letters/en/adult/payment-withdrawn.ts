import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** Money that we promised will not be paid: the reason, and how to say that this is wrong. */
export const paymentWithdrawn: LetterText = {
  title: 'Money that will not be paid',
  subject: 'We will not pay the money that we told you about: {{reference}}',
  body: `${opening}

We told you that we would pay you {{payment}}. We have looked at this again. **We will not pay this money.**

We know that this may not be what you want to hear.

## Why

{{reason}}

## If you think this is wrong

Please tell us. We will look at our decision again.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
