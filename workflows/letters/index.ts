import { acknowledgement } from './acknowledgement.ts';
import { alertActionDue } from './alert-action-due.ts';
import { alertAppointmentDeclined } from './alert-appointment-declined.ts';
import { alertAppointment } from './alert-appointment.ts';
import { alertDeadlineMoved } from './alert-deadline-moved.ts';
import { alertDelayReported } from './alert-delay-reported.ts';
import { alertDueTomorrow } from './alert-due-tomorrow.ts';
import { alertEscalation } from './alert-escalation.ts';
import { alertFlagReview } from './alert-flag-review.ts';
import { alertLetterProblem } from './alert-letter-problem.ts';
import { alertLgscoDecision } from './alert-lgsco-decision.ts';
import { alertLgsco } from './alert-lgsco.ts';
import { alertMayGoOn } from './alert-may-go-on.ts';
import { alertNewMessage } from './alert-new-message.ts';
import { alertOverdue } from './alert-overdue.ts';
import { alertPauseReview } from './alert-pause-review.ts';
import { alertQualityReturned } from './alert-quality-returned.ts';
import { alertReminder } from './alert-reminder.ts';
import { alertTaskOpened } from './alert-task-opened.ts';
import { closedWithoutConsent } from './closed-without-consent.ts';
import { commentAnswer } from './comment-answer.ts';
import { commentNoted } from './comment-noted.ts';
import { commentPassedOn } from './comment-passed-on.ts';
import { complimentPassedOn } from './compliment-passed-on.ts';
import { complimentThanks } from './compliment-thanks.ts';
import { consentRequest } from './consent-request.ts';
import { declined } from './declined.ts';
import { delay } from './delay.ts';
import { digest } from './digest.ts';
import { earlyReferral } from './early-referral.ts';
import { extension } from './extension.ts';
import { finalResponse } from './final-response.ts';
import { frozen } from './frozen.ts';
import { loadLetters } from './letter-template.ts';
import { managementReview } from './management-review.ts';
import { panelInvitation } from './panel-invitation.ts';
import { panelReportSent } from './panel-report-sent.ts';
import { privateLink } from './private-link.ts';
import { reopened } from './reopened.ts';
import { resumed } from './resumed.ts';
import { reviewStarted } from './review-started.ts';
import { serviceRequestPassedOn } from './service-request-passed-on.ts';
import { stage1Response } from './stage-1-response.ts';
import { stage2Adjudication } from './stage-2-adjudication.ts';
import { stage2Started } from './stage-2-started.ts';
import { stage3Acknowledgement } from './stage-3-acknowledgement.ts';
import { stage3Response } from './stage-3-response.ts';
import { standingRefused } from './standing-refused.ts';
import { statementOfComplaint } from './statement-of-complaint.ts';
import { takenBack } from './taken-back.ts';
import { windowClosed } from './window-closed.ts';
import { windowClosing } from './window-closing.ts';
import { withdrawn } from './withdrawn.ts';

/** Every letter by its id; a bad one stops the start with `BadLetterTemplate`. */
export const letters = loadLetters([
  acknowledgement,
  extension,
  delay,
  stage1Response,
  windowClosing,
  windowClosed,
  withdrawn,
  takenBack,
  frozen,
  resumed,
  declined,
  closedWithoutConsent,
  privateLink,
  stage2Started,
  statementOfComplaint,
  stage2Adjudication,
  stage3Acknowledgement,
  panelInvitation,
  panelReportSent,
  stage3Response,
  earlyReferral,
  finalResponse,
  reviewStarted,
  managementReview,
  reopened,
  standingRefused,
  consentRequest,
  serviceRequestPassedOn,
  complimentThanks,
  commentAnswer,
  commentNoted,
  alertTaskOpened,
  alertReminder,
  alertDueTomorrow,
  alertOverdue,
  alertMayGoOn,
  alertEscalation,
  alertDelayReported,
  alertNewMessage,
  alertLetterProblem,
  alertPauseReview,
  alertQualityReturned,
  alertAppointment,
  alertAppointmentDeclined,
  alertLgsco,
  alertLgscoDecision,
  alertDeadlineMoved,
  alertActionDue,
  alertFlagReview,
  commentPassedOn,
  complimentPassedOn,
  digest,
]);
