import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanMeanwhile,
  opening,
  signedByOfficer,
  stage2Promise,
} from './shared-wording.ts';

/** The investigation goes on with the points as the council recorded them (law.md section 2b). */
export const statementNotAgreed: LetterText = {
  title: 'Statement of complaint not agreed',
  subject: 'Your complaint {{reference}}: the investigation will go on',
  requires: ['dueDate'],
  body: `${opening}

We sent you a statement of complaint and asked you to tell us if it is right. You and we have not agreed on it. This is why:

> {{reason}}

**Your complaint does not stop. The investigation will go on with the complaint as we wrote it down:**

> {{statement}}

If something in it is wrong or missing, please still tell us. We will pass it on to the people who are looking into your complaint.

## What happens next

${stage2Promise}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
