import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer, lateApology } from './shared-wording.ts';

/** The other body has answered for both: what was decided, and the way to the Ombudsman (SI 2009/309). */
export const jointAnswer: LetterText = {
  title: 'Joint answer of the other body',
  subject: 'Your complaint {{reference}}: the answer you got is also ours',
  requires: ['otherBody', 'answeredOn'],
  body: `${opening}

{{otherBody}} sent you the answer to your complaint on {{answeredOn}}. They wrote it for themselves and for us. It is our answer too. If you do not have it, please tell us.

${lateApology}

## What we found

{{findings}}

{{#actions}}
## What we will do

{{actions}}
{{/actions}}

{{#learning}}
## What we learned

{{learning}}
{{/learning}}

## The end of our procedure

There is no further stage in our own complaints procedure. If anything is not clear, please ask us.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
