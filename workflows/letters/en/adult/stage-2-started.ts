import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanMeanwhile,
  opening,
  signedByOfficer,
  stage2Promise,
} from './shared-wording.ts';

/** How stage 2 goes, and the last day for the adjudication (SI 2006/1738 regulation 17). The names follow when both have signed. */
export const stage2Started: LetterText = {
  title: 'Stage 2 begins',
  subject: 'Your complaint {{reference}}: stage 2 begins',
  requires: ['dueDate'],
  body: `${opening}

Your complaint is now at stage 2 of our complaints procedure. Stage 2 is an investigation. This letter tells you what will happen and when you will have our decision.

## Who will look into your complaint

We have asked two people to look into your complaint:

- **The Independent Investigating Officer** will look into your complaint from the beginning. They will talk to you and to staff, and read our records. They have no part in managing the service you are complaining about. They will write a report that says what they found on each point.
- **The Independent Person** does not work for the council and is not a councillor. They check that the investigation is fair and that people listen to you. They will write a report of their own.

Before we tell you their names, both have to confirm that they are independent. **We will write to you with their names.**

## What happens next

First we will write down your complaint, point by point. This is called the statement of complaint. We will agree it with you, so that the investigation looks at the right things.

When both reports are finished, {{adjudicatorName}} will read them and decide on each point for the council. They are a senior manager.

${stage2Promise}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
