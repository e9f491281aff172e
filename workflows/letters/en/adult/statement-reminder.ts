import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The statement of complaint is still not agreed: by when to answer, and what happens otherwise (law.md section 2b). */
export const statementReminder: LetterText = {
  title: 'Reminder of the statement of complaint',
  subject: 'Your complaint {{reference}}: please answer about your statement',
  body: `${opening}

We wrote down what you are complaining about and sent it to you. This is called the statement of complaint. You have not yet told us that it is right.

**Please tell us by {{replyBy}} if it is right, or what we should change.**

If we do not hear from you by then, we do not want your complaint to wait any longer. The investigation will go on with the complaint as we wrote it down.

## Your statement of complaint

> {{statement}}

You can write to us, or call us and talk it through. Use your own words. If you need more time or help, tell us.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
