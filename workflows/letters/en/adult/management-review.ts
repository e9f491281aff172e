import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** The complaint was withdrawn and the council continues to look into it (law.md section 2). */
export const managementReview: LetterText = {
  title: 'Withdrawn, but the council looks into it',
  subject: 'Your complaint {{reference}}: we will still look into what you told us',
  body: `${opening}

You told us that you do not want to go on with your complaint. We have closed your complaint.

What you told us matters, so we have decided to look into it ourselves. This is the council's own decision, and the council will do the work.

{{#reason}}
## Why

{{reason}}
{{/reason}}

## What this means for you

**You do not need to do anything.** You do not have to talk to us, answer questions or come to a meeting. It will not change the help you get from us.

If you want to know what we find, please tell us. We will tell you as much as we can.

## If you change your mind

You can come back to us at any time. If you stopped because someone put pressure on you, or because you were afraid of what might happen, please tell us that too. We will help you.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
