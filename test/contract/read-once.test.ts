import { describe, expect, it } from 'vitest';
import { readingOnce } from '../../functions/adapters/read-once.ts';
import type { CaseStore } from '../../functions/ports.ts';
import { at, changeOf, letter, message, opened, received, started, writtenTo } from './case-examples.ts';
import { implementations } from './case-stores.ts';

/** A store that counts how often the rows of a case are read. */
function counting(store: CaseStore): { store: CaseStore; readings: () => number } {
  let readings = 0;
  const counted = <Result>(reading: Promise<Result>) => {
    readings += 1;
    return reading;
  };
  return {
    store: {
      ...store,
      file: (caseId) => counted(store.file(caseId)),
      recent: (caseId, options) => counted(store.recent(caseId, options)),
    },
    readings: () => readings,
  };
}

const prepared = (key: string) =>
  ({
    type: 'letter-prepared',
    at,
    by: 'system',
    letter: key,
    template: 'alert-task-opened',
    to: 'user:officer',
    task: 'triage#1',
  }) as const;

describe.each(implementations)('one operation, in $name', ({ make }) => {
  it('reads the rows of a case once, and knows what it changed and claimed itself', async () => {
    const subject = await make();
    const before = await writtenTo(subject.store, changeOf('c1', undefined, [received(), started]));
    const { store: counted, readings } = counting(subject.store);
    const store = readingOnce(counted);
    expect((await store.file('c1'))?.state).toEqual(before);
    const news = [opened('triage#1', '2026-12-01'), prepared('b'), prepared('a')];
    const letters = ['b', 'a'].map((key) => letter(key));
    const after = await writtenTo(store, changeOf('c1', before, news, { letters }));
    expect((await store.claimLetter('c1', 'a', at))?.claimed).toBe(true);
    await writtenTo(store, changeOf('c1', after, [opened('triage#2', '2026-12-02')]));
    const known = await store.file('c1');
    expect(readings()).toBe(1);
    expect(known).toEqual(await subject.store.file('c1'));
    expect(known?.letters.map(({ key, status }) => [key, status])).toEqual([
      ['a', 'sending'],
      ['b', 'prepared'],
    ]);
    await subject.close();
  });

  it('sees what others have changed, and what it changed itself besides events and letters', async () => {
    const subject = await make();
    let state = await writtenTo(subject.store, changeOf('c1', undefined, [received(), started]));
    const store = readingOnce(subject.store);
    await store.recent('c1');
    state = await writtenTo(subject.other, changeOf('c1', state, [opened('triage#1', '2026-12-01')]));
    expect((await store.recent('c1'))?.state).toEqual(state);
    const messages = [message('M2', 'Again.')];
    await writtenTo(store, changeOf('c1', state, [opened('triage#2', '2026-12-02')], { messages }));
    expect((await store.recent('c1'))?.messages.map(({ id }) => id)).toEqual(['M2']);
    // What was read before a change of others cannot be changed.
    await store.recent('c1');
    await writtenTo(
      subject.other,
      changeOf('c1', await subject.store.state('c1'), [opened('triage#3', '2026-12-03')]),
    );
    expect(await store.change(changeOf('c1', state, [opened('triage#4', '2026-12-04')]))).toMatchObject({
      reason: 'version',
    });
    expect((await store.recent('c1'))?.state.tasks.map(({ key }) => key)).toEqual([
      'triage#1',
      'triage#2',
      'triage#3',
    ]);
    await subject.close();
  });
});
