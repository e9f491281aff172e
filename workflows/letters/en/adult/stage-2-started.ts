import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanMeanwhile,
  opening,
  promised,
  signedByOfficer,
} from './shared-wording.ts';

/** Names the investigator and the Independent Person, and the last day for the adjudication (SI 2006/1738 regulation 17). */
export const stage2Started: LetterText = {
  title: 'Stage 2 begins',
  subject: 'We have your request for stage 2: {{reference}}',
  requires: ['dueDate'],
  body: `${opening}

You asked for stage 2 of our complaints procedure. Stage 2 is an investigation. This letter tells you who will look into your complaint and when you will have our decision.

## Who will look into your complaint

**{{investigatingOfficerName}} is the Independent Investigating Officer.** They will look into your complaint from the beginning. They will talk to you and to staff, and read our records. They have no part in managing the service you are complaining about. They will write a report that says what they found on each point.

**{{independentPersonName}} is the Independent Person.** They do not work for the council, and they are not a councillor. They check that the investigation is fair and that people listen to you. They will write a report of their own.

If you know one of them, or worry that one of them may not be fair, please tell us.

## What happens next

First we will write down your complaint, point by point. This is called the statement of complaint. We will agree it with you, so that the investigation looks at the right things.

When both reports are finished, {{adjudicatorName}} will read them and decide on each point for the council. They are a senior manager.

${promised(
  `**We will send you our decision, with both reports, by {{dueDate}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.`,
  'We should have sent you our decision',
)}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
