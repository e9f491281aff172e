import type { LetterText } from '../../letter-template.ts';
import { copyGreeting } from './shared-wording.ts';

/** A letter to the complainant as a copy for someone else, who is greeted before the letter begins. */
export const asCopy = <Text extends Pick<LetterText, 'subject' | 'body'>>(letter: Text): Text => ({
  ...letter,
  subject: `Copy: ${letter.subject}`,
  body: `${copyGreeting}

{{#complainantName}}
**This is a copy of our letter to {{complainantName}}.** We are sending it to you because you are part of this complaint. You do not need to answer it.
{{/complainantName}}
{{^complainantName}}
**This is a copy of our letter to the person who complained.** We are sending it to you because you are part of this complaint. You do not need to answer it.
{{/complainantName}}

If you should not have got it, please tell us, and delete it or send it back.

${letter.body}`,
});
