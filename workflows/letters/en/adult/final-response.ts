import type { LetterText } from '../../letter-template.ts';
import { puttingThingsRight } from './remedies-wording.ts';
import { advocacy, lateApology, contact, ombudsmanNow, opening, signedByAuthor } from './shared-wording.ts';

/** The council's last answer in a procedure without a panel: finding for each point, remedy, learning, LGSCO rights. */
export const finalResponse: LetterText = {
  title: 'Final response',
  subject: 'Our final answer to your complaint {{reference}}',
  body: `${opening}

You complained to us on {{receivedOn}}. Thank you for giving us time to look into it. This is our final answer.

{{#otherBody}}
We and {{otherBody}} looked into it together. This is also their answer.
{{/otherBody}}

${lateApology}

## What we found

{{findings}}

## Our answer

{{response}}

${puttingThingsRight}

## The end of our procedure

There is no further stage in our own complaints procedure. If anything in this letter is not clear, please ask us.

${advocacy}

${ombudsmanNow}

${contact}

${signedByAuthor}`,
};
