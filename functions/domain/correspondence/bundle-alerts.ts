import { taskOf, type Case } from '../case/case.ts';
import type { Addressee, NewEvent } from '../case/events.ts';
import type { LetterRow, OutboxEntry } from '../case/stored-rows.ts';
import type { Instant } from '../time/civil-date.ts';
import {
  alertsTogether,
  asksForStep,
  isBundledByHour,
  isOverdueAlert,
} from '../../../workflows/letters/letter-names.ts';

// Alerts about one case are bundled, one an hour to each person (law.md section 5). The first goes at once. Those that
// are prepared within the hour after it wait; then they go as one email (decision 0038).

const hourMs = 60 * 60 * 1000;
const anHourAfter = (at: Instant): Instant => new Date(Date.parse(at) + hourMs).toISOString();

/** A letter that waits to be sent and shares the one email an hour. One with something enclosed goes by itself. */
const isWaitingAlert = ({ template, status, enclosures = [] }: LetterRow): boolean =>
  status === 'prepared' && isBundledByHour(template) && enclosures.length === 0;

/** Statuses of a letter that has reached its reader, or may have. */
const left = new Set<LetterRow['status']>(['sending', 'sent', 'unconfirmed', 'returned']);

/** The moment until which the next alert to a person waits. Undefined if it may go now. */
function waitsUntil(rows: readonly LetterRow[], to: Addressee, now: Instant): Instant | undefined {
  const [last] = rows
    .filter((row) => row.to === to && left.has(row.status) && isBundledByHour(row.template))
    .map(({ claimedAt, preparedAt }) => claimedAt ?? preparedAt)
    .sort()
    .toReversed();
  const until = last === undefined ? undefined : anHourAfter(last);
  return until !== undefined && until > now ? until : undefined;
}

/** The moment until which a letter has to wait for the hour of its reader to be over. Undefined if it may go now. */
export function heldUntil(rows: readonly LetterRow[], letter: LetterRow, now: Instant): Instant | undefined {
  return isWaitingAlert(letter) ? waitsUntil(rows, letter.to, now) : undefined;
}

/**
 * Whether an alert that waited asks for work on a step that has ended since. What a clock of a stage raised stands on: the
 * stage may still be late at its next step.
 */
export function isOver(state: Case, { key, task, template }: LetterRow): boolean {
  if (task === undefined || !asksForStep(template)) return false;
  const clock = state.letters.find((one) => one.key === key)?.clock;
  return clock === undefined && taskOf(state, task)?.status === 'decided';
}

/** Alerts without those that ask for work on a step of which a later one says that it is overdue. */
export function withoutThoseNowOverdue(rows: readonly LetterRow[]): LetterRow[] {
  const overdue = new Set(rows.flatMap(({ template, task }) => (isOverdueAlert(template) ? [task] : [])));
  return rows.filter(
    ({ template, task }) => !overdue.has(task) || isOverdueAlert(template) || !asksForStep(template),
  );
}

/** Waiting alerts that no longer stand. */
export const alertsSettled = (state: Case, rows: readonly LetterRow[]): LetterRow[] =>
  rows.filter((row) => isWaitingAlert(row) && isOver(state, row));

/** Alerts to one person that may go now and therefore go together: two or more in each group. */
export function alertsToBundle(rows: readonly LetterRow[], now: Instant): LetterRow[][] {
  const ready = rows.filter((row) => isWaitingAlert(row) && waitsUntil(rows, row.to, now) === undefined);
  return [...Map.groupBy(ready, ({ to }) => to).values()].filter((theirs) => theirs.length > 1);
}

/** The letter that takes the place of some alerts to one person, and what becomes of them. */
export function bundleOf(alerts: readonly LetterRow[], now: Instant): NewEvent[] {
  const last = alerts.at(-1);
  if (!last) return [];
  const letter = `${last.key}/${alertsTogether}-${now}`;
  const by = { at: now, by: 'system' } as const;
  return [
    {
      ...by,
      type: 'letter-prepared',
      letter,
      template: alertsTogether,
      to: last.to,
      ...(last.task === undefined ? {} : { task: last.task }),
    },
    ...alerts.map(({ key }): NewEvent => ({
      ...by,
      type: 'letter-settled',
      letter: key,
      status: 'bundled',
      bundle: letter,
    })),
  ];
}

/** The entry of the outbox that sends waiting alerts of a case at a later moment. */
export function heldAlertsEntry(caseId: string, since: Instant): OutboxEntry {
  return { id: `alerts-${since}`, caseId, since, kind: 'letters' };
}

/**
 * Entries for alerts that wait for an hour of which no one knew when they were prepared: the email that began it left later,
 * for example because the mail service had been away. Their own entries were for an earlier hour, or there are none.
 */
export function entriesUnforeseen(caseId: string, rows: readonly LetterRow[], now: Instant): OutboxEntry[] {
  const ends = rows.filter(isWaitingAlert).flatMap(({ to, preparedAt }) => {
    const until = waitsUntil(rows, to, now);
    return until !== undefined && until >= anHourAfter(preparedAt) ? [until] : [];
  });
  return [...new Set(ends)].map((since) => heldAlertsEntry(caseId, since));
}

/**
 * Entries of the outbox that carry the alerts which have to wait, each due when the hour of its reader is over. `before`:
 * the letters of the case without the `fresh` ones.
 */
export function entriesOfHeld(
  caseId: string,
  before: readonly LetterRow[],
  fresh: readonly LetterRow[],
  now: Instant,
): OutboxEntry[] {
  const ends = fresh.filter(isWaitingAlert).flatMap(({ to }) => {
    const until = waitsUntil(before, to, now);
    if (until !== undefined) return [until];
    // One that is about to go makes the hour begin.
    const [first] = before
      .filter((row) => row.to === to && isWaitingAlert(row))
      .map(({ preparedAt }) => anHourAfter(preparedAt))
      .sort();
    return first !== undefined && first > now ? [first] : [];
  });
  return [...new Set(ends)].map((since) => heldAlertsEntry(caseId, since));
}
