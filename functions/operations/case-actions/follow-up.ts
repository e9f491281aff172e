import type { Case } from '../../domain/case/case.ts';
import type { Actor, Answers, NewEvent } from '../../domain/case/events.ts';
import type { OutboxEntry } from '../../domain/case/stored-rows.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { signalId } from '../signal-id.ts';

/** Which open tasks alongside a case are over, and how. */
export interface FollowUp {
  /** The procedures whose runs are meant, and the subject that they are about. */
  procedures: readonly string[];
  subject: string;
  outcome: string;
  answers: Answers;
}

/** Ends the tasks alongside a case about a subject that was dealt with in another way than on the task. */
export function endFollowUps(
  state: Case,
  { procedures, subject, outcome, answers }: FollowUp,
  { now, by }: { now: Instant; by: Actor },
): { events: NewEvent[]; outbox: OutboxEntry[] } {
  const runs = new Set(
    state.runs
      .filter(({ procedure, matter }) => procedures.includes(procedure) && matter?.id === subject)
      .map(({ run }) => run),
  );
  const open = state.tasks.filter(({ run, status }) => status === 'open' && runs.has(run));
  return {
    events: open.map(({ key, decisions: { length } }) => ({
      at: now,
      by,
      type: 'decided',
      task: key,
      decision: length + 1,
      outcome,
      answers,
      ends: true,
    })),
    outbox: open.map(({ key, decisions: { length } }) => ({
      id: signalId(key, length + 1),
      caseId: state.id,
      since: now,
      kind: 'signal',
      task: key,
      decision: length + 1,
      outcome,
    })),
  };
}
