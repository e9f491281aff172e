import { describe, expect, it } from 'vitest';
import { changeOf, opened, received, started, writtenTo } from './case-examples.ts';
import { implementations } from './case-stores.ts';

describe.each(implementations)('open tasks of some steps, in $name', ({ make }) => {
  it('are listed alone, in pages', async () => {
    const subject = await make();
    const { store } = subject;
    const ids = Array.from({ length: 30 }, (_, n) => `s${String(n).padStart(2, '0')}`);
    for (const [n, id] of ids.entries())
      await writtenTo(
        store,
        changeOf(id, undefined, [
          received(),
          started,
          opened('triage#1', '2026-12-01'),
          ...(n % 3 === 0 ? [opened('message#1', `2026-12-${10 + n / 3}`)] : []),
        ]),
      );
    const pages: string[][] = [];
    let cursor: { cursor?: string } | undefined = {};
    while (cursor) {
      const { items, next } = await store.openTasks({ steps: ['message'], limit: 4, ...cursor });
      pages.push(items.map(({ state, task }) => `${state.id} ${task.key}`));
      cursor = next === undefined ? undefined : { cursor: next };
    }
    expect(pages.flat()).toEqual(ids.filter((_, n) => n % 3 === 0).map((id) => `${id} message#1`));
    expect(pages.map((page) => page.length)).toEqual([4, 4, 2]);
    expect(await store.openTasks({ steps: ['closure'], limit: 4 })).toEqual({ items: [] });
    await subject.close();
  });
});
