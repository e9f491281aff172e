import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Reason, new date, the right to go to the next stage (law.md section 6). */
export const extension: LetterText = {
  title: 'Extension',
  subject: 'We need more time for your complaint {{reference}}',
  body: `${opening}

{{weSaid}} by {{oldDueDate}}. We are sorry, but we need more time.

## Why we need more time

{{reason}}

## What happens next

**{{weWill}} by {{newDueDate}}.**

{{handlerName}}, {{handlerRole}}, is still working on your complaint. You do not need to do anything.

{{#nextStageName}}
If you do not have {{awaited}} by {{newDueDate}}, you can go on to the next stage without it: {{nextStageName}}. {{#howToAsk}}{{howToAsk}}{{/howToAsk}}
{{/nextStageName}}

If the new date is a problem for you, please tell us. We will see what we can do.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
