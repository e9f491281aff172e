import type { LetterText } from '../../letter-template.ts';
import { greeting } from './staff-wording.ts';

/** Mail that became no case has waited past its day. It may be a complaint, and the clocks of that run. */
export const alertHeldMail: LetterText = {
  title: 'Alert: held mail is overdue',
  subject: 'Held mail was due {{dueDate}}',
  body: `${greeting}

Some email did not become a case, and no one has decided what to do with it. It was due {{dueDate}}.

- Emails waiting from that day: {{heldMails}}

Any of them may be a complaint. Its deadlines count from the day it arrived.

[Open held mail]({{link}})`,
};

/** To the duty contact and the officers, at any hour. Nothing of the email: an inbox is not a safe place for it. */
export const alertHeldDanger: LetterText = {
  title: 'Alert: someone may be in danger (held mail)',
  subject: 'Look at this now: a held email says someone may be in danger',
  body: `Someone may be in danger. An email that did not become a case says so. Read it now.

[Open the email]({{link}})

If it is a real message, make it a case and decide whether to make a safeguarding referral.

If you cannot open it, call your out-of-hours manager now.`,
};
