import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/**
 * Only for someone who acts for a child. A parent's own complaint is never refused or delayed for want of consent, and no
 * age decides whether a child can agree (law.md section 2).
 */
export const consentRequest: LetterText = {
  title: "Request for the child's agreement",
  subject: 'Your complaint {{reference}}: we need to hear from the child or young person',
  body: `${opening}

Thank you for speaking up for a child or young person. It is their complaint, so they have a say in it. We need to know that they agree to you making it for them.

## What we need

Please ask them if they agree. They can tell us in any way they like:

- in a note, an email or a message, in their own words
- in a call to us
- in person, or through someone they trust

It does not have to be long, and it does not have to say what happened. It should be what they want to say.

If you think that they cannot decide this for themselves, please tell us why. We will talk with you about it. No child is too young to be asked only because of their age.

If they do not agree, that is all right too. No one will be cross with them, and it will not change the help they get.

## What happens until then

Your complaint stays open. Until we hear that they agree, we cannot go on with it for them, and we cannot tell you private things about them.

**We do not need anyone's agreement for a complaint of your own.** If this is about how we treated you, or about how it affected you, please tell us. We will go on with that part now.

If a child or anyone else is in danger now, do not wait for us: call 999.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
