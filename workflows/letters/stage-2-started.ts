import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Who investigates and who watches over it, and the last day for the adjudication (SI 2006/1738 regulation 17). */
export const stage2Started: LetterTemplate = {
  id: 'stage-2-started',
  title: 'Stage 2 begins',
  audience: 'complainant',
  subject: 'We have your request for stage 2: {{reference}}',
  body: `${opening}

You asked us for stage 2 of our complaints procedure, an investigation. We have your request. This letter says who will look into your complaint and when you will have our decision.

## Who will look into your complaint

**{{investigatingOfficerName}} is the Independent Investigating Officer.** They look into your complaint afresh. They will talk to you and to the staff, and read our records. They have no part in managing the service you complained about. They write a report that says what they found on each point.

**{{independentPersonName}} is the Independent Person.** They do not work for the council, and they are not a councillor. They watch over the investigation, to see that it is fair and thorough and that you are listened to. They write a report of their own.

If you know one of them, or worry that one of them may not be fair, please tell us.

## What happens next

First we will write down your complaint, point by point. This is called the statement of complaint. We will agree it with you, so that the investigation looks at the right things.

When the two reports are written, a senior manager reads them and decides on each point.

**You will have our decision, with both reports, by {{dueDate}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
