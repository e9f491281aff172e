import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import { checkData } from '../../functions/operations/check-data.ts';
import type { CaseStore } from '../../functions/ports.ts';
import { at, changeOf, held, opened, promise, received, started, writtenTo } from './case-examples.ts';
import { implementations, type Subject } from './case-stores.ts';

describe.each(implementations)('a row that cannot be read in $name', ({ make }) => {
  let subject: Subject;
  let store: CaseStore;
  beforeEach(async () => {
    subject = await make();
    ({ store } = subject);
  });
  afterEach(() => subject.close());
  const begin = (caseId: string, news: readonly NewEvent[], outbox: Parameters<typeof changeOf>[3] = {}) =>
    writtenTo(store, changeOf(caseId, undefined, [received(), started, ...news], outbox));

  it('of a case is left out of lists, which name it', async () => {
    await begin('c1', [opened('triage#1', '2026-11-25')]);
    await begin('c2', [opened('triage#1', '2026-11-26')]);
    await begin('c3', [opened('triage#1', '2026-11-27')]);
    await subject.spoil('CASE#c2', 'META');
    const unreadable = ['CASE#c2 META'];
    const tasks = await store.openTasks({ limit: 10 });
    expect(tasks).toMatchObject({ items: [{ state: { id: 'c1' } }, { state: { id: 'c3' } }], unreadable });
    const cases = await store.cases({ limit: 10 });
    expect(new Set(cases.items.map(({ id }) => id))).toEqual(new Set(['c1', 'c3']));
    expect(cases.unreadable).toEqual(unreadable);
    // A page of nothing else still leads on.
    const first = await store.openTasks({ limit: 1 });
    expect(first).toMatchObject({ items: [{ state: { id: 'c1' } }] });
    const second = await store.openTasks({ limit: 1, cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [], unreadable });
    const third = await store.openTasks({ limit: 1, cursor: second.next ?? '' });
    expect(third).toEqual({
      items: [expect.objectContaining({ state: expect.objectContaining({ id: 'c3' }) })],
    });
  });

  it('of a state is mended from the events, as is a state that differs from them', async () => {
    const c1 = await begin('SC-2026-00001-4', [opened('triage#1', '2026-11-25')]);
    const c2 = await begin('SC-2026-00002-2', [opened('triage#1', '2026-11-26')]);
    await begin('SC-2026-00003-0', [opened('triage#1', '2026-11-27')]);
    await subject.spoil('CASE#SC-2026-00001-4', 'META');
    expect(await store.mendState({ ...c2, status: 'closed' }, c2.version)).toBe(true);
    const found = [
      { reference: 'SC-2026-00002-2', found: 'other state', fields: ['status'] },
      { reference: 'SC-2026-00001-4', found: 'unreadable state', row: 'CASE#SC-2026-00001-4 META' },
    ];
    const wrong = async (options?: Parameters<typeof checkData>[1]) => {
      const all = [];
      for await (const checked of checkData(store, options))
        if (checked.found !== 'nothing wrong') all.push(checked);
      return all;
    };
    expect(await wrong()).toEqual(found.map((one) => ({ ...one, mended: false })));
    expect(await wrong({ mend: true })).toEqual(found.map((one) => ({ ...one, mended: true })));
    expect(await wrong()).toEqual([]);
    expect(await store.state('SC-2026-00001-4')).toEqual(c1);
    expect(await store.state('SC-2026-00002-2')).toEqual(c2);
    // Not when the case has changed meanwhile.
    expect(await store.mendState(c2, c2.version - 1)).toBe(false);
    // An event that cannot be read is named, and nothing is put in its place.
    await subject.spoil('CASE#SC-2026-00003-0', 'EVENT#00000003');
    expect(await wrong({ mend: true })).toEqual([
      {
        reference: 'SC-2026-00003-0',
        mended: false,
        found: 'unreadable',
        row: 'CASE#SC-2026-00003-0 EVENT#00000003',
      },
    ]);
  });

  it('of the outbox holds up no other entry', async () => {
    await begin('c1', [], { outbox: [promise('c1', 'start-1', at)] });
    await begin('c2', [], { outbox: [promise('c2', 'start-2', at)] });
    await subject.spoil('CASE#c1', 'PENDING#start-1');
    const left = await store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 });
    expect(left).toMatchObject({ items: [{ caseId: 'c2' }], unreadable: ['CASE#c1 PENDING#start-1'] });
  });

  it('of a held mail hides no other', async () => {
    await store.holdMail(held('m1', '2026-11-20T10:00:00.000Z'), []);
    await store.holdMail(held('m2', '2026-11-21T10:00:00.000Z'), []);
    await subject.spoil('HELD#m2', 'HELD');
    const mail = await store.heldMail({ status: 'held', limit: 10 });
    expect(mail).toMatchObject({ items: [{ id: 'm1' }], unreadable: ['HELD#m2 HELD'] });
  });
});
