import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** A complaint that was made and settled by word of mouth by the next working day (SI 2009/309). */
export const resolvedByWord: LetterText = {
  title: 'Complaint put right straight away',
  subject: 'Your complaint {{reference}}: what we agreed',
  requires: ['agreement'],
  body: `${opening}

You told us on {{receivedOn}} what had gone wrong. On {{agreedOn}} you told us that you are happy with what we agreed. This letter says what that is, so that we both have it in writing.

## What we agreed

> {{agreement}}

We put it right straight away, so we will not deal with it as a formal complaint. We have closed it. You do not need to do anything.

## If this does not work, or you change your mind

You have not lost any rights. If we do not do what we agreed, or if you are not happy after all, please tell us. We will open your complaint again and give you a full answer in writing. You do not have to give us a reason.

If you did not agree to this, please tell us. We will put it right.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
