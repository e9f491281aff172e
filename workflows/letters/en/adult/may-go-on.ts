import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The longest time for stage 1 has passed: the complainant may go on without an answer (law.md section 2a). */
export const mayGoOn: LetterText = {
  title: 'You can go on without our answer',
  subject: 'Your complaint {{reference}}: you do not have to wait any longer',
  body: `${opening}

You have waited a long time for our answer. We are sorry. You have done nothing wrong.

## You do not have to wait

You can go on to the next stage now, without our answer: {{nextStageName}}.

{{howToAsk}}

You do not have to give us a reason.

## If you want to wait

{{#waitUntil}}
You told us that you would wait for our answer until {{waitUntil}}. That is still all right, and you can change your mind at any time.
{{/waitUntil}}
{{^waitUntil}}
You can also wait for our answer.{{#lastToldDate}} We expect to send it by {{lastToldDate}}.{{/lastToldDate}} If you are happy to wait, please tell us until which day. You can still change your mind.
{{/waitUntil}}

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
