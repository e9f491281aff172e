import { describe, expect, test } from 'vitest';
import { bounded } from '../../../functions/domain/case/bounded.ts';
import { hasLeft, hasMessage, messageWaits, type Case } from '../../../functions/domain/case/case.ts';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import { leadingMessage, nextToLead, waitingCount } from '../../../functions/domain/case/open-messages.ts';
import { record, replay } from '../../../functions/domain/case/replay.ts';
import { subjectOfLetter } from '../../../functions/domain/decisions/letter-effects.ts';

// Whoever writes to a case does not make its state grow: what is done with leaves it, and what waits is a number.

const at = (n: number) => new Date(Date.UTC(2026, 5, 1, 9, 0, n)).toISOString();
const base = (n: number) => ({ at: at(n), by: 'system' as const });

const received: NewEvent = {
  ...base(0),
  type: 'received',
  reference: 'SC-2026-00001-1',
  kind: 'complaint',
  channel: 'email',
  receivedAt: at(0),
  receivedOn: '2026-06-01',
  message: 'M1',
};

const message = (n: number, further?: 'leads' | 'follows'): NewEvent => ({
  ...base(n),
  type: 'message-received',
  message: `M${n}`,
  channel: 'email',
  senderKnown: false,
  automatic: false,
  toDealWith: true,
  ...(further === undefined ? {} : { further }),
});

/** A message with its run, its task, its alert, and all that comes until it has been dealt with. */
function dealtWith(n: number): NewEvent[] {
  const [task, run, letter] = [`message#${n - 1}`, n - 1, `message-M${n}/alert-new-message/user:officer`];
  return [
    message(n),
    {
      ...base(n),
      type: 'procedure-started',
      run,
      procedure: 'deal-with-message',
      version: '1',
      beside: true,
      matter: { id: `M${n}` },
    },
    { ...base(n), type: 'letter-prepared', letter, template: 'alert-new-message', to: 'user:officer', task },
    { ...base(n), type: 'letter-settled', letter, status: 'sent' },
    {
      ...base(n),
      type: 'task-opened',
      task,
      step: 'message',
      run,
      turn: 1,
      performer: 'complaints-officer',
      clockFrom: '2026-06-01',
      due: '2026-06-03',
    },
    { ...base(n), type: 'decided', task, decision: 1, outcome: 'dealt-with', answers: {}, ends: true },
    { ...base(n), type: 'message-dealt-with', message: `M${n}`, done: 'Read.' },
    { ...base(n), type: 'run-ended', run, as: 'dealt with' },
  ];
}

const stateOf = (events: readonly NewEvent[]): Case => record('c1', undefined, [received, ...events]).after;
const many = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const size = (state: Case) => JSON.stringify(state).length;

