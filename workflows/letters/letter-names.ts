import type { LetterTemplate } from './letter-template.ts';

/**
 * Every letter, and who reads it. Cases and the council's settings store these ids, so an id never changes, even if the
 * file of the letter has a better name today.
 */
export const audiences = {
  receipt: 'complainant',
  acknowledgement: 'complainant',
  'dates-changed': 'complainant',
  extension: 'complainant',
  delay: 'complainant',
  'running-late': 'complainant',
  'still-late': 'complainant',
  'may-go-on': 'complainant',
  'wait-agreed': 'complainant',
  'resolved-informally': 'complainant',
  'straight-to-stage-2': 'complainant',
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
  'complaint-goes-on': 'complainant',
  'cases-put-together': 'complainant',
  'stage-2-started': 'complainant',
  'stage-2-people': 'complainant',
  'statement-of-complaint': 'complainant',
  'statement-reminder': 'complainant',
  'statement-not-agreed': 'complainant',
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
  'payment-delayed': 'complainant',
  'payment-withdrawn': 'complainant',
  reopened: 'complainant',
  'standing-refused': 'complainant',
  'standing-refused-at-triage': 'complainant',
  'consent-request': 'complainant',
  'service-request-passed-on': 'complainant',
  'compliment-thanks': 'complainant',
  'comment-answer': 'complainant',
  'comment-noted': 'complainant',
  'safeguarding-advice': 'complainant',
  'held-mail-advice': 'complainant',
  'advocate-found': 'complainant',
  'sent-to-route': 'complainant',
  'officer-letter': 'complainant',
  'handling-plan': 'complainant',
  'longer-period': 'complainant',
  'resolved-by-word': 'complainant',
  'joint-consent': 'complainant',
  'joint-handling': 'complainant',
  'joint-answer': 'complainant',
  'joint-ended': 'complainant',
  'joint-request': 'other body',
  'joint-contribution': 'other body',
  'joint-chase': 'other body',
  'alert-task-opened': 'staff',
  'alert-reminder': 'staff',
  'alert-due-tomorrow': 'staff',
  'alert-overdue': 'staff',
  'alert-may-go-on': 'staff',
  'alert-past-limit': 'staff',
  'alert-agreed-day': 'staff',
  'alert-escalation': 'staff',
  'alert-delay-reported': 'staff',
  'alert-new-message': 'staff',
  'alert-many-messages': 'staff',
  'alert-mention': 'staff',
  'alert-task-elsewhere': 'staff',
  'alert-letter-problem': 'staff',
  'alert-complainant-died': 'staff',
  'alert-child-adult': 'staff',
  'alert-pause-review': 'staff',
  'alert-quality-returned': 'staff',
  'alert-appointment': 'staff',
  'alert-appointment-declined': 'staff',
  'alert-panel-meeting': 'staff',
  'independent-person-invitation': 'staff',
  'independent-person-report': 'staff',
  'alert-lgsco': 'staff',
  'alert-lgsco-decision': 'staff',
  'alert-deadline-moved': 'staff',
  'alert-action-due': 'staff',
  'alert-money-refused': 'staff',
  'alert-flag-review': 'staff',
  'alert-safeguarding': 'staff',
  'alert-safeguarding-late': 'staff',
  'alert-safeguarding-undelivered': 'staff',
  'alert-held-mail': 'staff',
  'alert-held-danger': 'staff',
  'alert-wording': 'staff',
  'alerts-together': 'staff',
  'copy-to-route': 'staff',
  'comment-passed-on': 'staff',
  'compliment-passed-on': 'staff',
  digest: 'staff',
} as const satisfies Record<string, LetterTemplate['audience']>;
export type LetterName = keyof typeof audiences;

/** The letters that staff and independent people read. */
type StaffLetter = {
  [Name in LetterName]: (typeof audiences)[Name] extends 'staff' ? Name : never;
}[LetterName];

/** Letters that tell of the right to go on without an answer: to the complainant, and to staff. */
export const tellsOfRight: readonly LetterName[] = ['may-go-on', 'alert-may-go-on'];

/** The alert that takes the place of several. */
export const alertsTogether = 'alerts-together' satisfies StaffLetter;

/** A letter that a person writes in their own words, to the complainant or another party. */
export const officerLetter = 'officer-letter' satisfies LetterName;

