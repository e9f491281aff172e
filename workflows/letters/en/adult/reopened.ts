import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanIfComplaint,
  ombudsmanMeanwhile,
  opening,
  promised,
  signedByOfficer,
} from './shared-wording.ts';

/** Says why the case is open again, what happens next and by when. */
export const reopened: LetterText = {
  title: 'Complaint opened again',
  subject:
    'We have opened {{#aboutComplaint}}your complaint {{reference}} again{{/aboutComplaint}}{{^aboutComplaint}}what you sent us again: {{reference}}{{/aboutComplaint}}',
  requires: ['dueDate'],
  body: `${opening}

{{#aboutComplaint}}
Your complaint was closed. We have opened it again.
{{/aboutComplaint}}
{{^aboutComplaint}}
We had closed what you sent us on {{receivedOn}}. We have opened it again.
{{/aboutComplaint}}

## Why

{{reason}}

## What happens next

{{stepTitle}}

${promised('**The last day for this is {{dueDate}}.**', 'This should have been done')}

What you have told us so far still counts. You do not have to start again. If something has changed, please tell us.

${advocacy}

${ombudsmanIfComplaint(ombudsmanMeanwhile)}

${contact}

${signedByOfficer}`,
};