describe('a case with messages that were dealt with', () => {
  const events = many(2, 601).flatMap(dealtWith);
  const state = stateOf(events);

  test('is as large after 600 of them as after 150', () => {
    const after150 = stateOf(many(2, 151).flatMap(dealtWith));
    expect(size(state) / size(after150)).toBeLessThan(1.1);
    expect(size(state)).toBeLessThan(60_000);
  });

  test('knows every message, run and number that it has had', () => {
    expect([hasMessage(state, 'M2'), hasMessage(state, 'M601'), hasMessage(state, 'M602')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([hasLeft(state, 1), hasLeft(state, 600), hasLeft(state, 601)]).toEqual([true, false, false]);
    expect(state).toMatchObject({ lastRun: 600, messageCount: 601, lastTasks: { message: 580 } });
    expect(subjectOfLetter(state, 'message-M601/alert-new-message/user:officer')).toBe('L600');
    const more = record('c1', state, dealtWith(602)).after;
    expect(more.tasks.at(-1)?.key).toBe('message#601');
    expect(more.letters.at(-1)?.number).toBe(601);
  });

  test('is the replay of its events, and the same from the larger state that was stored before', () => {
    const numbered = record('c1', undefined, [received, ...events]).events;
    expect(replay('c1', numbered)).toEqual(state);
    expect(bounded(state)).toBe(state);
    // As a version stored it that let nothing go.
    const few = stateOf(many(2, 151).flatMap(dealtWith));
    const all = many(2, 151).map((n) => stateOf(dealtWithFirst(n)));
    const unbounded: Case = {
      ...few,
      messages: ['M1', ...many(2, 151).map((n) => `M${n}`)],
      runs: all.flatMap(({ runs }, index) => runs.map((run) => ({ ...run, run: index + 1 }))).map(named),
      tasks: all.flatMap(({ tasks }, index) =>
        tasks.map((task) => ({ ...task, run: index + 1, key: `message#${index + 1}` })),
      ),
      letters: all.flatMap(({ letters }, index) =>
        letters.map((letter) => ({ ...letter, task: `message#${index + 1}` })),
      ),
    };
    const { messageCount: _, lastRun: __, lastTasks: ___, ...before } = unbounded;
    expect(bounded(before)).toEqual(few);
  });

  test('keeps what was not sent, what nothing has ended, and the last of each alert to each reader', () => {
    const letter = 'escalated/alert-escalation/user:manager';
    const first: NewEvent[] = [
      { ...base(1), type: 'letter-prepared', letter, template: 'alert-escalation', to: 'user:manager' },
      { ...base(1), type: 'letter-settled', letter, status: 'sent' },
      { ...base(1), type: 'letter-prepared', letter: 'waits', template: 'alert-new-message', to: 'user:b' },
      { ...base(1), type: 'letter-prepared', letter: 'ours', template: 'extension', to: 'complainant' },
      { ...base(1), type: 'letter-settled', letter: 'ours', status: 'sent' },
    ];
    const { letters } = stateOf([...first, ...many(2, 301).flatMap(dealtWith)]);
    expect(letters.slice(0, 3).map(({ key, number }) => [key, number])).toEqual([
      [letter, 1],
      ['waits', 2],
      ['ours', 3],
    ]);
    expect(letters).toHaveLength(103);
  });
});

/** The same as the first message of a case. */
const dealtWithFirst = (n: number): NewEvent[] =>
  dealtWith(2).map((event) =>
    JSON.parse(JSON.stringify(event).replaceAll('M2', `M${n}`).replaceAll(at(2), at(n))),
  );
const named = (run: Case['runs'][number]) => ({ ...run, execution: `c1-${run.run}` });

describe('messages beyond those that have a task each', () => {
  const flood = [message(2), message(3, 'leads'), ...many(4, 2003).map((n) => message(n, 'follows'))];
  const state = stateOf(flood);

  test('are a few numbers in the state, and each waits', () => {
    expect(waitingCount(state)).toBe(2002);
    expect(size(state)).toBeLessThan(3_000);
    expect([messageWaits(state, 'M4'), messageWaits(state, 'M2003'), messageWaits(state, 'M2004')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([leadingMessage(state), nextToLead(state)]).toEqual(['M3', undefined]);
  });

  test('get a task one after the other, or are dealt with together', () => {
    const dealt = record('c1', state, [
      { ...base(9), type: 'message-dealt-with', message: 'M3', done: '', how: 'noted', further: [[4, 1000]] },
    ]).after;
    expect([waitingCount(dealt), nextToLead(dealt)]).toEqual([1004, 'M1001']);
    const led = record('c1', dealt, [
      {
        ...base(9),
        type: 'procedure-started',
        run: 1,
        procedure: 'deal-with-message',
        version: '1',
        beside: true,
        matter: { id: 'M1001' },
      },
    ]).after;
    expect([waitingCount(led), leadingMessage(led), nextToLead(led)]).toEqual([1004, 'M1001', undefined]);
  });

  test('stay bounded when automatic mail comes between them, and then wait rather than be lost', () => {
    const events = many(3, 4002).map((n): NewEvent =>
      n % 2 === 0
        ? {
            ...base(n),
            type: 'message-received',
            message: `M${n}`,
            channel: 'email',
            senderKnown: false,
            automatic: true,
          }
        : message(n, n === 3 ? 'leads' : 'follows'),
    );
    const alternating = stateOf([message(2), ...events]);
    expect(size(alternating)).toBeLessThan(8_000);
    for (const n of [3, 5, 1999, 4001]) expect(messageWaits(alternating, `M${n}`)).toBe(true);
  });
});
