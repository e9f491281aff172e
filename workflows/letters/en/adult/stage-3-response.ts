import type { LetterText } from '../../letter-template.ts';
import { puttingThingsRight } from './remedies-wording.ts';
import { advocacy, lateApology, contact, ombudsmanNow, opening, signedByAuthor } from './shared-wording.ts';

/**
 * Our response to each recommendation, or that there are none; our finding on each point after the panel; actions, LGSCO rights (SI 2006/1738 regulation 20;
 * law.md section 6).
 */
export const stage3Response: LetterText = {
  title: 'Stage 3 response',
  subject: "Our answer to the review panel's report: {{reference}}",
  body: `${opening}

The review panel looked at your complaint and sent us its report. We know that this has taken a lot of your time, and we thank you for it. This is our answer.

${lateApology}

## What the panel recommended, and our answer

{{#noRecommendations}}
The panel made no recommendations.
{{/noRecommendations}}
{{^noRecommendations}}
{{recommendations}}
{{/noRecommendations}}

{{#findings}}
## What we decided on each point

{{findings}}
{{/findings}}

{{#response}}
## What we want to say to you

{{response}}
{{/response}}

${puttingThingsRight}

## The end of our procedure

This was the last stage of our complaints procedure. We cannot look at this complaint again ourselves, but you can still go to the Ombudsman.

${advocacy}

${ombudsmanNow}

${contact}

${signedByAuthor}`,
};
