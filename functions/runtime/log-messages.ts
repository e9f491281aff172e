// Every message that the system logs about a fault after which it continues, by its code. Search the logs of the functions
// for a code, in CloudWatch Logs Insights for example: filter message = "outbox-entry-not-dispatched". Fields are ids
// and names of errors, never text that people wrote and never an address. An error appears only by its name and place,
// because its text can quote a row of a case or the answer of a mail service.

/** Where a fault came from: the name of the error, and the lines of its stack without its message. */
export interface FaultFields {
  error: string;
  at: string;
}

/** The codes and their fields. */
interface LogMessages {
  /**
   * An outbox entry could not be dispatched: an execution was not started, a state machine was not told a decision, or
   * letters were not sent. Nothing is lost: the entry stays, and repair-cases tries again every 15 minutes. Act
   * if the same case and entry appear again: the error says which service refuses.
   */
  'outbox-entry-not-dispatched': { caseId: string; entry: string; kind: string } & FaultFields;
  /**
   * The repair found an entry whose state machine is not waiting for it yet: it is still at an earlier decision, or its
   * execution has stopped. This is normal for some minutes. If it lasts for hours, look at the execution of the case;
   * the next morning's restart, or {"rebuild": <reference>}, starts it again.
   */
  'outbox-entry-waiting': { caseId: string; entry: string; kind: string };
  /** A call used nine tenths of the time that its function has. The line names function and case. */
  'near-timeout': object;
  /** The complainant opened a letter for the first time, and the case could not be written. */
  'letter-reading-not-recorded': { caseId: string } & FaultFields;
  /**
   * A letter or an alert could not be sent: `MailerBusy` if the mail service takes nothing, `LetterInFlight` if another call
   * is sending it, `LetterUnanswered` if the mail service did not say whether it took it: then its report is waited for, and the letter
   * is not sent again. It is tried again at every repair, after an hour once an hour, until it goes. Act if the error is another:
   * it names what is wrong with this letter.
   */
  'letter-not-sent': { caseId: string; template: string } & FaultFields;
  /**
   * A message was added to its case, but its letters could not even be looked at. They are sent with the next step of the
   * case.
   */
  'letters-not-delivered': { caseId: string } & FaultFields;
  /**
   * An execution stopped before its run was over, and could not be started again. The restart of the next morning tries
   * again; {"rebuild": <reference>} tries at once.
   */
  'execution-not-restarted': { caseId: string; execution: string } & FaultFields;
  /**
   * An execution stopped and there was no fault, but the case cannot continue at its step. `why` is the reason for
   * refusing the rebuild.
   */
  'execution-not-rebuilt': { caseId: string; execution: string; why: string };
  /**
   * The hourly look could not start a task that is due in a case: to find an advocate, or to ask a child who has turned 18.
   * The run fails at its end, and the next day's look tries again.
   */
  'task-not-started': { caseId: string } & FaultFields;
  /**
   * A step, or a whole version, that a case had reached is no part of its procedure any more. `instead`: where it
   * continues. With 'the way out' an officer has a task to choose the step, with 'triage' to choose the procedure, with
   * 'a person' to finish what a task alongside the case was for; 'the current version' begins such a task anew. With
   * 'nothing' the case stands still until its procedure is deployed again or named in `formerVersions` of another.
   */
  'step-withdrawn': { caseId: string; run: number; step: string; instead: string };
  /**
   * A case stood still: no execution worked on it or waited for its open task, and no one would have noticed. `why` says
   * what was found. It has been started again at its step; look at the execution for the reason.
   */
  'case-stood-still': { caseId: string; run: number; execution: string; why: string };
  /** A mail was sent or refused, but since when the mail service takes nothing could not be written or removed. */
  'mail-trouble-not-noted': FaultFields;
  /** Others kept a form from being saved, and it could not be kept for its author either, who was told that nothing was saved. */
  'form-not-kept': FaultFields;
  /**
   * A stored row cannot be read: a list, a report or a job went on without it. `row` is its key in the table. Nothing is lost, but
   * no one sees or works on what it holds: compare it with the events of its case, or bring it back from a backup, at once.
   */
  'row-unreadable': { row: string };
  /** The copy of a proof of erasure cannot be read. `file` is its key in the store of files. Erase what it is of by hand. */
  'proof-unreadable': { file: string } & FaultFields;
  /**
   * The scanner for malware could not look at a file: it stays closed, and is scanned again when someone opens it. `file` is its key
   * in the store of files. Act if it lasts: the daemon does not answer, or signatures are missing.
   */
  'file-not-scanned': { file: string };
  /** A mail cannot be read: it was held, or became a case for an officer. `mail` is its key in the store of files. */
  'mail-unreadable': { mail: string; reason: string; fault: string };
  /** The digest of one user could not be made or sent. The run fails at its end, and the scheduler calls it again. */
  'notice-not-sent': { template: string } & FaultFields;
  /** The steps of one case are missing in the digests of a day. The run fails at its end, and the scheduler calls it again. */
  'case-not-in-digest': { caseId: string } & FaultFields;
  'digest-not-sent': { user: string } & FaultFields;
}

type LogCode = keyof LogMessages;

/** Writes one message: on AWS to CloudWatch through the logger, on one machine to stderr in the same form. */
export type Log = <Code extends LogCode>(code: Code, fields: LogMessages[Code]) => void;
