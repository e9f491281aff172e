import { describe, expect, test } from 'vitest';
import { bounded, letterNumber, nextLetterNumber } from '../../../functions/domain/case/bounded.ts';
import type { Case, LetterState, Run, Task } from '../../../functions/domain/case/case.ts';
import { aCase, decided, opened, started } from '../a-case.ts';

// What leaves the state of a case, and what stays.

const at = (n: number) => new Date(Date.UTC(2026, 5, 1, 9, 0, n)).toISOString();
const many = <T>(length: number, one: (n: number) => T): T[] => Array.from({ length }, (_, n) => one(n + 1));

describe('the messages of the state', () => {
  const withMessages = (length: number): Case => ({ ...aCase(), messages: many(length, (n) => `M${n}`) });
  test('are all of a hundred, and no count', () => {
    const state = withMessages(100);
    expect(bounded(state)).toBe(state);
  });
  test('are the last hundred of more, which are counted', () => {
    const { messages, messageCount } = bounded(withMessages(101));
    expect([messages.length, messages[0], messages.at(-1), messageCount]).toEqual([100, 'M2', 'M101', 101]);
  });
  test('are counted on when some have left before', () => {
    expect(bounded({ ...withMessages(101), messageCount: 500 }).messageCount).toBe(500);
  });
});

describe('the letters of the state', () => {
  const letter = (key: string, more: Partial<LetterState> = {}): LetterState => ({
    key,
    template: 'alert-x',
    to: 'user:a',
    preparedAt: at(0),
    status: 'sent',
    ...more,
  });
  const kept = (...first: LetterState[]) => {
    const state = { ...aCase(), letters: [...first, ...many(100, (n) => letter(`last ${n}`))] };
    return bounded(state).letters;
  };
  test('are all while a hundred are done with', () => {
    const state = { ...aCase(), letters: many(100, (n) => letter(`${n}`)) };
    expect(bounded(state)).toBe(state);
  });
  test.each<[string, Partial<LetterState>, boolean]>([
    ['an alert to staff', {}, false],
    ['an alert to a contact of the council', { to: 'contact:duty' }, true],
    ['an alert that is not sent', { status: 'prepared' }, true],
    ['an alert that waits to be posted', { status: 'to be posted' }, true],
    ['a letter to the complainant', { to: 'complainant' }, true],
    ['a copy to a party', { to: 'party:P2' }, true],
    ['another kind of alert, as the last of its kind', { template: 'alert-y' }, true],
    ['an alert to another reader, as the last to them', { to: 'user:b' }, true],
  ])('let go of the first of more, or keep it: %s', (_, more, stays) => {
    expect(kept(letter('first', more)).some(({ key }) => key === 'first')).toBe(stays);
  });
  test('let the second go as well, and number those that stay by their old places', () => {
    const letters = kept(letter('one'), letter('to stay', { to: 'complainant' }), letter('two'));
    expect(letters.slice(0, 2).map(({ key, number }) => [key, number])).toEqual([
      ['to stay', 2],
      ['last 1', 4],
    ]);
    expect(letters).toHaveLength(101);
  });
  test('keep numbers that they have', () => {
    expect(
      kept(letter('one', { number: 41 }), letter('two', { number: 42, to: 'complainant' }))[0]?.number,
    ).toBe(42);
  });
  test('let contacts go once another one went to them', () => {
    const letters = kept(letter('one', { to: 'contact:duty' }), letter('two', { to: 'contact:duty' }));
    expect(letters.slice(0, 2).map(({ key }) => key)).toEqual(['two', 'last 1']);
  });
  test('have numbers by their place, or those that they keep', () => {
    const letters = [letter('a'), letter('b')];
    const [, second] = letters;
    expect(second && letterNumber({ letters }, second)).toBe(2);
    expect(second && letterNumber({ letters }, { ...second, number: 9 })).toBe(9);
    expect([nextLetterNumber({ letters }), nextLetterNumber({ letters: [] })]).toEqual([{}, {}]);
    expect(nextLetterNumber({ letters: [letter('a', { number: 9 })] })).toEqual({ number: 10 });
  });
});

