import { handlingPlan } from './adult/handling-plan.ts';
import { longerPeriod } from './adult/longer-period.ts';
import { resolvedByWord } from './adult/resolved-by-word.ts';
import { jointConsent } from './adult/joint-consent.ts';
import { jointHandling } from './adult/joint-handling.ts';
import { jointAnswer } from './adult/joint-answer.ts';
import { jointEnded } from './adult/joint-ended.ts';
import { jointRequest } from './other-body/joint-request.ts';
import { jointContribution } from './other-body/joint-contribution.ts';
import { jointChase } from './other-body/joint-chase.ts';
import { acknowledgement } from './adult/acknowledgement.ts';
import { alertActionDue } from './staff/alert-action-due.ts';
import { alertAppointment } from './staff/alert-appointment.ts';
import { alertAppointmentDeclined } from './staff/alert-appointment-declined.ts';
import { alertDeadlineMoved } from './staff/alert-deadline-moved.ts';
import { alertDelayReported } from './staff/alert-delay-reported.ts';
import { alertDueTomorrow } from './staff/alert-due-tomorrow.ts';
import { alertEscalation } from './staff/alert-escalation.ts';
import { alertFlagReview } from './staff/alert-flag-review.ts';
import { alertChildAdult } from './staff/alert-child-adult.ts';
import { alertComplainantDied } from './staff/alert-complainant-died.ts';
import { complaintGoesOn } from './adult/complaint-goes-on.ts';
import { casesPutTogether } from './adult/cases-put-together.ts';
import { alertLetterProblem } from './staff/alert-letter-problem.ts';
import { alertLgsco } from './staff/alert-lgsco.ts';
import { alertLgscoDecision } from './staff/alert-lgsco-decision.ts';
import { alertAgreedDay } from './staff/alert-agreed-day.ts';
import { alertMayGoOn } from './staff/alert-may-go-on.ts';
import { alertTaskElsewhere } from './staff/alert-task-elsewhere.ts';
import { alertMention } from './staff/alert-mention.ts';
import { alertMoneyRefused } from './staff/alert-money-refused.ts';
import { alertManyMessages } from './staff/alert-many-messages.ts';
import { alertNewMessage } from './staff/alert-new-message.ts';
import { alertOverdue } from './staff/alert-overdue.ts';
import { alertPanelMeeting } from './staff/alert-panel-meeting.ts';
import { alertPastLimit } from './staff/alert-past-limit.ts';
import { alertPauseReview } from './staff/alert-pause-review.ts';
import { alertQualityReturned } from './staff/alert-quality-returned.ts';
import { alertReminder } from './staff/alert-reminder.ts';
import { alertTaskOpened } from './staff/alert-task-opened.ts';
import { alertsTogether } from './staff/alerts-together.ts';
import { closedWithoutConsent } from './adult/closed-without-consent.ts';
import { commentAnswer } from './adult/comment-answer.ts';
import { commentNoted } from './adult/comment-noted.ts';
import { commentPassedOn } from './staff/comment-passed-on.ts';
import { complimentPassedOn } from './staff/compliment-passed-on.ts';
import { complimentThanks } from './adult/compliment-thanks.ts';
import { consentRequest } from './adult/consent-request.ts';
import { datesChanged } from './adult/dates-changed.ts';
import { declined } from './adult/declined.ts';
import { delay } from './adult/delay.ts';
import { alertHeldDanger, alertHeldMail } from './staff/alert-held-mail.ts';
import { alertWording } from './staff/alert-wording.ts';
import { digest } from './staff/digest.ts';
import { earlyReferral } from './adult/early-referral.ts';
import { extension } from './adult/extension.ts';
import { finalResponse } from './adult/final-response.ts';
import { independentPersonInvitation } from './staff/independent-person-invitation.ts';
import { independentPersonReport } from './staff/independent-person-report.ts';
import { managementReview } from './adult/management-review.ts';
import { mayGoOn } from './adult/may-go-on.ts';
import { panelInvitation } from './adult/panel-invitation.ts';
import { panelPeople } from './adult/panel-people.ts';
import { panelReportSent } from './adult/panel-report-sent.ts';
import { paused } from './adult/paused.ts';
import { paymentDelayed } from './adult/payment-delayed.ts';
import { paymentWithdrawn } from './adult/payment-withdrawn.ts';
import { personReplaced } from './adult/person-replaced.ts';
import { privateLink } from './adult/private-link.ts';
import { receipt } from './adult/receipt.ts';
import { reopened } from './adult/reopened.ts';
import { resumed } from './adult/resumed.ts';
import { reviewStarted } from './adult/review-started.ts';
import { runningLate } from './adult/running-late.ts';
import { serviceRequestPassedOn } from './adult/service-request-passed-on.ts';
import { stage1Response } from './adult/stage-1-response.ts';
import { stage2Adjudication } from './adult/stage-2-adjudication.ts';
import { stage2People } from './adult/stage-2-people.ts';
import { stage2Started } from './adult/stage-2-started.ts';
import { stage3Acknowledgement } from './adult/stage-3-acknowledgement.ts';
import { stage3Response } from './adult/stage-3-response.ts';
import { standingRefused } from './adult/standing-refused.ts';
import { standingRefusedAtTriage } from './adult/standing-refused-at-triage.ts';
import { statementOfComplaint } from './adult/statement-of-complaint.ts';
import { statementNotAgreed } from './adult/statement-not-agreed.ts';
import { statementReminder } from './adult/statement-reminder.ts';
import { stillLate } from './adult/still-late.ts';
import { resolvedInformally } from './adult/resolved-informally.ts';
import { straightToStage2 } from './adult/straight-to-stage-2.ts';
import { waitAgreed } from './adult/wait-agreed.ts';
import { windowClosed } from './adult/window-closed.ts';
import { windowClosing } from './adult/window-closing.ts';
import { withdrawn } from './adult/withdrawn.ts';
import { withdrawnBeforeTriage } from './adult/withdrawn-before-triage.ts';
import { advocateFound } from './adult/advocate-found.ts';
import { officerLetter } from './adult/officer-letter.ts';
import { sentToRoute } from './adult/sent-to-route.ts';
import { copyToRoute } from './staff/copy-to-route.ts';
import { heldMailAdvice } from './adult/held-mail-advice.ts';
import { safeguardingAdvice } from './adult/safeguarding-advice.ts';
import {
  alertSafeguarding,
  alertSafeguardingLate,
  alertSafeguardingUndelivered,
} from './staff/alert-safeguarding.ts';
import type { LetterName } from '../letter-names.ts';
import type { LetterText } from '../letter-template.ts';
import { sentences } from './sentences.ts';

