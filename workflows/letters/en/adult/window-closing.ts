import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** A reminder before the right to the next stage ends. */
export const windowClosing: LetterText = {
  title: 'Reminder of the right to the next stage',
  subject: 'Your complaint {{reference}}: you can ask for the next stage until {{requestBy}}',
  body: `${opening}

We have sent you our answer to your complaint. If you are happy with it, you do not need to do anything.

If you are not happy with it, you can go on to the next stage: {{nextStageName}}.

**The last day to ask for it is {{requestBy}}.**

## How to ask

{{howToAsk}}

You do not have to explain everything again. It helps if you tell us what you are still unhappy about.

If you need more time, please tell us before then.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
