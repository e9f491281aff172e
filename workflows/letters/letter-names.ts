import type { LetterTemplate } from './letter-template.ts';

/**
 * Every letter, and who reads it. Cases and the council's settings store these ids, so an id never changes, even if the
 * file of the letter has a better name today.
 */
export const audiences = {
  acknowledgement: 'complainant',
  extension: 'complainant',
  delay: 'complainant',
  'running-late': 'complainant',
  'still-late': 'complainant',
  'may-go-on': 'complainant',
  'wait-agreed': 'complainant',
  'stage-1-response': 'complainant',
  'window-closing': 'complainant',
  'window-closed': 'complainant',
  withdrawn: 'complainant',
  'taken-back': 'complainant',
  frozen: 'complainant',
  resumed: 'complainant',
  declined: 'complainant',
  'closed-without-consent': 'complainant',
  'private-link': 'complainant',
  'stage-2-started': 'complainant',
  'stage-2-people': 'complainant',
  'statement-of-complaint': 'complainant',
  'stage-2-adjudication': 'complainant',
  'stage-3-acknowledgement': 'complainant',
  'panel-invitation': 'complainant',
  'panel-people': 'complainant',
  'person-replaced': 'complainant',
  'panel-report-sent': 'complainant',
  'stage-3-response': 'complainant',
  'early-referral': 'complainant',
  'final-response': 'complainant',
  'review-started': 'complainant',
  'management-review': 'complainant',
  reopened: 'complainant',
  'standing-refused': 'complainant',
  'consent-request': 'complainant',
  'service-request-passed-on': 'complainant',
  'compliment-thanks': 'complainant',
  'comment-answer': 'complainant',
  'comment-noted': 'complainant',
  'alert-task-opened': 'staff',
  'alert-reminder': 'staff',
  'alert-due-tomorrow': 'staff',
  'alert-overdue': 'staff',
  'alert-may-go-on': 'staff',
  'alert-past-limit': 'staff',
  'alert-escalation': 'staff',
  'alert-delay-reported': 'staff',
  'alert-new-message': 'staff',
  'alert-letter-problem': 'staff',
  'alert-pause-review': 'staff',
  'alert-quality-returned': 'staff',
  'alert-appointment': 'staff',
  'alert-appointment-declined': 'staff',
  'alert-lgsco': 'staff',
  'alert-lgsco-decision': 'staff',
  'alert-deadline-moved': 'staff',
  'alert-action-due': 'staff',
  'alert-flag-review': 'staff',
  'comment-passed-on': 'staff',
  'compliment-passed-on': 'staff',
  digest: 'staff',
} as const satisfies Record<string, LetterTemplate['audience']>;
export type LetterName = keyof typeof audiences;

/** The letters that complainants read. */
export type ComplainantLetter = {
  [Name in LetterName]: (typeof audiences)[Name] extends 'complainant' ? Name : never;
}[LetterName];
