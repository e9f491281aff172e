import type { OutboxEntry } from '../../domain/case/stored-rows.ts';
import type { Dependencies } from '../../dependencies.ts';

/** Starts the execution of a run that an outbox entry asks for. The same entry again starts nothing twice. */
export async function startRun(
  { workflows, store }: Pick<Dependencies, 'workflows' | 'store'>,
  entry: Extract<OutboxEntry, { kind: 'start' }>,
): Promise<void> {
  await workflows.start({ stateMachine: entry.stateMachine, name: entry.execution, input: entry.input });
  await store.outboxEntryDone(entry);
}
