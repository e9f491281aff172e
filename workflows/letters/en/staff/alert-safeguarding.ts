import type { LetterText } from '../../letter-template.ts';
import { openTheCase } from './staff-wording.ts';

/** To the duty contact, at any hour. The reference alone: email is not a safe place for more. */
export const alertSafeguarding: LetterText = {
  title: 'Alert: someone may be in danger',
  subject: 'Look at this now: {{reference}}',
  body: `Someone may be in danger. Open case {{reference}} now and decide whether to make a safeguarding referral.

${openTheCase}

If you cannot open it, call your out-of-hours manager now and give the reference {{reference}}.

Record on the case who you referred it to and when, or why no one is in danger. Until then we will keep alerting people.`,
};

/** No one has decided yet. */
export const alertSafeguardingLate: LetterText = {
  title: 'Alert: no one has looked at a safeguarding mark',
  subject: 'Not looked at yet: {{reference}}, someone may be in danger',
  body: `Someone may be in danger. Case {{reference}} was marked for safeguarding, and no one has recorded a referral or a decision yet.

Make sure that someone looks at it now.

${openTheCase}`,
};

/** The mail service refused the alert to the duty contact, or it came back. */
export const alertSafeguardingUndelivered: LetterText = {
  title: 'Alert: a safeguarding alert was not delivered',
  subject: 'Look at this now: {{reference}}, the safeguarding alert was not delivered',
  body: `Someone may be in danger on case {{reference}}. An alert about it was not delivered, so the person on duty may not know.

Open the case now. Tell the person on duty by phone, or make the referral yourself.

${openTheCase}`,
};
