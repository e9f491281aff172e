import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { InvalidCursor } from '../../functions/adapters/lists.ts';
import { openDatabase, sqliteCaseStore } from '../../functions/adapters/local/sqlite-case-store.ts';
import type { Erasure } from '../../functions/domain/records/erasure.ts';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import type { CaseChange, CaseStore } from '../../functions/ports.ts';
import {
  at,
  changeOf,
  held,
  letter,
  message,
  promise,
  received,
  started,
  writtenTo,
} from './case-examples.ts';
import { implementations, type Subject } from './case-stores.ts';

const closed = (day: string): NewEvent => ({
  at: `${day}T10:00:00.000Z`,
  by: 'system',
  type: 'closed',
  as: 'answered',
  run: 1,
});

const erasure = (reference: string, more: Partial<Erasure> = {}): Erasure => ({
  reference,
  status: 'erasing',
  begunAt: at,
  by: 'user:officer',
  rule: { id: 'complaint', title: 'Complaint', citation: 'ours' },
  keptUntil: '2026-11-23',
  erased: { 'case row': 1 },
  digest: 'a'.repeat(64),
  sharedFiles: 0,
  splitWith: [],
  backupsGoneOn: '2026-12-29',
  reporting: { kind: 'complaint' },
  ...more,
});

const ann = { id: 'P1', name: 'Ann Doe', email: 'ann@home.example' };

