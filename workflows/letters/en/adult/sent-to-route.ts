import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Another route deals with a part of the complaint instead (law.md section 2). */
export const sentToRoute: LetterText = {
  title: 'Part of the complaint is dealt with another way',
  subject: 'Your complaint {{reference}}: we will deal with part of it another way',
  requires: ['routePoints', 'routeExplained', 'routeTo'],
  body: `${opening}

There is a better way to deal with this part of what you told us:

{{routePoints}}

{{routeExplained}}

## Who will deal with it

**{{routeTo}} will deal with this part.** You do not have to ask again.

{{#routeReference}}
Their reference is {{routeReference}}.
{{/routeReference}}

{{#routeDueDate}}
They should answer you by {{routeDueDate}}.
{{/routeDueDate}}
{{#routeWasDueOn}}
You should have had an answer about this part by {{routeWasDueOn}}. We are late, and we are sorry. We have asked them to answer you as soon as they can.
{{/routeWasDueOn}}

## What happens to your complaint

We will still deal with the rest of your complaint. Our answer to it will not include the part above.

If you think this is not right, please tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
