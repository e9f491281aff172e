import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Why the case is open again, and what comes next by when. */
export const reopened: LetterTemplate = {
  id: 'reopened',
  title: 'Complaint opened again',
  audience: 'complainant',
  subject: 'We have opened your complaint {{reference}} again',
  body: `${opening}

Your complaint was closed. We have opened it again.

## Why

{{reason}}

## What happens next

The next step is: {{stepTitle}}.

**The last day for it is {{dueDate}}.**

What you have told us so far still counts. You do not have to start from the beginning. If something has changed, please tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
