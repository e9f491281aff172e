import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Someone with a part in the complaint steps back or is replaced: the complainant is told (law.md section 2). */
export const personReplaced: LetterText = {
  title: 'Someone else takes part in the complaint',
  subject: 'Your complaint {{reference}}: a change to who takes part',
  requires: ['partName'],
  body: `${opening}

{{#leaverName}}
**{{leaverName}} is no longer {{partName}}.**
{{/leaverName}}
{{^leaverName}}
**The person we had asked to be {{partName}} cannot do it.**
{{/leaverName}}

## Who takes over

{{#newcomerName}}
**{{newcomerName}} is now {{partName}}.** If you know them, or worry that they may not be fair, please tell us.
{{/newcomerName}}
{{^newcomerName}}
Someone else will do this. Before we tell you the name, the new person has to confirm that they are independent. We will write to you with the name.
{{/newcomerName}}

You do not need to do anything. What you have told us so far stays on your complaint.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
