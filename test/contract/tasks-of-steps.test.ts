import { describe, expect, it } from 'vitest';
import { changeOf, opened, received, started, writtenTo } from './case-examples.ts';
import { implementations } from './case-stores.ts';

describe.each(implementations)('open tasks, in $name', ({ make }) => {
  it('of some steps are listed alone, in pages', async () => {
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

  it('of a user are listed in pages: assigned to them, or to no one, without steps of others', async () => {
    const subject = await make();
    const { store } = subject;
    const kinds = [
      ['stage-1#1', 'manager'],
      ['stage-1#1', 'someone else'],
      ['triage#1', undefined],
      ['message#1', undefined],
      ['message#1', 'someone else'],
      ['unknown#1', undefined],
      ['triage#1', 'manager'],
    ] as const;
    for (const [n, [task, assignee]] of [...kinds, ...kinds, ...kinds].entries())
      await writtenTo(
        store,
        changeOf(`m${String(n).padStart(2, '0')}`, undefined, [
          received(),
          started,
          opened(task, `2026-12-${10 + n}`, assignee),
        ]),
      );
    const pages: string[][] = [];
    let cursor: { cursor?: string } | undefined = {};
    while (cursor) {
      const { items, next } = await store.openTasks({
        assignee: 'manager',
        notTheirs: ['triage', 'stage-1'],
        limit: 5,
        ...cursor,
      });
      pages.push(items.map(({ state, task }) => `${state.id} ${task.step} ${task.assignee ?? 'no one'}`));
      cursor = next === undefined ? undefined : { cursor: next };
    }
    const theirs = [0, 7, 14].flatMap((n) => [
      `m${String(n).padStart(2, '0')} stage-1 manager`,
      `m${String(n + 3).padStart(2, '0')} message no one`,
      `m${String(n + 5).padStart(2, '0')} unknown no one`,
      `m${String(n + 6).padStart(2, '0')} triage manager`,
    ]);
    expect(pages.flat()).toEqual(theirs);
    const ofStep = await store.openTasks({ assignee: 'manager', steps: ['triage'], limit: 9 });
    expect(ofStep.items.map(({ state }) => state.id)).toEqual(['m06', 'm13', 'm20']);
    const before = {
      assignee: 'manager',
      notTheirs: ['triage', 'stage-1'],
      dueBefore: '2026-12-14',
      limit: 5,
    };
    const { items } = await store.openTasks(before);
    expect(items.map(({ state }) => state.id)).toEqual(['m00', 'm03']);
    await subject.close();
  });
});
