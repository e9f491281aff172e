import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidCursor } from '../../functions/adapters/lists.ts';
import { ChangeTooLarge, StoredRowInvalid } from '../../functions/adapters/table.ts';
import { EventsOutOfSequence } from '../../functions/domain/case/events-out-of-sequence.ts';
import { replay } from '../../functions/domain/case/replay.ts';
import { listOrder, openTasks, type Case, type Task } from '../../functions/domain/case/case.ts';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import type { Draft } from '../../functions/domain/case/stored-rows.ts';
import type { CaseChange, CaseStore, ChangeResult, Page } from '../../functions/ports.ts';
import {
  at,
  changeOf,
  decided,
  document,
  extended,
  held,
  letter,
  message,
  opened,
  promise,
  received,
  started,
  startedAs,
  writtenTo,
} from './case-examples.ts';
import { implementations, type Subject } from './case-stores.ts';

describe.each(implementations)('the store of cases in $name', ({ make }) => {
  let subject: Subject;
  let store: CaseStore;
  let other: CaseStore;
  beforeEach(async () => {
    subject = await make();
    ({ store, other } = subject);
  });
  afterEach(() => subject.close());

  const written = (change: CaseChange) => writtenTo(store, change);
  const begin = (caseId: string, news: readonly NewEvent[] = [], more: Partial<CaseChange> = {}) =>
    written(changeOf(caseId, undefined, [received(), started, ...news], more));

  describe('a case', () => {
    it('is read as written, with all its rows', async () => {
      const person = { id: 'P1', name: 'Ann Doe', email: 'ann@home.example' };
      const news = [received(), started, opened('triage#1', '2026-11-26')];
      const change = changeOf('c1', undefined, news, {
        persons: [person],
        messages: [message('M1', 'Nobody rang me back.\n😀')],
        letters: [letter('L1')],
        documents: [document('D1')],
        aliases: ['SC-2026-00001-4'],
        once: ['ses:1'],
      });
      const state = await written(change);
      expect(await other.state('c1')).toEqual(state);
      expect(await other.file('c1')).toEqual({
        state,
        events: change.events,
        persons: [person],
        messages: [message('M1', 'Nobody rang me back.\n😀')],
        letters: [letter('L1')],
        documents: [document('D1')],
        drafts: [],
        letterDrafts: [],
      });
      expect(await other.find({ alias: 'SC-2026-00001-4' })).toBe('c1');
      expect(await other.find({ once: 'ses:1' })).toBe('c1');
    });

    it('that does not exist is undefined', async () => {
      expect(await store.state('c1')).toBeUndefined();
      expect(await store.file('c1')).toBeUndefined();
      expect(await store.find({ alias: 'c1' })).toBeUndefined();
      expect(await store.find({ once: 'c1' })).toBeUndefined();
    });

    it('is found by an alias of any length, by the last to take it', async () => {
      const alias = `mail:<${'a'.repeat(3_000)}@home.example>`;
      await begin('c1', [], { aliases: [alias] });
      await begin('c2', [], { aliases: [alias, alias, `${alias} `] });
      expect(await store.find({ alias })).toBe('c2');
    });

    it('is read completely above one megabyte, with events in order', async () => {
      let state = await begin('c1');
      const text = 'x'.repeat(280_000);
      for (const id of ['M2', 'M3', 'M4', 'M5', 'M6']) {
        const arrived: NewEvent = { ...noted, message: id };
        state = await written(changeOf('c1', state, [arrived, arrived], { messages: [message(id, text)] }));
      }
      const file = await store.file('c1');
      expect(file?.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(file?.messages.map(({ id }) => id)).toEqual(['M2', 'M3', 'M4', 'M5', 'M6']);
      expect(file?.messages.every((one) => one.text === text)).toBe(true);
    });

    it('is refused with the name but not the content of an invalid row', async () => {
      await begin('c1', [], { persons: [{ id: 'P1', name: 'Ann' }] });
      await begin('c2', [opened('triage#1', '2026-11-26')]);
      await subject.spoil('CASE#c1', 'PERSON#P1');
      await subject.spoil('CASE#c2', 'META');
      const failure = expect.objectContaining({ name: 'StoredRowInvalid', message: 'CASE#c2 META' });
      await expect(store.state('c2')).rejects.toEqual(failure);
      await expect(store.file('c2')).rejects.toEqual(failure);
      await expect(store.file('c1')).rejects.toThrow(StoredRowInvalid);
    });

    it('is refused when its events do not add up to it', async () => {
      const state = await begin('c1');
      await subject.spoil('CASE#c1', 'EVENT#00000002');
      await expect(store.file('c1')).rejects.toThrow('CASE#c1 EVENT#00000002');
      const change = changeOf('c1', state, [resumed]);
      await expect(store.change({ ...change, events: [] })).rejects.toThrow(EventsOutOfSequence);
      await expect(store.change({ ...change, caseId: 'c2' })).rejects.toThrow(EventsOutOfSequence);
      await expect(store.change({ ...change, expectedVersion: 1 })).rejects.toThrow(EventsOutOfSequence);
      const twice = changeOf('c1', state, [frozen, resumed]);
      const turned = { ...twice, events: twice.events.toReversed() };
      await expect(store.change(turned)).rejects.toThrow(EventsOutOfSequence);
      expect(await store.state('c1')).toEqual(state);
    });
  });

  describe('changes', () => {
    it('let one of two writers win and tell the other the version', async () => {
      const state = await begin('c1');
      const results = await Promise.all([
        store.change(changeOf('c1', state, [{ ...frozen, reason: 'the court' }])),
        other.change(changeOf('c1', state, [{ ...frozen, reason: 'the police' }, resumed])),
      ]);
      const file = await store.file('c1');
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results).toContainEqual({ ok: false, reason: 'version', actual: file?.state.version });
      expect(file?.events).toHaveLength(file?.state.version ?? 0);
    });

    it('let only the first begin a case', async () => {
      await begin('c1');
      const second = await store.change(changeOf('c1', undefined, [received('2026-11-24T09:00:00.000Z')]));
      expect(second).toEqual({ ok: false, reason: 'version', actual: 2 });
      const state = replay('c9', changeOf('c9', undefined, [received()]).events);
      const ofNothing = await store.change(changeOf('c9', state, [resumed]));
      expect(ofNothing).toEqual({ ok: false, reason: 'version', actual: 0 });
    });

    it('make one case of a once key used at the same moment', async () => {
      const writers = ['a', 'b', 'c', 'd', 'e', 'f'];
      const results = await Promise.all(
        writers.map((id, place) =>
          (place % 2 ? store : other).change(
            changeOf(id, undefined, [received()], { once: ['ses:1', `hash:${id}`] }),
          ),
        ),
      );
      const winner = (await store.find({ once: 'ses:1' })) ?? 'nobody';
      const refused = { ok: false, reason: 'once', key: 'ses:1', caseId: winner };
      expect(results).toEqual(writers.map((id): unknown => (id === winner ? { ok: true } : refused)));
      expect((await store.cases({ limit: 10 })).items.map(({ id }) => id)).toEqual([winner]);
    });

    it.each<{ why: string; version: number; expected: ChangeResult }>([
      { why: 'once key', version: 2, expected: { ok: false, reason: 'once', key: 'taken', caseId: 'c1' } },
      {
        why: 'once key and version',
        version: 1,
        expected: { ok: false, reason: 'once', key: 'taken', caseId: 'c1' },
      },
    ])('leave nothing behind when they fail by their $why', async ({ version, expected }) => {
      await begin('c1', [], { once: ['taken'] });
      await begin('c2');
      const before = replay('c2', changeOf('c2', undefined, [received(), started].slice(0, version)).events);
      const file = await store.file('c2');
      const result = await store.change(
        changeOf(
          'c2',
          before,
          [startedAs((before?.runs.length ?? 0) + 1), opened('triage#1', '2026-11-26')],
          {
            persons: [{ id: 'P1', name: 'Ann' }],
            messages: [message('M2', 'more')],
            letters: [letter('L1')],
            outbox: [promise('c2', 'start-1', at)],
            aliases: ['other name'],
            once: ['free', 'taken'],
          },
        ),
      );
      expect(result).toEqual(expected);
      expect(await store.file('c2')).toEqual(file);
      expect(await store.find({ alias: 'other name' })).toBeUndefined();
      expect(await store.find({ once: 'free' })).toBeUndefined();
      expect((await store.openTasks({ limit: 10 })).items).toEqual([]);
      expect(await store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 })).toEqual({ items: [] });
    });

    it('are refused by name when too large, and write nothing', async () => {
      const long = changeOf('c1', undefined, [received()], {
        messages: [message('M1', 'x'.repeat(300_000))],
      });
      await expect(store.change(long)).rejects.toThrow(/CASE#c1 MESSAGE#M1: \d+ bytes/);
      const aliases = Array.from({ length: 99 }, (_, n) => `alias ${n}`);
      const many = changeOf('c1', undefined, [received()], { aliases });
      await expect(store.change(many)).rejects.toThrow(ChangeTooLarge);
      const heavy = aliases.slice(0, 15).map((id) => message(id, 'x'.repeat(290_000)));
      const big = changeOf('c1', undefined, [received()], { messages: heavy });
      await expect(store.change(big)).rejects.toThrow(ChangeTooLarge);
      expect(await store.state('c1')).toBeUndefined();
      await written({ ...many, aliases: aliases.slice(0, 98) });
    });

    it('without an event keep the version', async () => {
      const state = await begin('c1');
      await written({
        caseId: 'c1',
        expectedVersion: 2,
        events: [],
        after: state,
        aliases: ['another name'],
      });
      expect(await store.find({ alias: 'another name' })).toBe('c1');
      const late = { caseId: 'c1', expectedVersion: 1, events: [], after: { ...state, version: 1 } };
      expect(await store.change(late)).toEqual({ ok: false, reason: 'version', actual: 2 });
    });
  });

  it('keeps events and lists tasks consistent with the state', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyNews, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        async (batches) => {
          const caseId = `case-${(cases += 1)}`;
          let state = await begin(caseId, [
            opened('step-a#1', '2026-12-01'),
            opened('step-b#1', '2026-12-02', 'user:b'),
          ]);
          for (const news of batches) state = await written(changeOf(caseId, state, news));
          const file = await other.file(caseId);
          expect(file?.state).toEqual(state);
          expect(replay(caseId, file?.events ?? [])).toEqual(state);
          const inList = (await store.openTasks({ limit: 1_000 })).items.filter(
            (one) => one.state.id === caseId,
          );
          // A paused task stands at the day of its review.
          const place = (task: Task) => `${listOrder(state, task)}${task.key}`;
          const byDue = openTasks(state).sort((a, b) => (place(a) < place(b) ? -1 : 1));
          expect(inList).toEqual(byDue.map((task) => ({ state, task })));
          const byStatus = await store.cases({ status: state.status, limit: 1_000 });
          expect(byStatus.items).toContainEqual(state);
        },
      ),
      { numRuns: 25 },
    );
  });

  describe('drafts', () => {
    const draft = (version: number, text: string, outcome = 'respond'): Draft => ({
      task: 'stage-1#1',
      outcome,
      version,
      at,
      by: 'user:officer',
      typed: { response: [text] },
      changed: { response: { at, by: 'user:officer' } },
    });

    it('are written version by version while the case is unchanged', async () => {
      const { version } = await begin('c1');
      expect(await store.saveDraft('c1', draft(1, 'one'), version)).toBe('saved');
      expect(await other.saveDraft('c1', draft(1, 'theirs'), version)).toBe('changed');
      expect(await other.saveDraft('c1', draft(2, '\0<two>\u202E'), version)).toBe('saved');
      expect(await store.saveDraft('c1', draft(1, 'delay', 'report-delay'), version)).toBe('saved');
      expect(await store.saveDraft('c1', draft(3, 'late'), version - 1)).toBe('version');
      expect((await other.file('c1'))?.drafts).toEqual([
        draft(1, 'delay', 'report-delay'),
        draft(2, '\0<two>\u202E'),
      ]);
      expect(await store.state('c1')).toMatchObject({ version });
      expect(await store.saveDraft('no-case', draft(1, 'one'), 1)).toBe('version');
      await expect(store.saveDraft('c1', draft(3, 'é'.repeat(200_000)), version)).rejects.toBeInstanceOf(
        ChangeTooLarge,
      );
    });

    it('are one of two saved at once, and are deleted with their decision or the case', async () => {
      const state = await begin('c1');
      const both = await Promise.all(
        [store, other].map((each, n) => each.saveDraft('c1', draft(1, `${n}`), state.version)),
      );
      expect(both.toSorted()).toEqual(['changed', 'saved']);
      await store.saveDraft('c1', draft(1, 'delay', 'report-delay'), state.version);
      const done = [{ task: 'stage-1#1', outcome: 'respond' }];
      await written(changeOf('c1', state, [startedAs(2)], { draftsDone: done }));
      expect((await store.file('c1'))?.drafts).toEqual([draft(1, 'delay', 'report-delay')]);
      await store.eraseRows('c1', []);
      expect((await store.remains('c1')).keys).toEqual([]);
    });
  });

  describe('lists', () => {
    const allOf = async <T>(read: (cursor: { cursor?: string }) => Promise<Page<T>>): Promise<T[][]> => {
      const pages: T[][] = [];
      let cursor: { cursor?: string } = {};
      for (;;) {
        const { items, next } = await read(cursor);
        pages.push(items);
        if (next === undefined) return pages;
        cursor = { cursor: next };
      }
    };
    const days = ['2026-12-01', '2026-12-02', '2027-01-04', '2027-02-01', '2027-02-02'];
    const ids = Array.from({ length: 250 }, (_, n) => `c${String(n).padStart(3, '0')}`);

    it('page through 250 cases and tasks without loss or repeat', async () => {
      const wanted: { id: string; due: string; assignee: string; receivedAt: string }[] = ids.map(
        (id, n) => ({
          id,
          due: days[(n * 7) % days.length] ?? '',
          assignee: n % 5 ? 'user:a' : 'user:b',
          receivedAt: `2026-11-${String(10 + (n % 12))}T10:00:00.000Z`,
        }),
      );
      for (const { id, due, assignee, receivedAt } of wanted) {
        const news = [received(receivedAt), started, opened('triage#1', due, assignee)];
        await written(changeOf(id, undefined, Number(id.slice(1)) % 2 ? [...news, closed] : news));
      }
      const byDue = wanted.toSorted((a, b) => (a.due + a.id < b.due + b.id ? -1 : 1));
      const newestFirst = wanted.toSorted((a, b) => (a.receivedAt + a.id > b.receivedAt + b.id ? -1 : 1));
      const names = (list: readonly { id: string }[]) => list.map(({ id }) => id);
      const caseOf = ({ state }: { state: Case }) => state;

      const tasks = await allOf((cursor) => store.openTasks({ limit: 40, ...cursor }));
      expect(names(tasks.flat().map(caseOf))).toEqual(names(byDue));
      expect(tasks.map((page) => page.length)).toEqual([40, 40, 40, 40, 40, 40, 10]);
      const inTime = await allOf((cursor) =>
        store.openTasks({ dueBefore: '2027-01-04', limit: 50, ...cursor }),
      );
      expect(names(inTime.flat().map(caseOf))).toEqual(names(byDue.filter(({ due }) => due < '2027-01-04')));
      expect(inTime.map((page) => page.length)).toEqual([50, 50]);
      const ofB = await allOf((cursor) => store.openTasks({ assignee: 'user:b', limit: 7, ...cursor }));
      expect(names(ofB.flat().map(caseOf))).toEqual(
        names(byDue.filter(({ assignee }) => assignee === 'user:b')),
      );
      const ofA = { assignee: 'user:a', dueBefore: '2026-12-02' };
      const soonOfA = await allOf((cursor) => store.openTasks({ ...ofA, limit: 1_000, ...cursor }));
      expect(
        soonOfA.flat().every(({ task }) => task.assignee === 'user:a' && task.due === '2026-12-01'),
      ).toBe(true);

      const cases = await allOf((cursor) => store.cases({ limit: 30, ...cursor }));
      expect(names(cases.flat())).toEqual(names(newestFirst));
      const open = await allOf((cursor) => store.cases({ status: 'open', limit: 125, ...cursor }));
      expect(names(open.flat())).toEqual(
        names(newestFirst.filter(({ id }) => Number(id.slice(1)) % 2 === 0)),
      );
      expect(open).toHaveLength(1);
    });

    it('follow a task when it is extended, reassigned and decided', async () => {
      const due = async (query: { dueBefore?: string; assignee?: string }) =>
        (await store.openTasks({ ...query, limit: 10 })).items.map(({ task }) => `${task.key} ${task.due}`);
      await begin('c2', [opened('triage#1', '2026-12-02', 'user:b')]);
      let state = await begin('c1', [opened('stage-1#1', '2026-12-01', 'user:a')]);
      expect(await due({})).toEqual(['stage-1#1 2026-12-01', 'triage#1 2026-12-02']);

      state = await written(changeOf('c1', state, [extended('stage-1#1', '2026-12-01', '2026-12-15')]));
      expect(await due({})).toEqual(['triage#1 2026-12-02', 'stage-1#1 2026-12-15']);
      expect(await due({ dueBefore: '2026-12-15' })).toEqual(['triage#1 2026-12-02']);
      expect(await due({ dueBefore: '2026-12-16' })).toEqual(['triage#1 2026-12-02', 'stage-1#1 2026-12-15']);

      const assigned: NewEvent = {
        type: 'assigned',
        at,
        by: 'system',
        task: 'stage-1#1',
        assignee: 'user:b',
      };
      state = await written(changeOf('c1', state, [assigned]));
      expect(await due({ assignee: 'user:a' })).toEqual([]);
      expect(await due({ assignee: 'user:b' })).toEqual(['triage#1 2026-12-02', 'stage-1#1 2026-12-15']);

      state = await written(changeOf('c1', state, [decided('stage-1#1', 1, false)]));
      expect(await due({ assignee: 'user:b' })).toHaveLength(2);
      await written(changeOf('c1', state, [decided('stage-1#1', 2, true)]));
      expect(await due({})).toEqual(['triage#1 2026-12-02']);
      expect(await due({ assignee: 'user:b' })).toEqual(['triage#1 2026-12-02']);
    });

    it('refuse the cursor of another list', async () => {
      for (const id of ['c1', 'c2']) await begin(id, [opened('triage#1', '2026-12-01', 'user:a')]);
      const { next = '' } = await store.cases({ limit: 1 });
      expect((await store.cases({ limit: 1, cursor: next })).items).toHaveLength(1);
      const ofNext = { limit: 1, cursor: next };
      await expect(store.openTasks(ofNext)).rejects.toThrow(InvalidCursor);
      await expect(store.heldMail(ofNext)).rejects.toThrow(InvalidCursor);
      await expect(store.cases({ ...ofNext, status: 'open' })).rejects.toThrow(InvalidCursor);
      for (const cursor of ['', 'x', `${next}=`, `${next}A`, 'bnVsbA', 'W10', 'a'.repeat(5_000)]) {
        await expect(store.cases({ limit: 1, cursor })).rejects.toThrow(InvalidCursor);
      }
      const ofA = await store.openTasks({ assignee: 'user:a', limit: 1 });
      const passedOn = { assignee: 'user:b', limit: 1, cursor: ofA.next ?? '' };
      await expect(store.openTasks(passedOn)).rejects.toThrow(InvalidCursor);
      // A day before the cursor's: nothing is left.
      const narrowed = { assignee: 'user:a', dueBefore: '2026-11-01', limit: 1, cursor: ofA.next ?? '' };
      expect(await store.openTasks(narrowed)).toEqual({ items: [] });
    });
  });

  it('gives each case number once', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? store : other).nextNumber(2026)),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(await store.nextNumber(2027)).toBe(1);
    expect(await store.nextNumber(2026)).toBe(41);
    for (const number of [50, 45]) await store.passNumber(2026, number);
    expect(await other.nextNumber(2026)).toBe(51);
  });

  it('keeps private links by hash and deletes them with their case', async () => {
    const link = {
      hash: 'a-hash',
      caseId: 'c1',
      epoch: 0,
      madeAt: '2026-06-01T09:00:00.000Z',
      until: '2027-06-01T22:59:59.999Z',
    };
    expect(await store.link('a-hash')).toBeUndefined();
    await store.putLink(link);
    await store.putLink({ ...link, hash: 'another', caseId: 'c2' });
    expect(await store.link('a-hash')).toEqual(link);
    expect((await store.remains('c1')).keys).toEqual(['LINK#a-hash LINK']);
    await store.eraseRows('c1', []);
    expect(await store.link('a-hash')).toBeUndefined();
    expect(await store.link('another')).toMatchObject({ caseId: 'c2' });
  });

  it('keeps the newest token of each task', async () => {
    const token = { task: 'triage#1', token: 'AAAA'.repeat(200), handled: 0, at };
    await store.putToken('c1', token);
    await store.putToken('c1', { ...token, task: 'triage#2' });
    await store.putToken('c1', { ...token, token: 'BBBB', handled: 1 });
    expect(await other.token('c1', 'triage#1')).toEqual({ ...token, token: 'BBBB', handled: 1 });
    expect(await other.token('c1', 'triage#2')).toEqual({ ...token, task: 'triage#2' });
    expect(await other.token('c1', 'triage#3')).toBeUndefined();
    expect(await other.token('c2', 'triage#1')).toBeUndefined();
  });

  it('keeps outbox entries until they are done, oldest first', async () => {
    const early = promise('c1', 'start-1', '2026-11-23T09:00:00.000Z');
    const late = promise('c2', 'start-1', '2026-11-23T11:00:00.000Z');
    // Another case has one of the same name and moment.
    const twin = { ...late, caseId: 'c3' };
    const between: typeof early = {
      id: 'signal-triage#1-1',
      caseId: 'c2',
      since: at,
      kind: 'signal',
      task: 'triage#1',
      decision: 1,
      outcome: 'accept',
    };
    await begin('c2', [], { outbox: [late, between] });
    for (const entry of [early, twin]) await begin(entry.caseId, [], { outbox: [entry] });
    const before = async (instant: string, limit = 10) =>
      (await store.outbox({ before: instant, limit })).items;
    expect(await before('2027-01-01T00:00:00.000Z')).toEqual([early, between, late, twin]);
    expect(await before('2027-01-01T00:00:00.000Z', 2)).toEqual([early, between]);
    expect(await before(late.since)).toEqual([early, between]);
    await store.outboxEntryDone({ caseId: 'c2', id: between.id });
    await store.outboxEntryDone({ caseId: 'c2', id: between.id });
    expect(await before('2027-01-01T00:00:00.000Z')).toEqual([early, late, twin]);
  });

  it('lets one sender claim a letter, and another after a release', async () => {
    let state = await begin('c1', [], { letters: [letter('L1')] });
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? store : other).claimLetter('c1', 'L1', at)),
    );
    const sending = { ...letter('L1'), status: 'sending', claimedAt: at, attempts: 1 };
    expect(claims.filter((claim) => claim?.claimed)).toEqual([{ claimed: true, letter: sending }]);
    for (const claim of claims) expect(claim?.letter).toEqual(sending);

    await store.releaseLetter('c1', 'L1');
    await store.releaseLetter('c1', 'L1');
    expect((await store.file('c1'))?.letters).toEqual([{ ...letter('L1'), attempts: 1 }]);
    const again = await store.claimLetter('c1', 'L1', '2026-11-23T11:00:00.000Z');
    const claim = { attempts: 2, claimedAt: '2026-11-23T11:00:00.000Z' };
    expect(again).toMatchObject({ claimed: true, letter: claim });

    const settled: NewEvent = { type: 'letter-settled', at, by: 'system', letter: 'L1', status: 'sent' };
    const sent = { ...letter('L1'), status: 'sent', attempts: 2 } as const;
    state = await written(changeOf('c1', state, [settled], { letters: [sent] }));
    await store.releaseLetter('c1', 'L1');
    expect(await store.claimLetter('c1', 'L1', at)).toEqual({ claimed: false, letter: sent });
    expect(await store.claimLetter('c1', 'L2', at)).toBeUndefined();
    await store.releaseLetter('c1', 'L2');
    expect((await store.file('c1'))?.letters).toEqual([sent]);
    expect(state.version).toBe(3);
  });

  it('holds a mail once, lists newest first, and settles it once', async () => {
    const [first, second] = [held('m1', '2026-11-20T10:00:00.000Z'), held('m2', '2026-11-21T10:00:00.000Z')];
    expect(await store.holdMail(first, ['ses:1', 'hash:1'])).toBe(true);
    expect(await store.holdMail(first, ['ses:1', 'hash:1'])).toBe(false);
    expect(await store.holdMail(held('m3'), ['ses:3', 'hash:1'])).toBe(false);
    expect(await store.holdMail({ ...first, status: 'released' }, ['ses:4'])).toBe(false);
    expect(await store.holdMail(second, ['ses:3'])).toBe(true);
    expect(await store.heldMail({ limit: 10 })).toEqual({ items: [second, first] });
    const page = await store.heldMail({ status: 'held', limit: 1 });
    expect(page.items).toEqual([second]);
    expect(await store.heldMail({ status: 'held', limit: 1, cursor: page.next ?? '' })).toEqual({
      items: [first],
    });

    const settled = await Promise.all([
      store.settleHeldMail('m1', 'held', 'released'),
      other.settleHeldMail('m1', 'held', 'recorded'),
    ]);
    const winner = settled.find((mail) => mail !== undefined);
    expect(settled.filter((mail) => mail !== undefined)).toHaveLength(1);
    expect(await store.heldMail({ status: winner?.status ?? 'held', limit: 10 })).toEqual({
      items: [winner],
    });
    expect(await store.heldMail({ status: 'held', limit: 10 })).toEqual({ items: [second] });
    expect(await store.heldMail({ limit: 10 })).toEqual({ items: [second, winner] });
    expect(await store.settleHeldMail('m9', 'held', 'released')).toBeUndefined();
    expect(await store.heldMailById('m9')).toBeUndefined();
    const seen = { by: 'user:officer', at: at };
    expect(await store.settleHeldMail('m2', 'held', 'held', { read: seen })).toEqual({
      ...second,
      read: seen,
    });
    const released = { ...seen, reference: 'SC-2026-00001-4' };
    await other.settleHeldMail('m2', 'held', 'recorded', { decided: released });
    expect(await store.heldMailById('m2')).toEqual({
      ...second,
      status: 'recorded',
      read: seen,
      decided: released,
    });
    await store.settleHeldMail('m2', 'recorded', 'held');
    const before = (instant: string) => store.heldMail({ before: instant, limit: 10 });
    expect(await before('2026-11-21T10:00:00.000Z')).toEqual({ items: [winner] });
    expect(await before('2026-11-20T10:00:00.000Z')).toEqual({ items: [] });
  });

  it('treats the keys of a held mail as claimed by no case', async () => {
    await store.holdMail(held('m1'), ['ses:1']);
    expect(await store.find({ once: 'ses:1' })).toBeUndefined();
    expect([await store.isClaimed('ses:1'), await other.isClaimed('ses:2')]).toEqual([true, false]);
    const result = await store.change(changeOf('c1', undefined, [received()], { once: ['ses:1'] }));
    expect(result).toEqual({ ok: false, reason: 'once', key: 'ses:1', caseId: '' });
  });

  it('gives a key to one caller, and to the next after a release', async () => {
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? store : other).claimOnce('digest-2026-11-23-a')),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store.claimOnce('digest-2026-11-23-b')).toBe(true);
    expect(await store.find({ once: 'digest-2026-11-23-a' })).toBeUndefined();
    await store.releaseOnce('digest-2026-11-23-a');
    await store.releaseOnce('digest-2026-11-23-a');
    expect([
      await other.claimOnce('digest-2026-11-23-a'),
      await store.claimOnce('digest-2026-11-23-a'),
    ]).toEqual([true, false]);
    expect(await other.claimOnce('digest-2026-11-23-b')).toBe(false);
    // A mail with that key came before, as far as a case can tell.
    expect(
      await store.change(changeOf('c1', undefined, [received()], { once: ['digest-2026-11-23-b'] })),
    ).toEqual({ ok: false, reason: 'once', key: 'digest-2026-11-23-b', caseId: '' });
  });

  it('keeps the bank holidays saved last', async () => {
    expect(await store.bankHolidays()).toBeUndefined();
    const christmas = { date: '2026-12-25', title: 'Christmas Day' };
    await store.saveBankHolidays([christmas]);
    await store.saveBankHolidays([
      christmas,
      { date: '2058-12-25', title: 'Christmas Day', projected: true },
    ]);
    expect(await other.bankHolidays()).toEqual([
      christmas,
      { date: '2058-12-25', title: 'Christmas Day', projected: true },
    ]);
  });
});

