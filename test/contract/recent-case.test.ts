import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../../functions/domain/case/case.ts';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import type { Message } from '../../functions/domain/case/stored-rows.ts';
import type { CaseStore } from '../../functions/ports.ts';
import { at, changeOf, letter, message, opened, received, started } from './case-examples.ts';
import { implementations, type Subject } from './case-stores.ts';

// What is recent of a case (decision 0047): of a bounded size, however many messages came.

describe.each(implementations)('what is recent of a case ($name)', ({ make }) => {
  let subject: Subject;
  let store: CaseStore;
  beforeEach(async () => {
    subject = await make();
    ({ store } = subject);
  });
  afterEach(() => subject.close());

  const written = async (before: Case | undefined, news: NewEvent[], messages: Message[] = []) => {
    const letters = news.flatMap((event) => (event.type === 'letter-prepared' ? [letter(event.letter)] : []));
    const change = changeOf('c1', before, news, { messages, letters });
    expect(await store.change(change)).toEqual({ ok: true });
    return change.after;
  };
  /** Messages as they come in, some of which wait; the first number is 1. */
  const arrive = async (before: Case, from: number, until: number, waits: boolean) => {
    let state = before;
    for (let n = from; n <= until; n += 40) {
      const some = Array.from({ length: Math.min(40, until - n + 1) }, (_, index) => `M${n + index}`);
      const news = some.map((id): NewEvent => ({
        type: 'message-received',
        at,
        by: 'complainant',
        message: id,
        channel: 'email',
        senderKnown: true,
        automatic: !waits,
        ...(waits ? { toDealWith: true } : {}),
      }));
      state = await written(
        state,
        news,
        some.map((id) => message(id, 'I write again.')),
      );
    }
    return state;
  };

  it('is all of a small case', async () => {
    await written(
      undefined,
      [received(), started, opened('triage#1', '2026-11-26')],
      [message('M1', 'Help.')],
    );
    const file = await store.file('c1');
    expect(file?.leftOut).toBeUndefined();
    expect(await store.recent('c1')).toEqual(file);
    expect(await store.recent('c2')).toBeUndefined();
  });

  it('is the complaint, what waits, the latest page and every event that is about no message', async () => {
    const prepared: NewEvent = {
      type: 'letter-prepared',
      at,
      by: 'system',
      letter: 'triage#1/opened/alert/user:officer',
      template: 'alert-task-opened',
      to: 'user:officer',
      task: 'triage#1',
    };
    let state = await written(
      undefined,
      [received(), started, opened('triage#1', '2026-11-26'), prepared],
      [message('M1', 'Help.')],
    );
    state = await arrive(state, 2, 3, true);
    state = await arrive(state, 4, 400, false);
    state = await written(state, [
      { type: 'frozen', at, by: 'system', reason: 'Police', reviewOn: '2027-01-01' },
    ]);
    const whole = await store.file('c1');
    expect(whole?.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 404 }, (_, n) => n + 1));
    const file = await store.recent('c1');
    const latest = Array.from({ length: 50 }, (_, n) => `M${351 + n}`);
    expect(file?.state).toEqual(state);
    expect(file?.messages.map(({ id }) => id)).toEqual(['M1', 'M2', 'M3', ...latest]);
    expect(file?.events).toEqual(whole?.events.filter(({ seq }) => seq <= 4 || seq > 304));
    expect(file?.letters).toEqual(whole?.letters);
    expect(file?.leftOut).toEqual({ messages: 347, events: 300, letters: 0 });
    const shown = await store.recent('c1', { shown: true });
    expect(shown).toEqual({
      ...file,
      events: whole?.events.filter(({ seq }) => seq <= 4 || seq > 104),
      leftOut: { messages: 347, events: 100, letters: 0 },
    });
    expect(await subject.other.recent('c1')).toEqual(file);
  });

  it('has all events of a change, also where they are longer than a row of events', async () => {
    const begun = await written(undefined, [received(), started, opened('triage#1', '2026-11-26')]);
    const long = (n: number, reason = 'x'.repeat(20_000)): NewEvent => ({
      at,
      by: 'user:a',
      type: 'decided',
      task: 'triage#1',
      decision: n,
      outcome: 'note',
      answers: { reason },
      ends: false,
    });
    const change = changeOf('c1', begun, [long(1), long(2), long(3, 'short'), long(4)]);
    expect(await store.change(change)).toEqual({ ok: true });
    expect((await store.recent('c1'))?.events.slice(3)).toEqual(change.events);
  });

  it('reaches back to the receipt of each message that is shown', async () => {
    const about = Array.from({ length: 90 }, (): NewEvent => ({
      type: 'letter-settled',
      at,
      by: 'system',
      letter: 'message-M2/alert-new-message/user:officer',
      status: 'sent',
    }));
    let state = await written(undefined, [received(), started], [message('M1', 'Help.')]);
    state = await written(state, [
      {
        type: 'letter-prepared',
        at,
        by: 'system',
        letter: 'message-M2/alert-new-message/user:officer',
        template: 'alert-new-message',
        to: 'user:officer',
      },
    ]);
    state = await arrive(state, 2, 60, false);
    for (let n = 0; n < 3; n += 1) state = await written(state, about);
    const receipts = (file: Awaited<ReturnType<CaseStore['recent']>>) =>
      file?.events.filter(({ type }) => type === 'message-received').length;
    expect(receipts(await store.recent('c1'))).toBe(0);
    // The latest page has only some of them.
    expect(receipts(await store.recent('c1', { shown: true }))).toBe(59);
  });
});
