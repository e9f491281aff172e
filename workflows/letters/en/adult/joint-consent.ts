import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Asks whether we may share the complaint with another body, to give one answer (SI 2009/309). */
export const jointConsent: LetterText = {
  title: 'May we share the complaint?',
  subject: 'Your complaint {{reference}}: may we share it with another organisation?',
  requires: ['otherBody'],
  body: `${opening}

Part of your complaint is about {{otherBody}} and not about us. We would like to look into your complaint together with them. Then you will get one answer to everything.

## May we share your complaint with them?

We need to know if you agree. If you say yes, we will send {{otherBody}} your complaint, your name and how to reach you. They may use it only to deal with your complaint.

**Please tell us yes or no. You can call us or write to us.**

## If you say no

We will answer our part of your complaint. We will not tell {{otherBody}} about it. If you want them to look into their part, you can complain to them yourself. We can tell you how.

We are still working on your complaint while we wait to hear from you.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
