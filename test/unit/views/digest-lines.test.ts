import { describe, expect, test } from 'vitest';
import {
  digestEntries,
  digestsOf,
  digestValues,
  type Digest,
  type DigestEntry,
} from '../../../functions/domain/views/digest.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, council, facts, opened, started, user, type What } from '../a-case.ts';

// The digest of Wednesday 10 June 2026.

const today = '2026-06-10';
const context = { council, procedures, calendar, today };
const officer = user('complaints-officer');
const senior = user('senior-manager');
const entry = (reference: string, due: string, more: Partial<DigestEntry> = {}): DigestEntry => ({
  reference,
  title: 'Stage 1',
  team: undefined,
  due,
  to: officer,
  ...more,
});
const digestOf = (entries: DigestEntry[], held: string[] = []): Digest | undefined =>
  digestsOf(entries, { today, council, held }).find(({ to }) => to.id === officer.id);
const references = (steps: readonly { reference: string }[] = []) => steps.map(({ reference }) => reference);

describe('a digest has', () => {
  test.each<[string, DigestEntry[], [string[], string[], string[]]]>([
    ['what was due yesterday as overdue', [entry('a', '2026-06-09')], [['a'], [], []]],
    ['what is due today', [entry('a', today)], [[], ['a'], []]],
    ['what is due tomorrow', [entry('a', '2026-06-11')], [[], [], ['a']]],
    ['what is urgent as overdue from the first hour', [entry('a', today, { urgent: true })], [['a'], [], []]],
    [
      'each by its day, and of one day by its reference',
      [entry('c', '2026-06-09'), entry('b', '2026-06-09'), entry('a', '2026-06-08')],
      [['a', 'b', 'c'], [], []],
    ],
    [
      'the urgent before the older',
      [entry('a', '2026-06-01'), entry('b', today, { urgent: true })],
      [['b', 'a'], [], []],
    ],
  ])('%s', (_, entries, expected) => {
    const digest = digestOf(entries);
    expect([references(digest?.overdue), references(digest?.dueToday), references(digest?.dueSoon)]).toEqual(
      expected,
    );
  });

  test('only the steps of its reader', () => {
    const digests = digestsOf([entry('a', today), entry('b', today, { to: senior })], { today });
    expect(digests.map(({ to, dueToday }) => [to.id, references(dueToday)])).toEqual([
      ['complaints-officer', ['a']],
      ['senior-manager', ['b']],
    ]);
  });

  test.each<[string, string[], string[]]>([
    ['no held mail when there is none', [], []],
    ['held mail for officers', [today], ['complaints-officer', 'complaints-officer-2']],
    [
      'held mail that is late for those above them as well',
      ['2026-06-09', today],
      [
        'complaints-officer',
        'complaints-officer-2',
        'director',
        'director-2',
        'senior-manager',
        'senior-manager-2',
      ],
    ],
  ])('%s', (_, held, readers) => {
    const digests = digestsOf([], { today, council, held });
    expect(digests.map(({ to }) => to.id)).toEqual(readers);
    for (const digest of digests) expect(digest.held).toEqual(held);
  });
  test('no held mail for the readers of other steps', () => {
    const [digest] = digestsOf([entry('a', today, { to: user('team-manager') })], {
      today,
      council,
      held: [today],
    });
    expect([digest?.to.id, digest?.held]).toEqual(['team-manager', []]);
    expect(digestsOf([entry('a', today)], { today, held: [today] })[0]?.held).toEqual([]);
  });
  test('repeated delays by number, and of one number by team', () => {
    const late = (team: string | undefined) => entry('x', '2026-06-09', { to: senior, team });
    const [digest] = digestsOf(['C', 'B', 'A', 'A', 'B', 'B', 'D', 'D', undefined, undefined].map(late), {
      today,
    });
    expect(digest?.repeatedDelays).toEqual([
      { team: 'B', overdue: 3 },
      { team: 'A', overdue: 2 },
      { team: 'D', overdue: 2 },
    ]);
  });
});