/** The alert that more messages come to a case than are announced one by one. */
export const manyMessagesAlert = 'alert-many-messages' satisfies StaffLetter;

/** Tells the complainant that the same complaint came twice, and which case goes on. */
export const mergeLetter = 'cases-put-together' satisfies LetterName;

/** The alert to a colleague whom a note names. */
export const mentionAlert = 'alert-mention' satisfies StaffLetter;

/** The alert to someone who no longer has a task because the team of its case was wrong. */
export const taskElsewhereAlert = 'alert-task-elsewhere' satisfies StaffLetter;

/** What tells the complainant of a point that another route deals with, and the copy of the text to that route. */
export const routeLetters = {
  complainant: 'sent-to-route',
  copy: 'copy-to-route',
} as const satisfies Record<string, LetterName>;

/** Letters that do no more than answer what came in. Nothing counts from them once they have left. */
const aboutMail = new Set<string>([
  'receipt',
  'safeguarding-advice',
  'private-link',
] satisfies ComplainantLetter[]);
export const isAboutMail = (template: string): boolean => aboutMail.has(template);

/** Alerts that ask for work on an open step: once it is done they have nothing to say. */
const asksForWork = new Set<string>([
  'alert-task-opened',
  'alert-reminder',
  'alert-due-tomorrow',
  'alert-overdue',
  'alert-action-due',
] satisfies StaffLetter[]);
export const asksForStep = (template: string): boolean => asksForWork.has(template);
export const isOverdueAlert = (template: string): boolean =>
  template === ('alert-overdue' satisfies StaffLetter);

/**
 * Whether a letter to staff goes at once, or shares the one email an hour that a person gets about a case (law.md section
 * 5). At once go invitations, whatever has something enclosed, and the digest, which is about no single case.
 */
const pace: Record<StaffLetter, 'at once' | 'one an hour'> = {
  'alert-task-opened': 'one an hour',
  'alert-reminder': 'one an hour',
  'alert-due-tomorrow': 'one an hour',
  'alert-overdue': 'one an hour',
  'alert-may-go-on': 'one an hour',
  'alert-past-limit': 'one an hour',
  'alert-agreed-day': 'one an hour',
  'alert-escalation': 'one an hour',
  'alert-delay-reported': 'one an hour',
  'alert-new-message': 'one an hour',
  'alert-many-messages': 'one an hour',
  'alert-mention': 'one an hour',
  'alert-task-elsewhere': 'one an hour',
  'alert-letter-problem': 'one an hour',
  'alert-pause-review': 'one an hour',
  'alert-quality-returned': 'one an hour',
  'alert-appointment': 'at once',
  'alert-appointment-declined': 'one an hour',
  'alert-panel-meeting': 'at once',
  'independent-person-invitation': 'at once',
  'independent-person-report': 'at once',
  'alert-lgsco': 'one an hour',
  'alert-lgsco-decision': 'one an hour',
  'alert-deadline-moved': 'one an hour',
  'alert-action-due': 'one an hour',
  'alert-money-refused': 'one an hour',
  'alert-flag-review': 'one an hour',
  // Urgent: someone may be in danger.
  'alert-safeguarding': 'at once',
  'alert-safeguarding-late': 'at once',
  'alert-safeguarding-undelivered': 'at once',
  // About mail that became no case.
  'alert-held-mail': 'at once',
  'alert-held-danger': 'at once',
  // About the council's settings.
  'alert-wording': 'at once',
  'alert-child-adult': 'one an hour',
  'alert-complainant-died': 'one an hour',
  'alerts-together': 'one an hour',
  'copy-to-route': 'at once',
  'comment-passed-on': 'at once',
  'compliment-passed-on': 'at once',
  digest: 'at once',
};
const oneAnHour = new Set(
  Object.entries(pace).flatMap(([name, how]) => (how === 'one an hour' ? [name] : [])),
);

/** Whether a letter shares the one email an hour that a person gets about a case. */
export const isBundledByHour = (template: string): boolean => oneAnHour.has(template);

/** The letters that complainants read. */
export type ComplainantLetter = {
  [Name in LetterName]: (typeof audiences)[Name] extends 'complainant' ? Name : never;
}[LetterName];
