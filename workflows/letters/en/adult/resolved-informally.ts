import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** A complaint was settled before a formal answer. The complainant can still come back for one (law.md section 2c). */
export const resolvedInformally: LetterText = {
  title: 'Complaint put right without a formal answer',
  subject: 'Your complaint {{reference}}: what we agreed',
  requires: ['agreement'],
  body: `${opening}

You complained to us on {{receivedOn}}. On {{agreedOn}} you told us that you are happy with what we agreed. This letter says what that is, so that we both have it in writing.

## What we agreed

> {{agreement}}

We have now closed your complaint. You do not need to do anything.

## If this does not work, or you change your mind

You have not lost any rights. If we do not do what we agreed, or if you are not happy after all, please tell us. We will open your complaint again and give you a full answer in writing. That answer is called stage 1. You do not have to give us a reason.

If you did not agree to this, please tell us. We will put it right.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
