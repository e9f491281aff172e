import { holidaysMissingFrom, type BankHoliday } from '../../domain/time/bank-holidays.ts';
import { record } from '../../domain/case/replay.ts';
import { runOf, type Case, type Task } from '../../domain/case/case.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { clockDue, taskDeadline } from '../../domain/clocks/step-clock.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { makeWorkingDays, type WorkingDays } from '../../domain/time/working-days.ts';
import type { Dependencies } from '../../dependencies.ts';
import { tryLetters } from '../send-letter/deliver-letters.ts';
import { dispatchNow } from '../dispatch.ts';
import { writeCase } from '../write-case.ts';
import type { SystemReason } from '../../domain/case/event-codes.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { itemsOf } from '../list-pages.ts';

/** The old calendar and the new one. */
export interface CalendarChange {
  before: readonly BankHoliday[];
  after: readonly BankHoliday[];
}

const alert = 'alert-deadline-moved';

/** Thrown if some cases could not be changed. The same call completes the rest. */
class DeadlinesLeft extends Error {
  override name = 'DeadlinesLeft' as const;
}

/**
 * Recalculates every open deadline under the new calendar, for paused cases too. If a deadline moves, this is recorded
 * on the case and its assignee and complaints officer are told (law.md section 1). Only a date that follows from the
 * old calendar moves, so each moves once however often this runs; a date that a person set, such as the end of an
 * extension, was promised and stays. A state machine whose deadline moves later is not told: it wakes at the old time, finds
 * nothing due and continues to wait. If a holiday was withdrawn, deadlines move earlier: a machine that waits for the end of
 * its task is woken, one that waits for a milestone of its clock can be late by that much. Throws `DeadlinesLeft`.
 */
export async function moveDeadlines(deps: Dependencies, change: CalendarChange): Promise<{ moved: number }> {
  const calendars = { before: makeWorkingDays(change.before), after: makeWorkingDays(change.after) };
  const moves = (state: Case, now: Instant) =>
    state.tasks.flatMap((task) => moveOf(deps, state, task, change, calendars, now));
  const seen = new Set<string>();
  const left = new Set<string>();
  let moved = 0;
  for await (const { state } of itemsOf((page) => deps.store.openTasks(page))) {
    // A task that moves occurs again further down the list.
    if (seen.has(state.id)) continue;
    seen.add(state.id);
    try {
      if (moves(state, deps.clock.now()).length > 0) {
        const result = await writeCase<undefined>(deps, state.id, (file) => {
          const events = moves(file.state, deps.clock.now());
          if (events.length === 0) return { answer: undefined };
          return { events: [...events, ...alertsFor(deps, file.state, events)] };
        });
        if ('events' in result) {
          moved += result.events.filter(({ type }) => type === 'deadline-moved').length;
          await dispatchNow(deps, result.outbox);
        }
        await tryLetters(deps, state.id);
      } else if (state.letters.some(({ template, status }) => template === alert && status === 'prepared')) {
        // Moved by a run that crashed before it sent the letters.
        await tryLetters(deps, state.id);
      }
    } catch (error) {
      left.add(error instanceof Error ? error.name : 'unknown');
    }
  }
  if (left.size > 0) throw new DeadlinesLeft(`some cases are left: ${[...left].join(', ')}`);
  return { moved };
}

type Moved = Extract<NewEvent, { type: 'deadline-moved' }>;

function moveOf(
  { procedures }: Dependencies,
  state: Case,
  task: Task,
  change: CalendarChange,
  calendars: { before: WorkingDays; after: WorkingDays },
  now: Instant,
): Moved[] {
  const procedure = procedureOfTask(task, procedures);
  if (task.status !== 'open' || procedure === undefined) return [];
  const [was, is] = [calendars.before, calendars.after].map((calendar) =>
    taskDeadline(state, task, procedure, calendar),
  );
  const until = was?.due === task.due ? (is?.due ?? task.due) : task.due;
  const also = was?.second?.due === task.alsoDue ? is?.second?.due : task.alsoDue;
  const run = runOf(state, task.run);
  const [wasFirst, isFirst] = [calendars.before, calendars.after].map((calendar) =>
    clockDue(state, run, procedure, calendar, londonDate(now)),
  );
  const first = wasFirst === isFirst ? task.clockDue : isFirst;
  if (until === task.due && also === task.alsoDue && first === task.clockDue) return [];
  const last =
    [task.due, until, task.alsoDue ?? '', also ?? '', task.clockDue ?? '', first ?? ''].sort().at(-1) ??
    until;
  const counted = ({ date }: BankHoliday) => task.clockFrom < date && date <= last;
  const changed = (holidays: readonly BankHoliday[], how: 'added' | 'removed') =>
    holidays.filter(counted).map(({ title, date }) => ({ change: how, title, date }));
  const holidays = [
    ...changed(holidaysMissingFrom(change.before, change.after), 'added'),
    ...changed(holidaysMissingFrom(change.after, change.before), 'removed'),
  ];
  const moved = {
    until,
    ...(also === undefined ? {} : { alsoUntil: also }),
    ...(first === undefined ? {} : { clockUntil: first }),
  };
  const reason = 'bank-holidays-changed' satisfies SystemReason;
  return [
    {
      at: now,
      by: 'system',
      type: 'deadline-moved',
      task: task.key,
      due: task.due,
      ...moved,
      reason,
      holidays,
    },
  ];
}

function alertsFor(deps: Dependencies, state: Case, moves: readonly Moved[]): NewEvent[] {
  const { after } = record(state.id, state, moves);
  return after.tasks.flatMap((task) =>
    moves.some(({ task: key }) => key === task.key)
      ? lettersFor(
          alert,
          ['assignee', 'complaints-officer'],
          // A date can move there and back. The version distinguishes one move from the other.
          `${task.key}/deadline-moved-${after.version}`,
          after,
          task,
          { council: deps.council, now: deps.clock.now() },
        )
      : [],
  );
}
