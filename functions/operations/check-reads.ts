import { addCalendarDays, CivilDate } from '../domain/time/civil-date.ts';
import type { Read } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { itemsOf } from './list-pages.ts';
import { daysKept, digestFolder, digestKey, headOf, ReadDigest } from './seal-reads.ts';

/** Where the record of reads is not what it was. `entry`: its number in the digest of the day, from 1. `case`: its reference. */
export type Break = { day: string } & (
  | { found: 'digest unreadable' | 'digest not after the one before' | 'digest missing' }
  | { found: 'entry removed' | 'entry changed' | 'case gone'; entry: number }
  | { found: 'read of case removed'; entry: number; case: string }
  | { found: 'entry added' }
  | { found: 'read of case added or changed'; case: string }
);

interface Checked {
  days: number;
  entries: number;
  /** The first break. Absent: everything is as it was recorded. */
  broken?: Break;
}

type Deps = Pick<Dependencies, 'store' | 'files' | 'clock'>;

/**
 * Compares the record of reads with the digests of its days, from the first one on, and names the first break. What was
 * read of a case may be missing only if the case was erased.
 */
export async function checkReads(deps: Deps): Promise<Checked> {
  const { store, files, clock } = deps;
  // Entries of before that have ended, and only their digests are left.
  const keptFrom = addCalendarDays(CivilDate.parse(clock.now().slice(0, 10)), -daysKept);
  const known = await readsOfCases(deps);
  const counts = { days: 0, entries: 0 };
  const keys = await files.list(digestFolder);
  const first = keys[0]?.slice(digestFolder.length).replace('.json', '');
  let previous = '';
  const sealed = new Set<string>();
  for (const key of keys) {
    const day = key.slice(digestFolder.length).replace('.json', '');
    const digest = await digestAt(deps, key);
    if (digest === undefined || digestKey(digest.day) !== key)
      return { ...counts, broken: { day, found: 'digest unreadable' } };
    if (digest.previous !== previous || digest.head !== headOf(digest))
      return { ...counts, broken: { day, found: 'digest not after the one before' } };
    const broken = day < keptFrom ? undefined : await brokenOn(deps, digest, known, day === first);
    if (broken) return { ...counts, broken };
    previous = digest.head;
    sealed.add(day);
    counts.days += 1;
    counts.entries += digest.entries.length;
  }
  // Only today, and a day that the nightly run did not come to yet, may have reads without a digest.
  for (const [day, reads] of known.byDay) {
    if (sealed.has(day) || (first !== undefined && day < first)) continue;
    if (first !== undefined && day < (keys.at(-1)?.slice(digestFolder.length) ?? ''))
      return { ...counts, broken: { day, found: 'digest missing' } };
    const ofDay = new Set((await store.readsOfDay(CivilDate.parse(day))).map(({ hash }) => hash));
    const [added] = [...reads].filter(([hash]) => !ofDay.has(hash));
    // Reads of versions before this record have no entry.
    if (added && first !== undefined)
      return { ...counts, broken: { day, found: 'read of case added or changed', case: added[1] } };
  }
  return counts;
}

interface Known {
  /** The reference of a case that is there, by its hash; undefined for one that was erased. */
  cases: Map<string, string | undefined>;
  /** The reference of the case of each read that is stored, by its hash, for each day. */
  byDay: Map<string, Map<string, string>>;
}

async function readsOfCases({ store }: Deps): Promise<Known> {
  const known: Known = { cases: new Map(), byDay: new Map() };
  for await (const { id } of itemsOf((page) => store.cases(page))) {
    known.cases.set(await store.hashOfCase(id), id);
    for (const read of await store.reads(id)) {
      const day = dayOf(read);
      const ofDay = known.byDay.get(day) ?? new Map<string, string>();
      known.byDay.set(day, ofDay.set(await store.hashOfRead(read, id), id));
    }
  }
  for await (const { reference } of itemsOf((page) => store.erasures(page)))
    known.cases.set(await store.hashOfCase(reference), undefined);
  return known;
}

const dayOf = ({ at }: Read) => at.slice(0, 10);

async function digestAt({ files }: Deps, key: string): Promise<ReadDigest | undefined> {
  const content = await files.get(key);
  try {
    return ReadDigest.parse(JSON.parse(new TextDecoder().decode(content)));
  } catch {
    return undefined;
  }
}

/** What is wrong with the entries of a day. On the `first` day reads of a version without this record have no entry. */
async function brokenOn(
  { store }: Deps,
  { day, entries }: ReadDigest,
  { cases, byDay }: Known,
  isFirst: boolean,
): Promise<Break | undefined> {
  const rows = new Map((await store.readsOfDay(day)).map((row) => [row.hash, row]));
  const ofCases = byDay.get(day) ?? new Map<string, string>();
  for (const [place, [hash, of]] of entries.entries()) {
    const entry = place + 1;
    const row = rows.get(hash);
    if (row === undefined || row.of !== of) return { day, entry, found: 'entry removed' };
    if (of === undefined) {
      if (row.read === undefined || (await store.hashOfRead(row.read)) !== hash)
        return { day, entry, found: 'entry changed' };
      continue;
    }
    if (!cases.has(of)) return { day, entry, found: 'case gone' };
    const reference = cases.get(of);
    if (reference !== undefined && ofCases.get(hash) !== reference)
      return { day, entry, found: 'read of case removed', case: reference };
  }
  const sealed = new Set(entries.map(([hash]) => hash));
  if ([...rows.keys()].some((hash) => !sealed.has(hash))) return { day, found: 'entry added' };
  const [added] = [...ofCases].filter(([hash]) => !sealed.has(hash));
  return added && !isFirst ? { day, found: 'read of case added or changed', case: added[1] } : undefined;
}
