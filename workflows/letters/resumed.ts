import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The clock runs again; the days already used count (RULES section 2). */
export const resumed: LetterTemplate = {
  id: 'resumed',
  title: 'Complaint no longer on hold',
  audience: 'complainant',
  subject: 'We have started work on your complaint {{reference}} again',
  body: `${opening}

Your complaint was on hold. We have started work on it again. Thank you for waiting.

{{#reason}}
{{reason}}
{{/reason}}

## What happens next

**You will have an answer by {{newDueDate}}.** The time we used before the hold counts, so you are not starting from the beginning.

{{handlerName}}, {{handlerRole}}, is looking into your complaint. They may get in touch with you to ask if anything has changed.

If we need longer, we will write to you before then, tell you why and give you a new date.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
