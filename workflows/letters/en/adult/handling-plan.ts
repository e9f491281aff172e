import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Confirms how the complaint is looked into and by when, as agreed or as we set it (SI 2009/309). */
export const handlingPlan: LetterText = {
  title: 'How we will look into the complaint',
  subject: 'Your complaint {{reference}}: how we will look into it',
  requires: ['plannedFor'],
  body: `${opening}

{{#agreedOn}}
Thank you for talking to us on {{agreedOn}}. This letter says what we agreed, so that we both have it in writing.
{{/agreedOn}}
{{^agreedOn}}
We asked if you would like to talk to us about how we will look into your complaint, and how long it will take. We have not talked about it, and that is fine. We have decided it ourselves. This letter tells you what we decided.
{{/agreedOn}}

## How we will look into your complaint

{{#handlingPlan}}
> {{handlingPlan}}
{{/handlingPlan}}

**We will write to you with our answer by {{plannedFor}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.

If this is not right, or if you would like to talk to us after all, please tell us. We will put it right.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
