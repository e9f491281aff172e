import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Goes by itself when a limit has passed and no one has told the complainant: only what is known (law.md section 2a). */
export const runningLate: LetterText = {
  title: 'We are late',
  subject: 'Your complaint {{reference}}: we are late',
  body: `${opening}

{{shouldHave}} by {{dueDate}}. We are late.

We are sorry. You have done nothing wrong.

## What happens next

We do not have a new date yet. We have told the people who are working on your complaint that they are late. We will write to you again when we have a date.

You do not need to do anything. If you want to ask about this, or if waiting is a problem for you, please contact us. This letter says how.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
