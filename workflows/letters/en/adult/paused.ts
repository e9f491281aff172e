import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** A pause: reason, review date, how to come back, LGSCO (SI 2006/1738 regulation 8; law.md section 6). */
export const paused: LetterText = {
  title: 'Complaint paused',
  subject: 'We have paused your complaint {{reference}}',
  body: `${opening}

We have had to pause your complaint. This does not mean that we do not believe you, and your complaint is not closed.

## Why

{{reason}}

## What happens next

**We will look at this again by {{reviewDate}}.**

We will write to you when we start again, and tell you which dates have changed.{{#requestBy}} You will not lose any of the days that you have left to ask for the next stage.{{/requestBy}}{{^requestBy}} The days that we have used so far still count.{{/requestBy}}

If you think we should not wait, or if something changes, please tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
