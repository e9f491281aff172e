import { acknowledgement } from './acknowledgement.ts';
import { alertDelayReported } from './alert-delay-reported.ts';
import { alertDueTomorrow } from './alert-due-tomorrow.ts';
import { alertEscalation } from './alert-escalation.ts';
import { alertLetterProblem } from './alert-letter-problem.ts';
import { alertNewMessage } from './alert-new-message.ts';
import { alertOverdue } from './alert-overdue.ts';
import { alertPauseReview } from './alert-pause-review.ts';
import { alertReminder } from './alert-reminder.ts';
import { alertTaskOpened } from './alert-task-opened.ts';
import { declined } from './declined.ts';
import { delay } from './delay.ts';
import { digest } from './digest.ts';
import { extension } from './extension.ts';
import { frozen } from './frozen.ts';
import { loadLetters } from './letter-template.ts';
import { resumed } from './resumed.ts';
import { stage1Response } from './stage-1-response.ts';
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
  frozen,
  resumed,
  declined,
  alertTaskOpened,
  alertReminder,
  alertDueTomorrow,
  alertOverdue,
  alertEscalation,
  alertDelayReported,
  alertNewMessage,
  alertLetterProblem,
  alertPauseReview,
  digest,
]);
