import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** There is no joint answer with the other body, and why (SI 2009/309). */
export const jointEnded: LetterText = {
  title: 'No joint answer',
  subject: 'Your complaint {{reference}}: we will answer our part',
  requires: ['otherBody', 'reason'],
  body: `${opening}

We and {{otherBody}} wanted to give you one answer together. We cannot do that. This is why:

> {{reason}}

## What happens next

We will go on with our part of your complaint and write to you with our answer.

If you want {{otherBody}} to look into their part, you can complain to them. If you need help to reach them, ask us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
