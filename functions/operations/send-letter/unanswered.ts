import { isSafeguardingAlert } from '../../domain/correspondence/safeguarding-letters.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import type { LetterSettling } from '../../domain/case/event-codes.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { letterId, type Dependencies } from '../../dependencies.ts';
import { settle } from './settle-letter.ts';

// A letter whose sender never said what became of it: the mail service gave no answer, or an error of its own, or the sender died.
// It may have gone, so it is not sent again. What the service reports of it later says that it has.

/** No call runs longer than this: the sender of a letter that was claimed earlier is gone. */
const longestSendingMs = 2 * 60_000;

/**
 * So long after a letter was claimed a report of the mail service is waited for. Most come within seconds; the queue brings
 * one that came too early again after 10 minutes.
 */
const reportedWithinMs = 15 * 60_000;

const sendingFor = ({ claimedAt, preparedAt }: LetterRow, now: Instant): number =>
  Date.parse(now) - Date.parse(claimedAt ?? preparedAt);

/** Whether a claimed letter may still be in the hands of its sender. */
export const mayStillBeSending = (row: LetterRow, now: Instant): boolean =>
  sendingFor(row, now) < longestSendingMs;

/**
 * Whether a letter waits for a report before a person is asked. Reports of alerts to staff change nothing, and no alert about someone in
 * danger waits.
 */
export const waitsForReport = (row: LetterRow, now: Instant): boolean =>
  leavesCouncil(row.to) && !isSafeguardingAlert(row.template) && sendingFor(row, now) < reportedWithinMs;

/** Whether the mail service reports of a letter that its sender has left unanswered. */
export const isUnanswered = (row: LetterRow, now: Instant): boolean =>
  row.status === 'sending' && !mayStillBeSending(row, now);

/** Where the copy of a letter by email is, written before the letter goes. */
export const copyOf = (caseId: string, key: string): string =>
  `letters/${caseId}/${letterId(caseId, key)}.eml`;

/** Settles a letter that was left unanswered: as sent if the mail service reports of it, or else as unconfirmed. */
export async function settleUnanswered(
  deps: Dependencies,
  caseId: string,
  row: LetterRow,
  status: 'sent' | 'unconfirmed',
): Promise<void> {
  const copy = copyOf(caseId, row.key);
  // What the service took was written before.
  const isWritten = status === 'sent' || (await deps.files.about(copy)) !== undefined;
  const detail: LetterSettling = status === 'sent' ? 'sent-by-report' : 'not-reported';
  await settle(deps, caseId, isWritten ? { ...row, file: copy } : row, status, detail);
}
