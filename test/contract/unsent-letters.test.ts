import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import type { CaseChange, CaseStore } from '../../functions/ports.ts';
import { at, changeOf, letter, promise, received, started, writtenTo } from './case-examples.ts';
import { implementations, type Subject } from './case-stores.ts';

describe.each(implementations)('letters that did not go, in $name', ({ make }) => {
  let subject: Subject;
  let store: CaseStore;
  let other: CaseStore;
  beforeEach(async () => {
    subject = await make();
    ({ store, other } = subject);
  });
  afterEach(() => subject.close());

  const written = (change: CaseChange) => writtenTo(store, change);
  const begin = (caseId: string, more: Partial<CaseChange>) =>
    written(changeOf(caseId, undefined, [received(), started], more));
  const unsent = (hour: string) => ({ since: `2026-11-23T${hour}:00:00.000Z`, why: 'refused' }) as const;
  const listed = async (page: { limit: number; cursor?: string } = { limit: 10 }) => {
    const { items, next } = await other.unsentLetters(page);
    return { keys: items.map(({ state: { id }, letter: { key } }) => `${id} ${key}`), next };
  };

  it('are listed, those first that have waited longest, apart from the outbox', async () => {
    const state = await begin('c1', {
      letters: [
        { ...letter('L1'), status: 'refused', unsent: unsent('11') },
        { ...letter('L2'), status: 'sent' },
      ],
      outbox: [promise('c1', 'letters-1', at)],
    });
    await begin('c2', { letters: [{ ...letter('L1'), status: 'returned', unsent: unsent('10') }] });
    await begin('c3', { letters: [{ ...letter('L1'), status: 'unconfirmed', unsent: unsent('12') }] });
    expect(await listed()).toEqual({ keys: ['c2 L1', 'c1 L1', 'c3 L1'] });
    const first = await listed({ limit: 2 });
    expect(first.keys).toEqual(['c2 L1', 'c1 L1']);
    expect(await listed({ limit: 2, cursor: first.next ?? '' })).toEqual({ keys: ['c3 L1'] });
    expect((await store.unsentLetters({ limit: 10 })).items[1]?.state).toEqual(state);
    const outbox = await store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 });
    expect(outbox.items).toHaveLength(1);

    // Called off, or gone after all.
    const news: NewEvent = { type: 'letter-settled', at, by: 'system', letter: 'L1', status: 'not needed' };
    const off = { ...letter('L1'), status: 'not needed', unsent: unsent('11') } as const;
    await written(changeOf('c1', state, [news], { letters: [off] }));
    expect((await listed()).keys).toEqual(['c2 L1', 'c3 L1']);
    await store.eraseRows('c2', []);
    expect((await listed()).keys).toEqual(['c3 L1']);
  });

  it('are marked once while they are prepared, and stay listed while someone tries them again', async () => {
    await begin('c1', { letters: [letter('L1'), { ...letter('L2'), status: 'sent' }] });
    const [early, late] = [
      { ...unsent('11'), why: 'no mail service' },
      { ...unsent('12'), why: 'fault' },
    ] as const;
    await store.markUnsent('c1', 'L1', early);
    await store.markUnsent('c1', 'L1', late);
    await store.markUnsent('c1', 'L2', late);
    await store.markUnsent('c1', 'L3', late);
    expect((await store.file('c1'))?.letters).toEqual([
      { ...letter('L1'), unsent: early },
      { ...letter('L2'), status: 'sent' },
    ]);
    expect((await listed()).keys).toEqual(['c1 L1']);
    const claim = await store.claimLetter('c1', 'L1', at);
    expect(claim?.letter).toMatchObject({ status: 'sending', unsent: early });
    expect((await listed()).keys).toEqual(['c1 L1']);
    await store.markUnsent('c1', 'L1', late);
    await store.releaseLetter('c1', 'L1');
    expect((await store.file('c1'))?.letters[0]).toEqual({ ...letter('L1'), attempts: 1, unsent: early });
    expect((await listed()).keys).toEqual(['c1 L1']);
  });
});
