import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanMeanwhile,
  opening,
  panelCompany,
  promised,
  signedByOfficer,
} from './shared-wording.ts';

/** Explains what a panel does and gives the last day for its meeting (SI 2006/1738 regulation 19). */
export const stage3Acknowledgement: LetterText = {
  title: 'Request for a review panel received',
  subject: 'We have your request for a review panel: {{reference}}',
  requires: ['dueDate'],
  body: `${opening}

You asked for a review panel. This is stage 3 of our complaints procedure. This letter tells you what the panel is, what it can do and when it will meet.

{{#decisionOn}}
The panel will look at our decision of {{decisionOn}}.
{{/decisionOn}}

## Who is on the panel

There are three people on the panel. One of them is the chair. They are independent of the council. None of them took part in the investigation of your complaint.

## What the panel does

The panel:

- looks at how your complaint was investigated and what we decided
- listens to you and to the council
- writes a report that says what it thinks and what should be done

The panel does not investigate your complaint again, and it does not hear new complaints. If you have a new complaint, please tell us. We will deal with it separately.

## What happens next

${promised('**The panel will meet by {{dueDate}}.**', 'The panel should have met')}

We will write to you with the date, the time and the place. Please tell us now if there are times when you cannot come, or if there is anything that would make the meeting easier for you.

${panelCompany}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
