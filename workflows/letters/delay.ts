import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Reason, new date, the right to go on (RULES section 6), when the answer is late. */
export const delay: LetterTemplate = {
  id: 'delay',
  title: 'Delay',
  audience: 'complainant',
  subject: 'Our answer to your complaint {{reference}} is late',
  body: `${opening}

You should have had an answer from us by {{dueDate}}. You have not had it. We are sorry. You have done nothing wrong.

## Why it is late

{{reason}}

## What happens next

**We expect to send you our answer by {{expectedDate}}.**

{{handlerName}}, {{handlerRole}}, is still looking into your complaint.

{{#nextStageName}}
## You do not have to wait

You can wait for our answer. Or you can go on to the next stage now, without it: {{nextStageName}}.

{{#howToAsk}}{{howToAsk}}{{/howToAsk}}

The choice is yours. If you wait, you can still change your mind.
{{/nextStageName}}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
