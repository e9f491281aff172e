import * as z from 'zod/mini';
import { CouncilChange, CouncilVersion } from '../domain/council/council-change.ts';
import type { CouncilStore } from '../ports.ts';
import { docsAtKeys, InvalidCursor, pageAt } from './lists.ts';
import { fitting, parsed, type FailedWrite, type Key, type StoredRow, type Write } from './table.ts';

const councilKey = (sk: string): Key => ({ pk: 'COUNCIL', sk });
/** The number of the latest version, in a row of its own: every request asks for it, and the council is long. */
const latestKey = councilKey('LATEST');
const wholeKey = councilKey('WHOLE');
const changeKey = (version: number) => councilKey(`CHANGE#${String(version).padStart(8, '0')}`);

const Latest = z.object({ version: z.number() });
const Place = z.string().check(z.regex(/^[1-9]\d{0,7}$/));

/** The council's versions in a table of rows. */
export function councilIn({
  get,
  transact,
  rowsAt,
}: {
  get: (key: Key) => Promise<unknown>;
  transact: (writes: readonly Write[]) => Promise<FailedWrite[]>;
  rowsAt: (keys: readonly Key[]) => Promise<StoredRow[]>;
}): CouncilStore {
  const docsAt = docsAtKeys(rowsAt);

  async function latest(): Promise<number> {
    const doc = await get(latestKey);
    return doc === undefined ? 0 : parsed(Latest, latestKey, doc).version;
  }

  return {
    async council(known) {
      if ((await latest()) === known) return undefined;
      const doc = await get(wholeKey);
      return doc === undefined ? undefined : parsed(CouncilVersion, wholeKey, doc);
    },

    async changeCouncil(after, { reason, differences }) {
      const { version, at, by } = after;
      const failed = await transact(
        fitting([
          {
            ...latestKey,
            doc: { version },
            index: {},
            condition: version === 1 ? 'absent' : { version: version - 1 },
          },
          { ...wholeKey, doc: after, index: {} },
          {
            ...changeKey(version),
            doc: { version, at, by, ...(reason === undefined ? {} : { reason }), differences },
            index: {},
            condition: 'absent',
          },
        ]),
      );
      return failed.length === 0;
    },

    async councilChanges({ limit, cursor }) {
      const place = cursor === undefined ? undefined : Place.safeParse(cursor).data;
      if (cursor !== undefined && place === undefined) throw new InvalidCursor('not a cursor');
      const newest = place === undefined ? await latest() : Number(place);
      const oldest = Math.max(newest - limit, 0);
      const keys = Array.from({ length: newest - oldest }, (_, back) => changeKey(newest - back));
      const { docs, unreadable } = await docsAt(keys, CouncilChange);
      const changes = docs.filter((change) => change !== undefined);
      return pageAt(changes, oldest === 0 ? {} : { next: String(oldest) }, unreadable);
    },
  };
}
