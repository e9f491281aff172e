import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Reason, new date, the right to go on (RULES section 6). */
export const extension: LetterTemplate = {
  id: 'extension',
  title: 'Extension',
  audience: 'complainant',
  subject: 'We need more time for your complaint {{reference}}',
  body: `${opening}

We told you that you would have an answer by {{oldDueDate}}. We are sorry, but we need more time.

## Why we need more time

{{reason}}

## What happens next

**You will now have an answer by {{newDueDate}}.**

{{handlerName}}, {{handlerRole}}, is still looking into your complaint. You do not need to do anything.

{{#nextStageName}}
If you do not have an answer by {{newDueDate}}, you can go on to the next stage without it: {{nextStageName}}. {{#howToAsk}}{{howToAsk}}{{/howToAsk}}
{{/nextStageName}}

If the new date is a problem for you, please tell us. We will see what we can do.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
