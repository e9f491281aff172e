import { isPaused, openTasks, taskOf, type Case } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { record } from '../../domain/case/replay.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import { againKey } from '../../domain/correspondence/copies.ts';
import { withUnsent, withoutUnsent } from '../../domain/correspondence/unsent.ts';
import { movedTo } from '../../domain/clocks/step-clock.ts';
import { lapsed } from '../../domain/steps/milestones.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { signalEntry } from '../runs/signal-entry.ts';
import type { SystemReason } from '../../domain/case/event-codes.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { noEvents, type EventsAndOutbox } from '../events-and-outbox.ts';

/** Events that can move the last day of a window, or take away what held it open. */
const turning = new Set<NewEvent['type']>([
  'letter-settled',
  'letter-delivered',
  'letter-posted',
  'letter-returned',
  'letter-reached',
  'message-dealt-with',
]);

/**
 * What follows from news of a letter or a message for the windows of a case (law.md section 2c): a new last day, and the
 * end of a window whose time has passed when the last message has been dealt with. The machine that waits is signalled.
 */
export async function followLetters(
  deps: Pick<Dependencies, 'procedures' | 'store' | 'clock'>,
  { state }: Pick<CaseFile, 'state'>,
  events: readonly NewEvent[],
): Promise<EventsAndOutbox> {
  if (!events.some(({ type }) => turning.has(type))) return noEvents;
  const calendar = await currentCalendar(deps);
  const now = deps.clock.now();
  const { after } = record(state.id, state, events);
  const moved = movesOf(deps, after, calendar, now);
  const ended = endsOf(
    deps,
    moved.length === 0 ? after : record(state.id, after, moved).after,
    calendar,
    now,
  );
  return {
    events: [...moved, ...ended],
    outbox: ended.map((decided) => signalEntry(state.id, decided, now)),
  };
}

type Found = Pick<Dependencies, 'procedures'>;

/** The open windows of a case, as their procedure describes them. */
function windowsOf({ procedures }: Found, state: Case) {
  return openTasks(state).flatMap((task) => {
    const procedure = procedureOfTask(task, procedures);
    const step = procedure?.steps[task.step];
    return procedure && step?.kind === 'window' ? [{ task, procedure, step }] : [];
  });
}

function movesOf(deps: Found, state: Case, calendar: WorkingDays, now: Instant): NewEvent[] {
  return windowsOf(deps, state).flatMap(({ task, procedure }) => {
    const to = movedTo(state, task, procedure, calendar, londonDate(now));
    // Without a new start it is a new calendar that moves it, and whoever proclaims one says so (move-deadlines.ts).
    if (to?.from === undefined) return [];
    const reason = 'answer-arrived' satisfies SystemReason;
    return [
      {
        at: now,
        by: 'system' as const,
        type: 'deadline-moved' as const,
        task: task.key,
        due: task.due,
        ...to,
        reason,
      },
    ];
  });
}

function endsOf(deps: Found, state: Case, calendar: WorkingDays, now: Instant) {
  return windowsOf(deps, state).flatMap(({ task, procedure, step }) => {
    const current = taskOf(state, task.key) ?? task;
    return isPaused(state, current) ? [] : (lapsed(state, procedure, current, step, { now, calendar }) ?? []);
  });
}

/** The rows of letters of which there is news, with what is known of them now. */
export function rowsOfLetters(letters: readonly LetterRow[], events: readonly NewEvent[]): LetterRow[] {
  return letters.flatMap((row) => {
    const after = events.reduce(withNews, row);
    return after === row ? [] : [after];
  });
}

function withNews(row: LetterRow, event: NewEvent): LetterRow {
  if (event.type === 'letter-prepared' && event.letter === againKey(row.key)) return withoutUnsent(row);
  if (!('letter' in event) || event.letter !== row.key) return row;
  switch (event.type) {
    case 'letter-printed':
      return { ...row, printedAt: event.at };
    case 'letter-posted':
      return { ...withoutUnsent(row), status: 'posted', postedOn: event.on };
    case 'letter-reached':
      return withoutUnsent(row);
    case 'letter-returned':
      return { ...withUnsent(row, 'returned', event.at), status: 'returned' };
    case 'letter-delivered':
      return {
        ...withoutUnsent(row),
        status: row.status === 'unconfirmed' ? 'sent' : row.status,
        deliveredAt: row.deliveredAt ?? event.at,
      };
    case 'letter-read':
      return { ...row, readAt: row.readAt ?? event.at };
    default:
      return row;
  }
}
