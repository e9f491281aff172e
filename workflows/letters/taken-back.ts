import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanAdvice, opening, signedByOfficer } from './shared-wording.ts';

/** Confirms that somebody took back what they sent before we had said what it is: also a compliment reads it (RULES sections 2 and 6). */
export const takenBack: LetterTemplate = {
  id: 'taken-back',
  title: 'Taken back',
  audience: 'complainant',
  subject: 'You have taken back what you sent us: {{reference}}',
  body: `${opening}

You told us that you do not want us to go on with what you sent us on {{receivedOn}}. We have stopped, and closed it.

{{#reason}}
This is the reason we wrote down:

> {{reason}}
{{/reason}}
{{^reason}}
You did not have to give us a reason.
{{/reason}}

Thank you for telling us. It does not change the help you get from us.

## If this is wrong, or you change your mind

Please tell us. You can come back to us at any time. If you stopped because someone put pressure on you, or because you were afraid of what would happen, please tell us that too. We will help you.

${advocacy}

${ombudsmanAdvice}

${contact}

${signedByOfficer}`,
};
