import type { CaseFile, CaseStore } from '../functions/ports.ts';

/** How many rows of cases were read, and their bytes as JSON. */
export interface Reads {
  items: number;
  bytes: number;
}

const rowsOf = ({ state, events, persons, messages, letters, documents, drafts, letterDrafts }: CaseFile) => [
  state,
  ...events,
  ...persons,
  ...messages,
  ...letters,
  ...documents,
  ...drafts,
  ...letterDrafts,
];

/** A store that counts what is read of cases through it, whole or in part. `taken`: the count since it was last asked. */
export function countingStore(store: CaseStore): { store: CaseStore; taken(): Reads } {
  let reads: Reads = { items: 0, bytes: 0 };
  const count = (rows: readonly object[]) => {
    for (const row of rows)
      reads = { items: reads.items + 1, bytes: reads.bytes + Buffer.byteLength(JSON.stringify(row)) };
  };
  const counted = async (reading: Promise<CaseFile | undefined>) => {
    const file = await reading;
    if (file) count(rowsOf(file));
    return file;
  };
  return {
    store: {
      ...store,
      file: (caseId) => counted(store.file(caseId)),
      recent: (caseId, options) => counted(store.recent(caseId, options)),
      async state(caseId) {
        const state = await store.state(caseId);
        if (state) count([state]);
        return state;
      },
    },
    taken() {
      const taken = reads;
      reads = { items: 0, bytes: 0 };
      return taken;
    },
  };
}
