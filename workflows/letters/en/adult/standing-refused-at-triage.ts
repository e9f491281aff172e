import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** Before a procedure is chosen: no law is spoken of, as it could be another than that of the procedure that applies. */
export const standingRefusedAtTriage: LetterText = {
  title: 'Complaint not accepted from this person, before triage',
  subject: 'What you sent us, {{reference}}: why we cannot take it as a complaint from you',
  body: `${opening}

Thank you for telling us about this. We read what you sent us on {{receivedOn}} carefully. We are sorry, but we cannot take it as a complaint from you. This does not mean that we do not believe you.

## Why

Anyone can complain about something that happened to them. To complain about what happened to someone else, you must speak for that person or be close enough to their life. We had to decide whether you are, and we decided that you are not.

{{reason}}

## If you think we got this wrong

Please tell us, and tell us anything that we may not know. We will look at our decision again.

The person it happened to can always complain. If they want you to speak for them, they can tell us in any way they like, and we will look at it again.

## If you are worried about someone

You do not need to make a complaint to tell us that you are worried. Call us on {{councilPhone}}. If anyone is in danger, call 999.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
