// Codes that stand in events where a person would have written text: whoever shows the event words them
// (functions/words/en/events.ts). Events of earlier versions have a sentence in their place, which is shown as it is.

/** Why the system did what an event says, where no person gave a reason. */
export type SystemReason =
  | 'answer-arrived'
  | 'bank-holidays-changed'
  | 'case-paused'
  | 'complaint-in-message'
  | 'complaint-withdrawn'
  | 'complainant-died'
  | 'details-corrected'
  | 'holder-complained-about'
  | 'holder-declined'
  | 'holder-is-party'
  | 'team-corrected'
  | 'part-of-complaint'
  | 'same-complaint'
  | 'other-body-now'
  | 'points-handled-there'
  | 'receipt-corrected';

/** What the mail service says of a letter that did not arrive. */
export type LetterReturn = 'bounce' | 'delivery-report' | 'not-composed' | 'virus';

/** How a letter came to its status without a person. Otherwise the mail service's own words stand there. */
export type LetterSettling =
  | 'complainant-died'
  | 'message-id-missing'
  | 'no-address'
  | 'no-email-address'
  | 'not-one-email-address'
  | 'not-reported'
  | 'sent-by-earlier-try'
  | 'sent-by-report'
  | 'step-over'
  | 'unknown-error';

/** A milestone that no procedure describes. */
export type SystemMilestone = 'pause-review';
