import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  lateApology,
  contact,
  ombudsmanMeanwhile,
  opening,
  promised,
  signedByOfficer,
} from './shared-wording.ts';

/** The panel's report, and the last day for the council's answer to it (SI 2006/1738 regulation 20). */
export const panelReportSent: LetterText = {
  title: 'Report of the review panel',
  subject: "Your complaint {{reference}}: the review panel's report",
  requires: ['dueDate'],
  body: `${opening}

The review panel has met about your complaint and written its report.

${lateApology}

**The report is with this letter.**

The report says what the panel thinks and what it wants the council to do. The panel is independent of the council, so this is not our answer yet.

## What happens next

${promised('**We will write to you with our answer to the report by {{dueDate}}.**', 'We should have answered the report')}

We will answer each thing that the panel recommends. We will say what we will do. If we do not agree, we will say why.

You do not need to do anything. If you want to tell us something about the report before we answer, please do.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
