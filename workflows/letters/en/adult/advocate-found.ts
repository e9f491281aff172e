import type { LetterText } from '../../letter-template.ts';
import { contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** To someone who asked for an advocate: who it is (Children Act 1989, section 26A). */
export const advocateFound: LetterText = {
  title: 'We have found someone to help you',
  subject: 'Your complaint {{reference}}: someone to help you',
  requires: ['advocateName', 'advocateContact'],
  body: `${opening}

You asked for someone to help you. We have found someone.

**{{advocateName}}{{#advocateOrganisation}} from {{advocateOrganisation}}{{/advocateOrganisation}} will be your advocate.**

You can reach {{advocateName}} here: **{{advocateContact}}**

An advocate is on your side. They listen to you and help you say what you want to say. They do not work for the people you are complaining about. It is free.

## What happens next

{{advocateName}} will get in touch with you. You can also call or write to them yourself.

If you do not hear from them, or you want someone else, please tell us. We will put it right.

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
