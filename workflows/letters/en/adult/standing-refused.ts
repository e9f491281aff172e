import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** A person without sufficient interest: reason, how to come back, LGSCO (Children Act 1989, section 26(3)). */
export const standingRefused: LetterText = {
  title: 'Complaint not accepted from this person',
  subject: 'What you sent us, {{reference}}: why we cannot take it as a complaint from you',
  body: `${opening}

Thank you for telling us about this. We read what you sent us on {{receivedOn}} carefully. We are sorry, but we cannot take it as a complaint from you. This does not mean that we do not believe you.

## Why

The law says who can complain about social care for a child. The child can. So can the people who bring the child up, and anyone else who is close enough to the child's life. The law calls this "sufficient interest". We had to decide whether you have it, and we decided that you do not.

{{reason}}

## If you think we got this wrong

Please tell us, and tell us anything that we may not know. We will look at our decision again.

The child can always complain, and so can a parent. If one of them wants you to speak for them, they can tell us in any way they like, and we will look at it again.

## If you are worried about a child

You do not need to make a complaint to tell us that you are worried. Call us on {{councilPhone}}. If a child or anyone else is in danger, call 999.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
