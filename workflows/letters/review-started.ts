import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** A review is by somebody other than who answered first (RULES section 3). */
export const reviewStarted: LetterTemplate = {
  id: 'review-started',
  title: 'Review begins',
  audience: 'complainant',
  subject: 'We have your request for a review: {{reference}}',
  body: `${opening}

You were not happy with our answer, and you asked us to look at your complaint again. We have your request.

## Who will look at it

{{handlerName}}, {{handlerRole}}, will review your complaint. They are not the person who answered you the first time.

They will look at what you told us, at our first answer and at how we came to it. They may get in touch with you to hear more. You do not have to explain everything again, but if there is something they should know, please tell us.

## What happens next

**You will have an answer by {{dueDate}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
