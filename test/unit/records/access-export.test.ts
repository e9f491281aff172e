import { expect, test } from 'vitest';
import { accessExport, partsOfExport } from '../../../functions/operations/access-request/access-export.ts';
import type { GatheredRequest } from '../../../functions/operations/access-request/items-about-person.ts';
import { wordsIn } from '../../../functions/words/words.ts';

const now = '2026-06-02T09:00:00.000Z';

/** A request with an item of each size, in characters, all of them included. */
function gatheredOf(...sizes: number[]): GatheredRequest {
  const items = sizes.map((size, n) => ({
    id: `SC-2026-00001-4/note/N${n}@1`,
    reference: 'SC-2026-00001-4',
    kind: 'note' as const,
    title: `N${n}`,
    source: 'Priya Shah',
    text: 'x'.repeat(size),
    others: [],
  }));
  return {
    request: {
      id: 'A1',
      person: 'P1',
      receivedOn: '2026-06-01',
      dueOn: '2026-07-01',
      openedAt: now,
      note: 'N1',
      cleared: new Map(items.map(({ id }) => [id, { item: id, include: true, by: 'user:officer', at: now }])),
    },
    person: { id: 'P1', name: 'Sam Carter' },
    items,
    cases: [],
    sameName: [],
  };
}

test.each([
  ['nothing', [], [[]]],
  ['what fits', [1_400_000, 1_500_000], [['N0', 'N1']]],
  ['what is too large together', [1_600_000, 1_600_000, 10], [['N0'], ['N1', 'N2']]],
  ['an item that is too large alone', [10, 4_000_000, 10], [['N0'], ['N1'], ['N2']]],
])('an export of %s comes in parts', (_, sizes, parts) => {
  const gathered = gatheredOf(...sizes);
  expect(partsOfExport(gathered)).toBe(parts.length);
  const made = parts.map((__, n) => accessExport(gathered, { now, words: wordsIn(undefined), part: n + 1 }));
  expect(made.map((one) => one?.items.map(({ title }) => title))).toEqual(parts);
  expect(accessExport(gathered, { now, words: wordsIn(undefined), part: parts.length + 1 })).toBeUndefined();
});
