import type { BankHoliday } from '../domain/time/bank-holidays.ts';
import type { CaseChange, CaseFile, CaseStore } from '../ports.ts';

// One operation of a function looks at its case again and again: for the next milestone, for the next letter, for what became of
// the last one. It reads the rows of the case once, and knows what it changed itself. Of each further look only the state is read:
// at the same version a case is the same, but for letters that others claim, and a claim is asked of the store (decision 0060).

/**
 * A store for one operation, which lasts seconds: the rows of a case are read again only when someone else has changed it, or
 * this operation has changed more than events and letters.
 */
export function readingOnce(store: CaseStore): CaseStore {
  const kept = new Map<string, { file: CaseFile; asked: string }>();
  let holidays: Promise<BankHoliday[] | undefined> | undefined;

  /** The case as it is kept, if it was asked for in the same way or nothing was left out, and no one has changed it since. */
  async function unchanged(caseId: string, asked: string): Promise<CaseFile | undefined> {
    const known = kept.get(caseId);
    if (!known || (known.asked !== asked && !isWhole(known.file))) return undefined;
    return (await store.state(caseId))?.version === known.file.state.version ? known.file : undefined;
  }
  async function read(
    caseId: string,
    asked: string,
    fromStore: () => Promise<CaseFile | undefined>,
  ): Promise<CaseFile | undefined> {
    const known = await unchanged(caseId, asked);
    if (known) return known;
    const file = await fromStore();
    kept.delete(caseId);
    if (file) kept.set(caseId, { file, asked });
    return file;
  }
  /** Does something to a case of which it is not known here what it changes. */
  const forgetting =
    <Args extends readonly [caseId: string, ...unknown[]], Result>(
      work: (...args: Args) => Promise<Result>,
    ) =>
    (...args: Args): Promise<Result> => {
      kept.delete(args[0]);
      return work(...args);
    };

  return {
    ...store,
    recent: (caseId, options) =>
      read(caseId, options?.shown === true ? 'recent, shown' : 'recent', () => store.recent(caseId, options)),
    file: (caseId) => read(caseId, 'file', () => store.file(caseId)),
    async change(change) {
      const before = kept.get(change.caseId);
      // Whatever comes of it, it is read again unless it is known.
      kept.delete(change.caseId);
      const result = await store.change(change);
      const after = result.ok && before ? changed(before.file, change) : undefined;
      if (before && after) kept.set(change.caseId, { ...before, file: after });
      return result;
    },
    async claimLetter(caseId, key, at) {
      const before = kept.get(caseId);
      kept.delete(caseId);
      const claim = await store.claimLetter(caseId, key, at);
      if (before && claim) {
        const letters = before.file.letters.map((row) => (row.key === key ? claim.letter : row));
        kept.set(caseId, { ...before, file: { ...before.file, letters } });
      }
      return claim;
    },
    releaseLetter: forgetting((caseId, key) => store.releaseLetter(caseId, key)),
    markUnsent: forgetting((caseId, key, unsent) => store.markUnsent(caseId, key, unsent)),
    saveDraft: forgetting((caseId, draft, version) => store.saveDraft(caseId, draft, version)),
    bankHolidays: () => (holidays ??= store.bankHolidays()),
  };
}

const isWhole = ({ leftOut }: CaseFile): boolean => leftOut === undefined;

/** A whole case after a change that was written to it; undefined if the change says more than events and letters. */
function changed(file: CaseFile, change: CaseChange): CaseFile | undefined {
  const { expectedVersion, events, after, letters = [] } = change;
  const further = [
    change.persons,
    change.messages,
    change.documents,
    change.draftsDone,
    change.letterDrafts,
    change.letterDraftsDone,
  ];
  const isKnown = isWhole(file) && further.every((rows = []) => rows.length === 0);
  if (!isKnown || file.state.version !== expectedVersion) return undefined;
  const rows = new Map([...file.letters, ...letters].map((row) => [row.key, row]));
  return {
    ...file,
    state: after,
    events: [...file.events, ...events],
    // In the order of their keys, as they are read.
    letters: [...rows.values()].sort((one, other) => (one.key < other.key ? -1 : 1)),
  };
}