describe('the runs of the state', () => {
  const base = aCase(
    started(),
    opened('message', 'complaints-officer'),
    decided('message', 'dealt-with', 'user:a'),
  );
  const [run] = base.runs;
  const [task] = base.tasks;
  if (!run || !task) throw new Error('no run');
  const about = (n: number, more: Partial<Run> = {}): Run => ({
    ...run,
    run: n,
    beside: true,
    status: 'ended',
    matter: { id: `M${n}` },
    ...more,
  });
  const taskOf = (n: number, more: Partial<Task> = {}): Task => ({
    ...task,
    run: n,
    key: `message#${n}`,
    decisions: task.decisions.map((decision) => ({ ...decision, at: at(n) })),
    ...more,
  });
  /** A case with its own run, one that the test is about, and twenty about messages that ended. */
  const withRuns = (first: Run, of: Task = taskOf(2), last = 20): Case => ({
    ...base,
    runs: [run, first, ...many(last, (n) => about(n + 2))],
    tasks: [task, of, ...many(last, (n) => taskOf(n + 2))],
  });
  const stays = (state: Case) => bounded(state).runs.some((one) => one.run === 2);

  test('are all of twenty about messages', () => {
    const state = withRuns(about(2), taskOf(2), 19);
    expect(bounded(state)).toBe(state);
  });
  test('let the one go that ended first, with its task, and remember their numbers', () => {
    const state = bounded(withRuns(about(2)));
    expect([state.runs.length, state.tasks.length, state.lastRun, state.lastTasks]).toEqual([
      21,
      21,
      22,
      { message: 2 },
    ]);
    expect(state.tasks.some(({ key }) => key === 'message#2')).toBe(false);
  });
  test.each<[string, Run, boolean]>([
    ['one that runs', about(2, { status: 'running' }), true],
    ['one of the case itself', about(2, { beside: false }), true],
    ['one about an action', about(2, { matter: { id: 'A2' } }), true],
    ['one about nothing', { ...run, run: 2, beside: true, status: 'ended' }, true],
    ['one about a message', about(2), false],
  ])('keep or let go: %s', (_, first, expected) => {
    expect(stays(withRuns(first))).toBe(expected);
  });
  test('let the one go whose last decision came first, whatever its number', () => {
    const decidedLast = taskOf(2, { decisions: taskOf(99).decisions });
    const state = bounded(withRuns(about(2), decidedLast));
    expect(state.runs.map((one) => one.run).slice(0, 3)).toEqual([1, 2, 4]);
    // Of two tasks of a run the later decision counts.
    const twice = withRuns(about(2));
    const more = bounded({
      ...twice,
      tasks: [...twice.tasks, taskOf(2, { key: 'message#50', decisions: taskOf(99).decisions })],
    });
    expect(more.runs.map((one) => one.run).slice(0, 3)).toEqual([1, 2, 4]);
  });
  test('let the one go that no one decided, and of one moment the one with the lower number', () => {
    const undecided = withRuns(about(2), taskOf(2, { decisions: [] }));
    expect(stays(undecided)).toBe(false);
    const [together] = [withRuns(about(2))];
    const same = { ...together, tasks: together.tasks.map((one) => ({ ...one, decisions: task.decisions })) };
    expect(
      bounded(same)
        .runs.map((one) => one.run)
        .slice(0, 3),
    ).toEqual([1, 3, 4]);
  });
  test('remember the highest visit to a step, and the highest run from then on', () => {
    const before = { ...withRuns(about(2)), lastTasks: { message: 40, other: 3 } };
    expect(bounded(before).lastTasks).toEqual({ message: 40, other: 3 });
    const few = { ...withRuns(about(2), taskOf(2), 3), lastRun: 4 };
    expect(bounded(few)).toMatchObject({ lastRun: 5 });
    const known = { ...few, lastRun: 5 };
    expect(bounded(known)).toBe(known);
  });
});