/** British English: letters to adults, and alerts and digests to staff. A letter that is missing is a type error. */
const letters = {
  receipt,
  acknowledgement,
  extension,
  delay,
  'dates-changed': datesChanged,
  'running-late': runningLate,
  'still-late': stillLate,
  'may-go-on': mayGoOn,
  'wait-agreed': waitAgreed,
  'resolved-informally': resolvedInformally,
  'straight-to-stage-2': straightToStage2,
  'stage-1-response': stage1Response,
  'window-closing': windowClosing,
  'window-closed': windowClosed,
  withdrawn,
  'taken-back': withdrawnBeforeTriage,
  frozen: paused,
  resumed,
  declined,
  'closed-without-consent': closedWithoutConsent,
  'private-link': privateLink,
  'complaint-goes-on': complaintGoesOn,
  'cases-put-together': casesPutTogether,
  'stage-2-started': stage2Started,
  'stage-2-people': stage2People,
  'statement-of-complaint': statementOfComplaint,
  'statement-reminder': statementReminder,
  'statement-not-agreed': statementNotAgreed,
  'stage-2-adjudication': stage2Adjudication,
  'stage-3-acknowledgement': stage3Acknowledgement,
  'panel-invitation': panelInvitation,
  'panel-people': panelPeople,
  'person-replaced': personReplaced,
  'panel-report-sent': panelReportSent,
  'stage-3-response': stage3Response,
  'early-referral': earlyReferral,
  'final-response': finalResponse,
  'review-started': reviewStarted,
  'management-review': managementReview,
  'payment-delayed': paymentDelayed,
  'payment-withdrawn': paymentWithdrawn,
  reopened,
  'standing-refused': standingRefused,
  'standing-refused-at-triage': standingRefusedAtTriage,
  'consent-request': consentRequest,
  'service-request-passed-on': serviceRequestPassedOn,
  'compliment-thanks': complimentThanks,
  'comment-answer': commentAnswer,
  'comment-noted': commentNoted,
  'safeguarding-advice': safeguardingAdvice,
  'held-mail-advice': heldMailAdvice,
  'advocate-found': advocateFound,
  'handling-plan': handlingPlan,
  'longer-period': longerPeriod,
  'resolved-by-word': resolvedByWord,
  'joint-consent': jointConsent,
  'joint-handling': jointHandling,
  'joint-answer': jointAnswer,
  'joint-ended': jointEnded,
  'joint-request': jointRequest,
  'joint-contribution': jointContribution,
  'joint-chase': jointChase,
  'sent-to-route': sentToRoute,
  'officer-letter': officerLetter,
  'alert-task-opened': alertTaskOpened,
  'alert-reminder': alertReminder,
  'alert-due-tomorrow': alertDueTomorrow,
  'alert-overdue': alertOverdue,
  'alert-may-go-on': alertMayGoOn,
  'alert-agreed-day': alertAgreedDay,
  'alert-past-limit': alertPastLimit,
  'alert-escalation': alertEscalation,
  'alert-delay-reported': alertDelayReported,
  'alert-new-message': alertNewMessage,
  'alert-many-messages': alertManyMessages,
  'alert-mention': alertMention,
  'alert-task-elsewhere': alertTaskElsewhere,
  'alert-letter-problem': alertLetterProblem,
  'alert-complainant-died': alertComplainantDied,
  'alert-child-adult': alertChildAdult,
  'alert-pause-review': alertPauseReview,
  'alert-quality-returned': alertQualityReturned,
  'alert-appointment': alertAppointment,
  'alert-appointment-declined': alertAppointmentDeclined,
  'alert-panel-meeting': alertPanelMeeting,
  'independent-person-invitation': independentPersonInvitation,
  'independent-person-report': independentPersonReport,
  'alert-lgsco': alertLgsco,
  'alert-lgsco-decision': alertLgscoDecision,
  'alert-deadline-moved': alertDeadlineMoved,
  'alert-action-due': alertActionDue,
  'alert-money-refused': alertMoneyRefused,
  'alert-flag-review': alertFlagReview,
  'alert-held-mail': alertHeldMail,
  'alert-held-danger': alertHeldDanger,
  'alert-wording': alertWording,
  'alert-safeguarding': alertSafeguarding,
  'alert-safeguarding-late': alertSafeguardingLate,
  'alert-safeguarding-undelivered': alertSafeguardingUndelivered,
  'alerts-together': alertsTogether,
  'copy-to-route': copyToRoute,
  'comment-passed-on': commentPassedOn,
  'compliment-passed-on': complimentPassedOn,
  digest,
} satisfies Record<LetterName, LetterText>;

/** Letters, and the sentences that fill their placeholders. */
export const english = { letters, sentences };
