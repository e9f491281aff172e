import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/**
 * To someone who acted for a child when the child does not agree: reason, how to come back, LGSCO (law.md section 2).
 */
export const closedWithoutConsent: LetterText = {
  title: 'Complaint closed: the child does not agree',
  subject: 'Your complaint {{reference}}: why we cannot go on with it',
  body: `${opening}

Thank you for speaking up for someone else. We have stopped work on the complaint of {{receivedOn}} and closed it. The person you are speaking for does not agree to it. You have done nothing wrong, and neither have they.

## Why

{{reason}}

## If something changes

If they change their mind, they can tell us in any way they like, and we will go on. They can always complain themselves. If you think we got this wrong, please tell us.

**We do not need anyone's agreement for a complaint of your own.** If this is about how we treated you, or about how it affected you, please tell us. We will look into that part.

If a child or anyone else is in danger, call 999. If you are worried about a child, call us on {{councilPhone}}. You do not need to make a complaint for that.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
