import { EventsOutOfSequence } from '../domain/case/events-out-of-sequence.ts';
import { differencesOf } from '../domain/case/differences.ts';
import { replay } from '../domain/case/replay.ts';
import type { Case } from '../domain/case/case.ts';
import type { CaseStore } from '../ports.ts';
import { findReferences } from '../domain/case/reference.ts';
import { pagesOf } from './list-pages.ts';

/**
 * What a look at a case found. `fields`: where its stored state says other than what follows from its events, as paths
 * without values. `row`: the key of a row that cannot be read, or after which events are missing. `mended`: the state that
 * follows from the events is stored now.
 */
export type CheckedCase = { reference: string; mended: boolean } & (
  | { found: 'nothing wrong' }
  | { found: 'other state'; fields: string[] }
  | { found: 'unreadable state' | 'unreadable'; row: string }
);

/**
 * Recomputes the state of every case from its events, one page of cases in memory at a time, and says what it finds. With
 * `mend`, a state that differs or cannot be read is replaced by the one that follows from the events, unless the case
 * changes meanwhile; whatever else cannot be read is only named.
 */
export async function* checkData(
  store: CaseStore,
  { mend = false }: { mend?: boolean } = {},
): AsyncGenerator<CheckedCase> {
  const unreadable = new Set<string>();
  for await (const states of pagesOf((page) => store.cases(page), unreadable))
    for (const { id } of states) yield await checked(store, id, mend);
  for (const row of unreadable) {
    const [reference = row] = findReferences(row);
    const whole = await orRow(async () => replay(reference, await store.events(reference)));
    if (typeof whole === 'string') yield { reference, mended: false, found: 'unreadable', row: whole };
    else {
      const mended = mend && whole !== undefined && (await store.mendState(whole));
      yield { reference, mended, found: 'unreadable state', row };
    }
  }
}

async function checked(store: CaseStore, reference: string, mend: boolean): Promise<CheckedCase> {
  const compared = await orRow(async (): Promise<{ whole: Case; state: Case } | undefined> => {
    const file = await store.file(reference);
    const whole = file && replay(reference, file.events);
    return file && whole && { whole, state: file.state };
  });
  if (typeof compared === 'string') return { reference, mended: false, found: 'unreadable', row: compared };
  // It was erased meanwhile.
  if (compared === undefined) return { reference, mended: false, found: 'nothing wrong' };
  const { whole, state } = compared;
  const fields = differencesOf(state, whole);
  if (fields.length === 0) return { reference, mended: false, found: 'nothing wrong' };
  const mended = mend && (await store.mendState(whole, state.version));
  return { reference, mended, found: 'other state', fields };
}

/** The result of `read`, or the key of the row at which it failed. */
async function orRow<T>(read: () => Promise<T>): Promise<T | string> {
  try {
    return await read();
  } catch (error) {
    const isOfData =
      error instanceof EventsOutOfSequence || (error instanceof Error && error.name === 'StoredRowInvalid');
    if (!isOfData) throw error;
    return error.message;
  }
}
