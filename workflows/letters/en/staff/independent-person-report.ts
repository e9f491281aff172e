import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The panel's report to the Independent Person (SI 2006/1738 regulation 20). */
export const independentPersonReport: LetterText = {
  title: 'Report of the review panel to the Independent Person',
  subject: '{{reference}}: your copy of the panel report',
  body: `${greeting}

The review panel has met and written its report. As the Independent Person of this complaint you get a copy. Open the case to read it.

The council will now decide how it answers the report. It will ask for your view before it does.

- Case: {{reference}}

${openTheCase}`,
};
