import type { OutboxEntry } from '../../domain/case/stored-rows.ts';
import type { Instant } from '../../domain/time/civil-date.ts';

/** The id of the outbox entry that tells the state machine a decision. */
export function signalId(task: string, decision: number): string {
  return `signal-${task}-${decision}`;
}

/** The outbox entry that tells the state machine a decision on a task of a case. */
export function signalEntry(
  caseId: string,
  { task, decision, outcome }: { task: string; decision: number; outcome: string },
  now: Instant,
): OutboxEntry {
  return { id: signalId(task, decision), caseId, since: now, kind: 'signal', task, decision, outcome };
}
