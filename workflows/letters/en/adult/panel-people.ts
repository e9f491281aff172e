import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Sent when all three have signed that they are independent, and again when a new person has (SI 2006/1738 regulation 19). */
export const panelPeople: LetterText = {
  title: 'Who is on the review panel',
  subject: 'Your complaint {{reference}}: who is on the review panel',
  requires: ['panelNames'],
  body: `${opening}

We said we would tell you who is on the review panel for your complaint. All three people have confirmed that they are independent of the council.

## Who is on the panel

{{panelNames}}

If you know one of them, or worry that one of them may not be fair, please tell us before the meeting.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
