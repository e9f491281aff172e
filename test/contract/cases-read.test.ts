import { describe, expect, it } from 'vitest';
import { changeOf, received, started, writtenTo } from './case-examples.ts';
import { implementations } from './case-stores.ts';

const ids = Array.from({ length: 12 }, (_, n) => `r${String(n).padStart(2, '0')}`);
const dayOf = (n: number) => `2026-11-${10 + n}T09:00:00Z`;

describe.each(implementations)('cases, in $name', ({ make }) => {
  it('are listed since a moment, and read by their ids', async () => {
    const subject = await make();
    const { store } = subject;
    for (const [n, id] of ids.entries())
      await writtenTo(store, changeOf(id, undefined, [received(dayOf(n)), started]));
    const pages: string[][] = [];
    let cursor: { cursor?: string } | undefined = {};
    while (cursor) {
      const { items, next } = await store.cases({ since: dayOf(5), limit: 3, ...cursor });
      pages.push(items.map(({ id }) => id));
      cursor = next === undefined ? undefined : { cursor: next };
    }
    expect(pages.flat()).toEqual(ids.slice(5).toReversed());
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);

    await subject.spoil('CASE#r03', 'META');
    const { items, unreadable } = await store.states(['r01', 'r03', 'nowhere', 'r09']);
    expect(items.map(({ id }) => id).sort()).toEqual(['r01', 'r09']);
    expect(unreadable).toEqual(['CASE#r03 META']);
    expect(await store.states([])).toEqual({ items: [] });
    await subject.close();
  });

  it('have numbers, of which the last that was given can be read', async () => {
    const subject = await make();
    const { store } = subject;
    expect(await store.lastNumber(2026)).toBe(0);
    await store.nextNumber(2026);
    expect(await store.lastNumber(2026)).toBe(1);
    await store.passNumber(2026, 50);
    expect([await store.lastNumber(2026), await store.lastNumber(2027)]).toEqual([50, 0]);
    await subject.close();
  });
});
