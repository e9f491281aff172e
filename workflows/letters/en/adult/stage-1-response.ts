import type { LetterText } from '../../letter-template.ts';
import { puttingThingsRight } from './remedies-wording.ts';
import {
  advocacy,
  lateApology,
  contact,
  ombudsmanMeanwhile,
  opening,
  signedByAuthor,
} from './shared-wording.ts';

/**
 * Finding for each point, reasons, remedy, learning, right to the next stage and its last day (law.md section 6).
 * Remedy and learning are in sections because a complaint that is not upheld may have none.
 */
export const stage1Response: LetterText = {
  title: 'Stage 1 response',
  subject: 'Our answer to your complaint {{reference}}',
  body: `${opening}

You complained to us on {{receivedOn}}. Thank you for giving us time to look into it. This is our answer.

${lateApology}

## What we found

{{findings}}

## Our answer

{{response}}

${puttingThingsRight}

## If you are not happy with our answer

You have the right to go on to the next stage: {{nextStageName}}.

**The last day to ask for it is {{requestBy}}.**

{{howToAsk}}

If you are not sure, or you need more time than that, please talk to us. If you have a good reason for asking later, we can still say yes.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByAuthor}`,
};