describe.each(implementations)('the store of erasures in $name', ({ make }) => {
  let subject: Subject;
  let store: CaseStore;
  let other: CaseStore;
  beforeEach(async () => {
    subject = await make();
    ({ store, other } = subject);
  });
  afterEach(() => subject.close());

  const written = (change: CaseChange) => writtenTo(store, change);
  const begin = (caseId: string, news: readonly NewEvent[], more: Partial<CaseChange> = {}) =>
    written(changeOf(caseId, undefined, [received(), started, ...news], more));
  const toReview = async (until: string) =>
    (await store.casesToReview({ until, limit: 10 })).items.map(({ id }) => id);

  it('lists closed cases by the day of their review, each until its review begins', async () => {
    await begin('c1', [closed('2027-03-01')]);
    const early = await begin('c2', [closed('2027-02-01')]);
    await begin('c3', []);
    await begin('c4', [
      closed('2027-02-01'),
      { at, by: 'user:officer', type: 'legal-hold', on: true, reason: 'A court asked.' },
    ]);
    expect(await toReview('2033-01-31')).toEqual([]);
    expect(await toReview('2033-02-01')).toEqual(['c2']);
    expect(await toReview('2040-01-01')).toEqual(['c2', 'c1']);

    const page = await store.casesToReview({ until: '2040-01-01', limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual(['c2']);
    const rest = await store.casesToReview({ until: '2040-01-01', limit: 1, cursor: page.next ?? '' });
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([['c1'], undefined]);
    await expect(store.casesToReview({ until: '2040-01-01', limit: 1, cursor: 'x' })).rejects.toBeInstanceOf(
      InvalidCursor,
    );

    const matter = { id: 'review-2033-02-01' };
    const review: NewEvent = {
      at,
      by: 'system',
      type: 'procedure-started',
      procedure: 'retention-review',
      version: '1',
      run: 2,
      beside: true,
      matter,
    };
    await written(changeOf('c2', early, [review]));
    expect(await toReview('2040-01-01')).toEqual(['c1']);
  });

  it('removes a case once with its intention, and only if unchanged', async () => {
    const { version } = await begin('c1', [closed('2027-03-01')], {
      persons: [ann],
      messages: [message('M1', 'Help')],
    });
    expect(await store.beginErasure(erasure('c1'), version - 1)).toBe(false);
    expect(await store.erasure('c1')).toBeUndefined();
    const begun = [store, other].map((each, n) =>
      each.beginErasure(erasure('c1', { by: `user:${n}` }), version),
    );
    expect((await Promise.all(begun)).filter(Boolean)).toHaveLength(1);
    expect(await store.beginErasure(erasure('c1'), version)).toBe(false);
    expect(await store.state('c1')).toBeUndefined();
    expect(await store.file('c1')).toBeUndefined();
    expect((await store.cases({ limit: 10 })).items).toEqual([]);
    expect(await toReview('2040-01-01')).toEqual([]);
    const late = changeOf('c1', { ...(await begin('c2', [])), id: 'c1', version }, [closed('2027-03-02')]);
    expect(await store.change(late)).toEqual({ ok: false, reason: 'version', actual: 0 });
    expect(await store.remains('c1')).toMatchObject({ persons: [ann], messages: [{ id: 'M1' }] });
  });

  it('replaces a held mail with its proof, any number of times', async () => {
    await store.holdMail(held('m1'), ['ses:1']);
    await store.holdMail(held('m2'), ['ses:2']);
    const proof = erasure('m1', { status: 'erased', erasedAt: at, by: 'system', reporting: null });
    for (const each of [store, other]) await each.eraseHeldMail('m1', proof);
    expect((await store.heldMail({ limit: 10 })).items.map(({ id }) => id)).toEqual(['m2']);
    expect(await store.erasure('m1')).toEqual(proof);
    expect((await store.erasures({ limit: 10 })).items).toEqual([proof]);
    expect(await subject.keys()).not.toContain('HELD#m1');
  });

  it('removes all rows, aliases and held mail of the case, and nothing of another', async () => {
    const rows = { letters: [letter('L1')], outbox: [promise('c1', 'start-1', at)] };
    const names = {
      once: ['ses:1'],
      aliases: Array.from({ length: 120 }, (_, n) => `mail:<${n}@home.example>`),
    };
    const first = await begin('c1', [], {
      ...rows,
      persons: [ann],
      messages: [message('M1', 'Help')],
      once: ['ses:1'],
    });
    const halves = [names.aliases.slice(0, 60), names.aliases.slice(60)];
    let state = first;
    for (const aliases of halves)
      state = await written(changeOf('c1', state, [closed('2027-03-01')], { aliases }));
    await store.putToken('c1', { task: 'triage#1', token: 't', handled: 0, at });
    await store.holdMail(held('m1'), ['ses:9']);
    await begin('c10', [], { persons: [ann], once: ['ses:10'], aliases: ['mail:<other@home.example>'] });

    const remains = await store.remains('c1');
    expect(remains).toMatchObject({ persons: [ann], letters: [{ key: 'L1' }], documents: [] });
    expect(remains.keys).toContain('CASE#c1 META');
    expect(remains.keys.filter((key) => /^(ALIAS|ONCE)#/.test(key))).toHaveLength(121);

    for (const _ of [1, 2]) await store.eraseRows('c1', ['m1', 'm2']);
    expect((await store.remains('c1')).keys).toEqual([]);
    for (const alias of names.aliases) expect(await store.find({ alias })).toBeUndefined();
    expect(await store.find({ once: 'ses:1' })).toBeUndefined();
    expect((await store.heldMail({ limit: 10 })).items).toEqual([]);
    expect(await store.outbox({ before: '2099-01-01T00:00:00.000Z', limit: 10 })).toEqual({ items: [] });
    expect(await subject.keys()).not.toMatch(/"c1"|c1#|#c1\b/);
    expect((await store.file('c10'))?.persons).toEqual([ann]);
    expect(await store.find({ alias: 'mail:<other@home.example>' })).toBe('c10');
    expect(await store.find({ once: 'ses:10' })).toBe('c10');
  });

  it('lists proofs, latest first', async () => {
    const ids = ['c1', 'c2'];
    for (const id of ids) {
      const { version } = await begin(id, [closed('2027-03-01')]);
      const begunAt = `2033-03-0${id.slice(1)}T10:00:00.000Z`;
      expect(await store.beginErasure(erasure(id, { begunAt }), version)).toBe(true);
    }
    const begunAt = '2033-03-01T10:00:00.000Z';
    const done = erasure('c1', { begunAt, status: 'erased', erasedAt: '2033-03-05T10:00:00.000Z' });
    for (const each of [store, other]) await each.finishErasure(done);
    expect(await other.erasure('c1')).toEqual(done);
    const list = async (status?: Erasure['status']) =>
      (await store.erasures({ limit: 10, ...(status ? { status } : {}) })).items.map(
        ({ reference }) => reference,
      );
    expect([await list(), await list('erased'), await list('erasing')]).toEqual([
      ['c2', 'c1'],
      ['c1'],
      ['c2'],
    ]);
  });

  it('keeps who read what once an hour, and erases it with the case', async () => {
    await begin('c1', []);
    await begin('c2', []);
    const read = { user: 'officer', at: '2026-11-23T10:05:00.000Z', kind: 'case' as const };
    const letterRead = { ...read, kind: 'letter' as const, what: `stage-1#1/${'x'.repeat(600)}` };
    await store.recordRead('c1', read);
    await other.recordRead('c1', { ...read, at: '2026-11-23T10:59:59.000Z' });
    await store.recordRead('c1', letterRead);
    await store.recordRead('c1', { ...read, user: 'manager' });
    await store.recordRead('c1', { ...read, at: '2026-11-23T11:00:00.000Z' });
    await store.recordRead('c2', read);
    const reads = await other.reads('c1');
    const order = (one: object) => JSON.stringify(one);
    expect(reads.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))).toEqual(
      [read, letterRead, { ...read, user: 'manager' }, { ...read, at: '2026-11-23T11:00:00.000Z' }].toSorted(
        (a, b) => (order(a) < order(b) ? -1 : 1),
      ),
    );
    const list = { ...read, kind: 'list' as const, what: '/cases', cases: ['c1', 'c2'] };
    await store.recordOtherRead(list);
    await other.recordOtherRead({ ...list, at: '2026-11-23T10:59:59.000Z' });
    await other.recordOtherRead({ ...list, cases: ['c1'] });
    const ofDay = await store.readsOfDay('2026-11-23');
    expect(ofDay).toHaveLength(7);
    expect(await other.readsOfDay('2026-11-23')).toEqual(ofDay);
    expect(await store.readsOfDay('2026-11-24')).toEqual([]);
    expect(ofDay).toContainEqual({
      hash: await store.hashOfRead(read, 'c1'),
      of: await store.hashOfCase('c1'),
    });
    expect(ofDay).toContainEqual({ hash: await other.hashOfRead(list), read: list });
    expect((await store.state('c1'))?.version).toBe(2);
    expect((await store.remains('c1')).keys.filter((key) => key.startsWith('READ#c1 '))).toHaveLength(4);
    await store.eraseRows('c1', []);
    expect(await other.reads('c1')).toEqual([]);
    expect(await store.reads('c2')).toEqual([read]);
    expect(await store.readsOfDay('2026-11-23')).toEqual(ofDay);
  });
});

test('erased data is gone from the files of a local database, even after rows moved', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'redress-scrub-'));
  const db = openDatabase(path.join(folder, 'db'));
  const store = sqliteCaseStore(db);
  // Of many lengths, so that pages are split and filled up again.
  const texts = Array.from({ length: 150 }, (_, n) => `Periwinkleton ${'x'.repeat((n * 137) % 3000)}`);
  for (const [n, text] of texts.entries())
    await store.change(changeOf(`c${n}`, undefined, [received()], { messages: [message('M1', text)] }));
  const holds = async () =>
    (await Promise.all(['db', 'db-wal'].map((name) => readFile(path.join(folder, name))))).map((bytes) =>
      bytes.includes('Periwinkleton'),
    );
  expect(await holds()).toContain(true);
  for (const n of texts.keys()) await store.eraseRows(`c${n}`, []);
  expect(await holds()).toEqual([false, false]);

  for (const [n, subject] of texts.entries()) await store.holdMail({ ...held(`m${n}`), subject }, []);
  expect(await holds()).toContain(true);
  for (const n of texts.keys()) await store.eraseHeldMail(`m${n}`, erasure(`m${n}`));
  await store.scrubHeldMail();
  expect(await holds()).toEqual([false, false]);
  db.close();
  rmSync(folder, { recursive: true });
});
