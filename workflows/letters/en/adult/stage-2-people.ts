import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Sent when both have signed that they are independent, and again when a new person has (SI 2006/1738 regulation 17). */
export const stage2People: LetterText = {
  title: 'Who will look into the complaint at stage 2',
  subject: 'Your complaint {{reference}}: who will look into it',
  body: `${opening}

We said we would tell you who will look into your complaint at stage 2. Both people have confirmed that they are independent.

**{{investigatingOfficerName}} is the Independent Investigating Officer.** They will look into your complaint, talk to you and to staff, and read our records. They have no part in managing the service you are complaining about.

**{{independentPersonName}} is the Independent Person.** They do not work for the council and are not a councillor. They check that the investigation is fair and that people listen to you.

If you know one of them, or worry that one of them may not be fair, please tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
