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
 * Both reports, decision for each point, actions with dates, right to stage 3 and its last day
 * (law.md section 6).
 */
export const stage2Adjudication: LetterText = {
  title: 'Stage 2 decision',
  subject: 'Our decision on your complaint {{reference}}',
  body: `${opening}

The investigation of your complaint has finished. Thank you for the time you have given to it. I have read both reports, one by the Independent Investigating Officer and one by the Independent Person. I have decided on each point for the council.

${lateApology}

**Both reports are with this letter.**

## What we decided on each point

{{findings}}

{{#investigationRecommendations}}
## What the Investigating Officer recommended

{{investigationRecommendations}}
{{/investigationRecommendations}}

## Our answer

{{response}}

${puttingThingsRight}

## If you are not happy with our decision

You have the right to go on to the next stage: {{nextStageName}}.

**The last day to ask for it is {{requestBy}}.**

{{howToAsk}}

It helps if you tell us what you are still unhappy about. If you are not sure, or you need more time than that, please talk to us. If you have a good reason for asking later, we can still say yes.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByAuthor}`,
};
