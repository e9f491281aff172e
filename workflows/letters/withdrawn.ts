import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** Confirms a withdrawal: reason if one was given, how to come back, LGSCO (RULES sections 2 and 6). */
export const withdrawn: LetterTemplate = {
  id: 'withdrawn',
  title: 'Complaint withdrawn',
  audience: 'complainant',
  subject: 'You have withdrawn your complaint {{reference}}',
  body: `${opening}

You told us that you do not want to go on with your complaint. We have stopped, and closed it.

{{#reason}}
This is the reason we wrote down:

> {{reason}}
{{/reason}}
{{^reason}}
You did not have to give us a reason.
{{/reason}}

It was right to tell us what you were worried about. We may still look at it ourselves, so that we can learn from it.

## If this is wrong, or you change your mind

Please tell us. You can come back to us at any time. If you stopped because someone put pressure on you, or because you were afraid of what would happen, please tell us that too. We will help you.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
