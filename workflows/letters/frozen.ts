import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The clock has stopped: reason, review date, how to come back, LGSCO (SI 2006/1738 regulation 8; RULES section 6). */
export const frozen: LetterTemplate = {
  id: 'frozen',
  title: 'Complaint on hold',
  audience: 'complainant',
  subject: 'We have put your complaint {{reference}} on hold',
  body: `${opening}

We have had to put your complaint on hold. This does not mean that we do not believe you, and your complaint is not closed.

## Why

{{reason}}

## What happens next

**We will look at this again by {{reviewDate}}.**

We will write to you when we start again, and tell you which dates have changed. The time before the hold still counts.

If you think we should not wait, or if something changes, please tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
