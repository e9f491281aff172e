import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** A reminder while the right to the next stage still runs. */
export const windowClosing: LetterTemplate = {
  id: 'window-closing',
  title: 'Reminder of the right to the next stage',
  audience: 'complainant',
  subject: 'Your complaint {{reference}}: you can ask for the next stage until {{requestBy}}',
  body: `${opening}

We have sent you our answer to your complaint. If you are happy with it, you do not need to do anything.

If you are not happy with it, you can go on to the next stage: {{nextStageName}}.

**The last day to ask for it is {{requestBy}}.**

## How to ask

{{howToAsk}}

You do not have to explain everything again. It helps if you say what you are still unhappy about.

If that day is too soon for you, please tell us before then.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
