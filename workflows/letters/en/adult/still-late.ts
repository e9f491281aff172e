import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** Past the last day to which a stage can be extended, and again every ten working days until it ends (law.md section 2a). */
export const stillLate: LetterText = {
  title: 'We are still late',
  subject: 'Your complaint {{reference}}: we are still late',
  body: `${opening}

You are still waiting for us. There is a longest time that we may take for this part of your complaint, and we have used all of it. We are late.

We are very sorry. You have done nothing wrong.

## What happens next

We are still working on your complaint. We have told the director of the service that we are late. {{#lastToldDate}}{{weExpect}} by {{lastToldDate}}. {{/lastToldDate}}{{#waitUntil}}You told us that you would wait until {{waitUntil}}. You can change your mind at any time. {{/waitUntil}}{{^lastToldDate}}{{^waitUntil}}We do not have a new date for you. {{/waitUntil}}{{/lastToldDate}}We will keep writing to you until we have finished.

{{#nextStageName}}
## You do not have to wait

You can go on to the next stage now, without {{awaited}}: {{nextStageName}}. {{howToAsk}}
{{/nextStageName}}

You do not have to wait for us before you ask the Ombudsman.

${ombudsmanNow}

${advocacy}

${contact}

${signedByOfficer}`,
};
