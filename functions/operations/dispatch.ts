import { runOf, taskOf } from '../domain/case/case.ts';
import { endedAfterDeath, merged } from '../domain/case/superseded.ts';
import type { OutboxEntry } from '../domain/case/stored-rows.ts';
import { heldAlertsEntry } from '../domain/correspondence/bundle-alerts.ts';
import type { Instant } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import { reportAndGoOn } from '../runtime/faults.ts';
import { handOver, isOutdated, planAgain } from './runs/hand-over.ts';
import { startRun } from './runs/start-run.ts';
import { tryLetters } from './send-letter/deliver-letters.ts';

/**
 * Dispatches entries of the outbox as soon as their change is written. An entry that fails is logged and stays in the
 * outbox for the repair, because the change itself is valid.
 */
export async function dispatchNow(deps: Dependencies, entries: readonly OutboxEntry[]): Promise<void> {
  for (const entry of entries) await dispatchOrLog(deps, entry);
}

/**
 * What became of an entry. 'left': it stays in the outbox; 'without mail': its letters wait because the mail service takes
 * nothing.
 */
type Dispatched = 'dispatched' | 'left' | 'without mail';

/** Puts an entry off to a later moment, in its place in the outbox. False: it is due already, or the case changed just then. */
async function postpone(deps: Dependencies, entry: OutboxEntry, since: Instant): Promise<boolean> {
  const later = heldAlertsEntry(entry.caseId, since);
  if (later.id === entry.id) return false;
  const state = await deps.store.state(entry.caseId);
  if (state) {
    const { id, version } = state;
    const change = { caseId: id, expectedVersion: version, events: [], after: state, outbox: [later] };
    if (!(await deps.store.change(change)).ok) return false;
  }
  await deps.store.outboxEntryDone(entry);
  return true;
}

/** Dispatches one entry. A fault is logged and returns undefined. */
export function dispatchOrLog(deps: Dependencies, entry: OutboxEntry): Promise<Dispatched | undefined> {
  const { caseId, id, kind } = entry;
  return reportAndGoOn(dispatch(deps, entry), (fault) =>
    deps.log('outbox-entry-not-dispatched', { caseId, entry: id, kind, ...fault }),
  );
}

/**
 * Dispatches one outbox entry: starts an execution, tells a waiting machine its decision, wakes it, or sends letters. The entry
 * is removed when this is done. If it fails, the entry stays: the machine will find the decision itself when it looks
 * next, or the repair will dispatch the entry.
 */
export async function dispatch(deps: Dependencies, entry: OutboxEntry): Promise<Dispatched> {
  if (entry.kind === 'start') {
    await startRun(deps, entry);
    return 'dispatched';
  }
  if (entry.kind === 'letters') {
    const { again, left } = await tryLetters(deps, entry.caseId);
    // Alerts that have to wait longer than was known when the entry was written, or letters that could not go.
    const isOff = again === undefined || (await postpone(deps, entry, again));
    if (left === 'without mail') return left;
    if (left === 'faulty' || !isOff) return 'left';
    if (again === undefined) await deps.store.outboxEntryDone(entry);
    return 'dispatched';
  }
  if (entry.kind === 'wake') return wake(deps, entry);
  const waiting = await deps.store.token(entry.caseId, entry.task);
  if (await isOver(deps, entry)) {
    // The run has ended. Its machine finds that out by itself, or is told here.
    if (waiting)
      await deps.workflows.succeed(waiting.token, { outcome: handOver, decision: waiting.handled });
    await deps.store.outboxEntryDone(entry);
    return 'dispatched';
  }
  // No token: the machine has not reached await yet, and will find the decision there.
  if (!waiting) return 'left';
  // If the waiting machine has not handled the decision yet, it is told, but only the next one in order: it takes
  // decisions one by one.
  if (waiting.handled < entry.decision) {
    const state = await deps.store.state(entry.caseId);
    const task = state && taskOf(state, entry.task);
    if (task && isOutdated(deps, runOf(state, task.run), waiting.definition)) {
      // It may not know the outcome. The execution that takes over finds the decision and removes the entry.
      const told = await deps.workflows.succeed(waiting.token, {
        outcome: handOver,
        decision: waiting.handled,
      });
      if (told === 'told') return 'dispatched';
      // The run went on elsewhere, as the decision leads nowhere any more.
      if (state.tasks.findLast(({ run }) => run === task.run) === task) return 'left';
      await deps.store.outboxEntryDone(entry);
      return 'dispatched';
    }
    const next = task?.decisions.find(({ n }) => n > waiting.handled);
    if (next?.n !== entry.decision) return 'left';
    // 'gone' is fine too: the machine was told before, or it plans again and finds the decision on the case.
    await deps.workflows.succeed(waiting.token, { outcome: entry.outcome, decision: entry.decision });
  }
  await deps.store.outboxEntryDone(entry);
  return 'dispatched';
}

/** Has the machine that waits for a task plan its step again. */
async function wake(deps: Dependencies, entry: Extract<OutboxEntry, { kind: 'wake' }>): Promise<Dispatched> {
  const state = await deps.store.state(entry.caseId);
  const task = state && taskOf(state, entry.task);
  if (state && task?.status === 'open') {
    const waiting = await deps.store.token(entry.caseId, task.key);
    // It is between two states, and may have planned before the change: it is woken once it waits.
    if (!waiting) return 'left';
    const outcome = isOutdated(deps, runOf(state, task.run), waiting.definition) ? handOver : planAgain;
    const told = await deps.workflows.succeed(waiting.token, { outcome, decision: waiting.handled });
    if (told === 'gone' && waiting.at < entry.since) return 'left';
  }
  await deps.store.outboxEntryDone(entry);
  return 'dispatched';
}

const endedOutside: ReadonlySet<string> = new Set([endedAfterDeath, merged]);

/**
 * Whether the run of a task was ended from outside: its procedure was the wrong one, no one goes on after a death, or its
 * case was merged into another.
 */
async function isOver(
  { store }: Pick<Dependencies, 'store'>,
  { caseId, task: key }: Extract<OutboxEntry, { kind: 'signal' }>,
): Promise<boolean> {
  const state = await store.state(caseId);
  const task = state && taskOf(state, key);
  if (!state || !task) return false;
  const endedHere = endedOutside.has(task.decisions.at(-1)?.outcome ?? '');
  return endedHere || runOf(state, task.run).superseded !== undefined;
}