const bySystem = { at, by: 'system' } as const;
const frozen = { ...bySystem, type: 'frozen', reason: 'proceedings', reviewOn: '2027-01-04' } as const;
const resumed: NewEvent = { ...bySystem, type: 'resumed', reason: 'the proceedings are over' };
const closed: NewEvent = { ...bySystem, type: 'closed', as: 'closed', outcome: 'upheld', run: 1 };
const noted = {
  ...bySystem,
  type: 'message-received',
  message: 'M2',
  channel: 'email',
  senderKnown: true,
  automatic: false,
} as const;

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const task = fc.constantFrom('step-a#1', 'step-b#1');
const day = fc.constantFrom('2026-12-01', '2026-12-24', '2027-01-04');
const answer = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
);

/** Facts that can come in any order to a case with the tasks step-a#1 and step-b#1. */
const anyNews: fc.Arbitrary<NewEvent> = fc.oneof(
  fc.constantFrom<NewEvent>(resumed, closed, frozen, noted),
  fc.record({ ...fixed('extended'), task, due: day, until: day, reason: text }),
  fc.record({ ...fixed('deadline-moved'), task, due: day, until: day, reason: text }),
  fc.record({ ...fixed('delay-reported'), task, expected: day, reason: text }),
  fc.record({ ...fixed('assigned'), task, assignee: fc.constantFrom('user:a', 'user:b') }),
  fc.record({
    ...fixed('milestone'),
    task,
    milestone: fc.constantFrom('reminder', 'breach'),
    title: text,
    due: day,
  }),
  fc.record({
    ...fixed('decided'),
    task,
    decision: fc.nat(9),
    outcome: text,
    answers: fc.dictionary(fc.constantFrom('summary', 'points', 'reason'), answer),
    ends: fc.boolean(),
  }),
  fc.record({ ...fixed('facts-recorded'), facts: fc.record({ summary: text, themes: fc.array(text) }) }),
  fc.record({
    ...fixed('letter-prepared'),
    letter: fc.constantFrom('L1', 'L2'),
    template: text,
    to: fc.constantFrom('complainant', 'user:a'),
  }),
);

function fixed<const Type extends NewEvent['type']>(type: Type) {
  return { at: fc.constant(at), by: fc.constant('system' as const), type: fc.constant(type) };
}
