import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidCursor } from '../../functions/adapters/lists.ts';
import { sqliteCaseStore } from '../../functions/adapters/local/sqlite-case-store.ts';
import { newMemberships, recordOf, replayComplainant } from '../../functions/domain/people/complainant.ts';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import type { Person } from '../../functions/domain/case/stored-rows.ts';
import type { CaseChange, CaseStore } from '../../functions/ports.ts';
import { at, changeOf, received, started, writtenTo } from './case-examples.ts';
import { implementations, type Subject } from './case-stores.ts';

const resumed: NewEvent = { type: 'resumed', at, by: 'system', reason: 'x' };

describe.each(implementations)('the store of complainants in $name', ({ make }) => {
  let subject: Subject;
  let store: CaseStore;
  let other: CaseStore;
  beforeEach(async () => {
    subject = await make();
    ({ store, other } = subject);
  });
  afterEach(() => subject.close());

  const written = (change: CaseChange) => writtenTo(store, change);
  const begin = (caseId: string, more: Partial<CaseChange> = {}) =>
    written(changeOf(caseId, undefined, [received(), started], more));

  describe('complainants', () => {
    const ann = { id: 'P1', name: 'Ann Doe', email: 'ann@home.example', phone: '07700 900123' };
    const member = (caseId: string) => ({ caseId, person: 'P1' });
    const nobody = (id: string) => replayComplainant(id, []);
    const matched = (caseId: string) => ({
      at,
      by: 'user:officer' as const,
      type: 'matched' as const,
      member: member(caseId),
    });
    const flagged = (reviewOn: string) => ({
      at,
      by: 'user:officer' as const,
      type: 'flagged' as const,
      flag: { at, by: 'user:officer' as const, caseId: 'c1', reason: 'x', decisionMaker: 'boss', reviewOn },
    });
    const namesLike = async (person: Omit<Person, 'id'>, from = store) =>
      (await from.personsLike(person)).map(({ caseId, person: { id } }) => `${caseId} ${id}`).sort();

    it('have notes that are found by all of their words, newest cases first, until they are erased', async () => {
      const noted = (note: string, text: string, more: { spokeWith?: string } = {}): NewEvent => ({
        type: 'note-recorded',
        at,
        by: 'user:officer',
        note,
        kind: 'phone call',
        on: '2026-11-23',
        text,
        ...more,
      });
      const found = async (typed: string, from = store) =>
        (await from.notesWith(typed)).map(({ caseId, note }) => `${caseId} ${note}`);
      const first = await begin('c1');
      await written(
        changeOf('c1', first, [noted('N1', 'The visit to Ludlow stands.', { spokeWith: 'Zoë Li' })]),
      );
      await written(changeOf('c2', await begin('c2'), [noted('N1', 'They moved to LUDLOW in May.')]));
      expect(await found('ludlow')).toEqual(['c2 N1', 'c1 N1']);
      expect(await found('Visit Ludlow', other)).toEqual(['c1 N1']);
      expect(await found('zoe')).toEqual(['c1 N1']);
      for (const none of ['lud', 'the', '', ' -\u0000', 'visit may'])
        expect([none, await found(none)]).toEqual([none, []]);
      // More words than a transaction has room for: names and numbers first.
      const words = Array.from(
        { length: 5_000 },
        (_, n) => `w${n.toString(36).replaceAll(/\d/g, 'q')}xyz`,
      ).join(' ');
      await written(changeOf('c3', await begin('c3'), [noted('N1', `${words} Shrewsbury SY11AA`)]));
      expect([await found('shrewsbury'), await found('sy11aa')]).toEqual([['c3 N1'], ['c3 N1']]);
      expect(
        (await store.remains('c3')).keys.filter((key) => key.startsWith('WORDS#c3 ')).length,
      ).toBeGreaterThan(80);
      await store.eraseRows('c1', []);
      expect(await found('ludlow')).toEqual(['c2 N1']);
      expect((await store.remains('c1')).keys).toEqual([]);
    });

    it('are found by the beginnings of words of their names, newest cases first', async () => {
      const named = async (typed: string, from = store) =>
        (await from.personsNamed(typed)).map(({ caseId, person: { id } }) => `${caseId} ${id}`);
      const first = await begin('c1', { persons: [{ id: 'P1', name: "Zoë O'Brien-Carter" }] });
      await begin('c2', { persons: [{ id: 'P1', name: 'Li Carterson' }] });
      await begin('c3', { persons: [{ id: 'P1', name: 'Car Park' }, { id: 'P2' }] });
      expect(await named('carter')).toEqual(['c2 P1', 'c1 P1']);
      expect(await named('CAR', other)).toEqual(['c3 P1', 'c2 P1', 'c1 P1']);
      expect(await named('carter zoe')).toEqual(['c1 P1']);
      expect(await named('Zoe Carterson')).toEqual([]);
      expect(await named('obrien')).toEqual(['c1 P1']);
      expect(await named('li')).toEqual(['c2 P1']);
      expect(await named('arter')).toEqual([]);
      expect(await named(' \u0000-?')).toEqual([]);
      await begin('c4', { persons: [{ id: 'P1', name: 'Long '.repeat(40_000) }] });
      expect(await named('long')).toEqual(['c4 P1']);

      await written(changeOf('c1', first, [resumed], { persons: [{ id: 'P1', name: 'Zoë' }] }));
      expect(await named('carter')).toEqual(['c2 P1']);
      expect(await named('zoe')).toEqual(['c1 P1']);
      await store.eraseRows('c1', []);
      expect(await named('zoe')).toEqual([]);
      expect(await store.persons([member('c2'), member('c1'), { caseId: 'c3', person: 'P1' }])).toEqual(
        expect.arrayContaining([
          { caseId: 'c2', person: { id: 'P1', name: 'Li Carterson' } },
          { caseId: 'c3', person: { id: 'P1', name: 'Car Park' } },
        ]),
      );
    });

    it('have no readable name in a key', async () => {
      await begin('c1', { persons: [{ id: 'P1', name: 'Zoë Carter' }] });
      expect(await subject.keys()).not.toMatch(/zo[eë]|cart/i);
    });

    it('are found by what their people currently have in common', async () => {
      const first = await begin('c1', { persons: [ann] });
      await begin('c2', { persons: [{ id: 'P1', name: 'A', phone: '+44 7700 900 123' }] });
      const two = [
        { id: 'P1', name: 'Ann Doe', address: 'York YO1 7HH' },
        { ...ann, id: 'P2', phone: '' },
      ];
      await begin('c3', { persons: two });
      expect(await namesLike(ann)).toEqual(['c1 P1', 'c2 P1', 'c3 P2']);
      expect(await namesLike({ email: 'ANN@home.example' }, other)).toEqual(['c1 P1', 'c3 P2']);
      expect(await namesLike({ name: 'Doe, Ann', address: '1 Lane, York yo17hh' })).toEqual(['c3 P1']);
      expect(await namesLike({ name: 'Ann Doe' })).toEqual([]);
      expect(await store.personsLike({ phone: '07700900123', email: 'no@home.example' })).toContainEqual({
        caseId: 'c1',
        person: ann,
      });
      await written(changeOf('c1', first, [resumed], { persons: [{ id: 'P1', email: 'new@home.example' }] }));
      expect(await namesLike(ann)).toEqual(['c2 P1', 'c3 P2']);
      expect(await namesLike({ email: 'new@home.example' })).toEqual(['c1 P1']);
    });

    it('leave only keyed hashes of a person outside the rows of the case', async () => {
      await begin('c1', { persons: [ann] });
      expect((await store.file('c1'))?.persons).toEqual([ann]);
      expect(await subject.keys()).not.toMatch(/ann|doe|home|7700900123/i);
      // The same details have other hashes in another deployment.
      const elsewhere = await make();
      const change = changeOf('c1', undefined, [received(), started], { persons: [ann] });
      expect(await elsewhere.store.change(change)).toEqual({ ok: true });
      const hashes = async (of: Subject): Promise<string[]> => (await of.keys()).match(/[0-9a-f]{64}/g) ?? [];
      const [here, there] = [await hashes(subject), await hashes(elsewhere)];
      // Email and phone, and the two words of the name.
      expect([here.length, there.length]).toEqual([4, 4]);
      expect(here.filter((hash) => there.includes(hash))).toEqual([]);
      await elsewhere.close();
    });

    it('are read as written and by the people who belong to them', async () => {
      const step = recordOf(nobody('k1'), [matched('c1'), matched('c2'), flagged('2026-12-01')]);
      expect(await store.changeComplainants([step], newMemberships([step], []) ?? [])).toBe(true);
      expect(await other.complainant('k1')).toEqual(step.after);
      expect(await other.complainantEvents('k1')).toEqual(step.events);
      const belonging = await other.memberships([member('c1'), member('c2'), member('c1'), member('c9')]);
      expect(belonging.sort((a, b) => (a.caseId < b.caseId ? -1 : 1))).toEqual([
        { caseId: 'c1', person: 'P1', complainant: 'k1', version: 1 },
        { caseId: 'c2', person: 'P1', complainant: 'k1', version: 1 },
      ]);
      expect(await store.complainant('k2')).toBeUndefined();
      expect(await store.complainantEvents('k2')).toEqual([]);
      expect(await store.memberships([])).toEqual([]);
      // The case itself is as it was: its version counts its own events.
      await begin('c1', { persons: [ann] });
      expect((await store.file('c1'))?.persons).toEqual([ann]);
    });

    it('let one of two writers win and keep nothing of the other', async () => {
      const one = recordOf(nobody('k1'), [matched('c1')]);
      const two = recordOf(nobody('k2'), [matched('c1')]);
      const results = await Promise.all([
        store.changeComplainants([one], newMemberships([one], []) ?? []),
        other.changeComplainants([two], newMemberships([two], []) ?? []),
      ]);
      expect(results.filter(Boolean)).toEqual([true]);
      const [won, lost] = results[0] ? ['k1', 'k2'] : ['k2', 'k1'];
      expect(await store.complainant(lost)).toBeUndefined();
      expect(await store.complainantEvents(lost)).toEqual([]);
      expect(await store.memberships([member('c1')])).toMatchObject([{ complainant: won }]);

      const state = await store.complainant(won);
      const next = [flagged('2026-12-01'), flagged('2027-01-01')].map((event) =>
        recordOf(state ?? nobody(won), [event]),
      );
      const again = await Promise.all(next.map((step) => store.changeComplainants([step], [])));
      expect(again.filter(Boolean)).toEqual([true]);
      expect(await store.complainantEvents(won)).toHaveLength(2);
    });

    it('are listed by the review day of their flags until reviewed', async () => {
      const days = ['2026-12-03', '2026-12-01', '2027-01-04', '2026-12-02', '2026-12-02'];
      for (const [n, day] of days.entries()) {
        const step = recordOf(nobody(`k${n}`), [matched(`c${n}`), flagged(day)]);
        expect(await store.changeComplainants([step], newMemberships([step], []) ?? [])).toBe(true);
      }
      const due = async (until: string) =>
        (await store.flagsToReview({ until, limit: 10 })).items.map(({ id }) => id);
      expect(await due('2026-11-30')).toEqual([]);
      expect(await due('2026-12-01')).toEqual(['k1']);
      expect(await due('2026-12-31')).toEqual(['k1', 'k3', 'k4', 'k0']);
      const first = await store.flagsToReview({ until: '2026-12-31', limit: 3 });
      const rest = await store.flagsToReview({ until: '2026-12-31', limit: 3, cursor: first.next ?? '' });
      expect([first, rest].map(({ items }) => items.map(({ id }) => id))).toEqual([
        ['k1', 'k3', 'k4'],
        ['k0'],
      ]);
      expect(rest.next).toBeUndefined();
      await expect(store.cases({ limit: 3, cursor: first.next ?? '' })).rejects.toThrow(InvalidCursor);

      const kept = { at, by: 'user:officer', type: 'flag kept', reason: 'x', decisionMaker: 'boss' } as const;
      const ended = { at, by: 'user:officer', type: 'flag ended', reason: 'x' } as const;
      for (const [id, event] of [
        ['k1', { ...kept, reviewOn: '2027-06-01' }],
        ['k3', ended],
      ] as const) {
        const state = await store.complainant(id);
        await store.changeComplainants([recordOf(state ?? nobody(id), [event])], []);
      }
      expect(await due('2026-12-31')).toEqual(['k4', 'k0']);
      expect(await due('2027-12-31')).toEqual(['k4', 'k0', 'k2', 'k1']);
    });

    it('are erased completely without affecting others', async () => {
      for (const id of ['k1', 'k2']) {
        const step = recordOf(nobody(id), [matched(`c-${id}`), flagged('2026-12-01')]);
        await store.changeComplainants([step], newMemberships([step], []) ?? []);
      }
      await store.eraseComplainant('k1');
      await store.eraseComplainant('k1');
      expect(await other.complainant('k1')).toBeUndefined();
      expect(await other.complainantEvents('k1')).toEqual([]);
      const { items } = await store.flagsToReview({ until: '2026-12-31', limit: 10 });
      expect(items.map(({ id }) => id)).toEqual(['k2']);
      expect(await store.complainantEvents('k2')).toHaveLength(2);
    });
  });
});

it('an older database gains the lists of complainants', async () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE items (pk TEXT NOT NULL, sk TEXT NOT NULL, doc TEXT NOT NULL, dueShard TEXT,
    PRIMARY KEY (pk, sk)) STRICT, WITHOUT ROWID`);
  db.exec(`INSERT INTO items (pk, sk, doc) VALUES ('CALENDAR', 'BANK-HOLIDAYS', '{"holidays":[]}')`);
  const store = sqliteCaseStore(db);
  const persons = [{ id: 'P1', email: 'ann@home.example' }];
  expect(await store.change(changeOf('c1', undefined, [received(), started], { persons }))).toEqual({
    ok: true,
  });
  expect(await store.personsLike({ email: 'ann@home.example' })).toHaveLength(1);
  expect(await store.bankHolidays()).toEqual([]);
  db.close();
});
