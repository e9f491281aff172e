import type { LetterText } from '../../letter-template.ts';
import { contactDetails, signedByOfficer, copyGreeting } from '../adult/shared-wording.ts';
import { jointComplaint } from './joint-wording.ts';

/** Gives the other body of a joint complaint, which leads, our part of the answer (SI 2009/309). */
export const jointContribution: LetterText = {
  title: 'Our part of a joint answer',
  subject: 'Joint complaint {{reference}}: our part of the answer',
  requires: ['otherBody', 'contribution'],
  body: `${copyGreeting}

You are leading on this complaint and will send one answer for both of us. This is our part.

${jointComplaint}

## Our part of the answer

{{contribution}}

## What we need from you

Please send the answer to the person who complained, and a copy to us on the same day. {{#answerPromisedFor}}They should have it by {{answerPromisedFor}}. {{/answerPromisedFor}}{{#answerWasDueOn}}They should have had it by {{answerWasDueOn}}. {{/answerWasDueOn}}If it takes longer, tell us now.

If you should not have got this letter, please tell us, and delete it or send it back.

${contactDetails}

${signedByOfficer}`,
};