describe('the lines of a digest', () => {
  const lines = (entries: DigestEntry[], held: string[] = []) => {
    const digest = digestOf(entries, held);
    const { overdueSteps, dueSteps } = digest ? digestValues(digest, context, 'en') : {};
    return [overdueSteps, dueSteps];
  };
  test.each<[string, DigestEntry[], string[], [string[], string[]]]>([
    [
      'of a step that is late',
      [entry('a', '2026-06-08', { workingDaysLate: 2 })],
      [],
      [['a: Stage 1, was due Monday 8 June 2026, 2 working days late'], []],
    ],
    ['of what is urgent today', [entry('a', today, { urgent: true })], [], [['a: Stage 1, due today'], []]],
    [
      'of what is urgent and late',
      [entry('a', '2026-06-09', { urgent: true, workingDaysLate: 1 })],
      [],
      [['a: Stage 1, was due Tuesday 9 June 2026, 1 working day late'], []],
    ],
    [
      'of the review of a pause',
      [entry('a', today, { pause: true })],
      [],
      [[], ['a: Review of the pause, due today']],
    ],
    [
      'of held mail that is late, and of the rest',
      [],
      ['2026-06-08', '2026-06-09', today, '2026-06-11'],
      [
        ['Held mail: 2 emails to check, the first was due Monday 8 June 2026, 2 working days late'],
        ['Held mail: 2 emails to check, the first due today'],
      ],
    ],
    [
      'of one held mail',
      [],
      ['2026-06-11'],
      [[], ['Held mail: 1 email to check, due Thursday 11 June 2026']],
    ],
    [
      'of held mail before steps',
      [entry('a', today)],
      [today],
      [[], ['Held mail: 1 email to check, due today', 'a: Stage 1, due today']],
    ],
  ])('%s', (_, entries, held, expected) => {
    expect(lines(entries, held)).toEqual(expected);
  });
  test('lead to the tasks, whatever the address ends with', () => {
    const digest = digestOf([entry('a', today)]);
    const link = (pages: string) =>
      digest && digestValues(digest, { ...context, council: { ...council, pages } }, 'en').link;
    expect([link('https://a.example'), link('https://a.example/')]).toEqual([
      'https://a.example/tasks',
      'https://a.example/tasks',
    ]);
  });
});

describe('the entries of a step', () => {
  const entries = (...happened: What[]) => {
    const state = aCase(started(), ...happened);
    const task = state.tasks.at(-1);
    return task ? digestEntries(state, task, context) : [];
  };
  const readers = (...happened: What[]) => entries(...happened).map(({ to }) => to.id);
  const stage1 = (more: object = {}) =>
    opened('stage-1', 'team-manager', { assignee: 'team-manager', ...more });
  const paused = (reviewOn: string): What => ({
    type: 'frozen',
    at: '2026-06-03T09:00:00.000Z',
    reason: 'x',
    reviewOn,
  });
  const above = ['director', 'director-2', 'senior-manager', 'senior-manager-2'];
  test.each<[string, What[], string[]]>([
    ['go to who has it', [stage1()], ['team-manager']],
    ['of a paused case go to no one before its review', [stage1(), paused('2026-06-11')], []],
    [
      'of a paused case go to who has it on the day of its review',
      [stage1(), paused(today)],
      ['team-manager'],
    ],
    [
      'of a review that is late go to those above as well',
      [stage1(), paused('2026-06-09')],
      ['team-manager', ...above],
    ],
    ['of an urgent step go to those above at once', [stage1({ urgent: true })], ['team-manager', ...above]],
    [
      'of an independent person wait for their appointment',
      [opened('stage-2', 'investigating-officer')],
      ['complaints-officer', 'complaints-officer-2'],
    ],
    [
      'go to the handler as well',
      [stage1(), facts({ handler: 'complaints-officer-2' })],
      ['complaints-officer-2', 'team-manager'],
    ],
    [
      'go to all officers when the handler is complained about',
      [stage1(), facts({ handler: 'complaints-officer-2', complainedAbout: ['complaints-officer-2'] })],
      ['complaints-officer', 'team-manager'],
    ],
    [
      'go to all officers when the handler is gone',
      [stage1(), facts({ handler: 'gone' })],
      ['complaints-officer', 'complaints-officer-2', 'team-manager'],
    ],
  ])('%s', (_, happened, expected) => {
    expect(readers(...happened).toSorted()).toEqual(expected.toSorted());
  });
  test('say what is late, paused and urgent', () => {
    const [pause] = entries(stage1({ urgent: true }), paused('2026-06-08'));
    expect(pause).toMatchObject({ due: '2026-06-08', workingDaysLate: 2, pause: true, urgent: true });
    const [plain] = entries(stage1());
    expect(plain).toMatchObject({
      due: '2026-06-15',
      workingDaysLate: 0,
      title: procedures.version('childrens-statutory', '2006')?.steps['stage-1']?.title,
    });
    expect(plain).not.toHaveProperty('pause');
    expect(plain).not.toHaveProperty('urgent');
  });
  test('have the id of a step that no procedure has', () => {
    expect(entries(opened('gone', 'team-manager', { assignee: 'team-manager' }))[0]?.title).toBe('gone');
  });
});
