import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Confirms that the complainant agreed to wait, until when, and that they may change their mind (law.md section 2c). */
export const waitAgreed: LetterText = {
  title: 'Agreement to wait',
  subject: 'Your complaint {{reference}}: you have agreed to wait',
  body: `${opening}

Thank you for telling us that you will wait for {{awaited}} until {{waitUntil}}.

We are still working on your complaint. You do not need to do anything.

## If you change your mind

You do not have to wait. You can change your mind at any time. If you do, please tell us.

{{#nextStageName}}
You can go on to the next stage without {{awaited}}: {{nextStageName}}. {{#howToAsk}}{{howToAsk}}{{/howToAsk}}
{{/nextStageName}}

If you did not agree to this, please tell us. We will put it right.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
