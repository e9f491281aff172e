import { currentPause, openTasks, runOf, type Case } from '../../domain/case/case.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { refuse, type Refused } from '../../domain/text/refusal.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { signalEntry } from './signal-entry.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

/** The open step of a case's own procedure, which ends with the case. Refused while the case moves to its next step. */
export function ownTask(state: Case) {
  const task = openTasks(state).find(({ run }) => !runOf(state, run).beside);
  return task ? { ok: true as const, task } : refuse('conflict', { code: 'case-between-steps', params: {} });
}

/**
 * Ends an open case with an outcome that no procedure has (superseded.ts): its pause and its open step end, and the case
 * closes. `because` says why, `resumed` the reason that ends the pause.
 */
export function endFromOutside(
  state: Case,
  how: { outcome: string; resumed: string; because: readonly NewEvent[]; as: string },
  { now, by }: { now: Instant; by: Actor },
): EventsAndOutbox | Refused<'conflict'> {
  const own = ownTask(state);
  if (!own.ok) return own;
  const { key, decisions, run } = own.task;
  const ended = { task: key, decision: decisions.length + 1, outcome: how.outcome };
  const base = { at: now, by };
  return {
    events: [
      ...(currentPause(state) ? [{ ...base, type: 'resumed' as const, reason: how.resumed }] : []),
      { ...base, type: 'decided', ...ended, answers: {}, ends: true },
      ...how.because,
      { ...base, type: 'closed', run, as: how.as },
    ],
    outbox: [signalEntry(state.id, ended, now)],
  };
}
