import { describe, expect, test } from 'vitest';
import { council, decided, facts, opened, started, type What } from '../a-case.ts';
import { stage1, toStaff, values, type Letter } from './a-letter.ts';

const value = <K extends keyof ReturnType<typeof values>>(name: K, letter: Letter) => values(letter)[name];

describe('what the investigation recommended', () => {
  const [first, second] = [
    { id: 'R1', text: 'Train the team.' },
    { id: 'R2', text: 'Write a guide.' },
  ];
  const investigated = (...recommendations: { id: string; text: string }[]): What => ({
    type: 'facts-recorded',
    facts: { recommendations, findings: [] },
    answers: { stage: 'stage 2', as: 'investigation', task: 'stage-2#1' },
  });
  const adjudicated = (answers: Record<string, unknown>) =>
    decided('stage-2-adjudication', 'respond', 'user:adjudicating-officer', {
      answers: JSON.parse(JSON.stringify(answers)),
    });
  const letter = (...happened: What[]): Letter => ({
    happened: [
      started(),
      { type: 'clock-started', task: 'stage-2#1', run: 1, clock: 'stage-2', from: '2026-06-01' },
      opened('stage-2', 'investigating-officer'),
      ...happened.slice(0, 1),
      opened('stage-2-adjudication', 'adjudicating-officer'),
      ...happened.slice(1),
    ],
    decision: 1,
  });

  test('stands in the letter, with the answer of the council where there is one', () => {
    const recommendationAnswers = [{ recommendation: 'R2', accepted: 'partly accepted', answer: 'By May.' }];
    const found = letter(investigated(first, second), adjudicated({ recommendationAnswers }));
    expect(value('investigationRecommendations', found)).toEqual([
      'Train the team.',
      'Write a guide.\n\nWe accept part of this\n\nBy May.',
    ]);
  });
  test('stands in it also before it was answered, and is that of no one else', () => {
    expect(value('investigationRecommendations', letter(investigated(first)))).toEqual(['Train the team.']);
    expect(value('investigationRecommendations', letter())).toEqual([]);
    const ofPanel: What = {
      type: 'facts-recorded',
      facts: { recommendations: [first], findings: [] },
      answers: { stage: 'stage 3', as: 'panel', task: 'x' },
    };
    expect(value('investigationRecommendations', letter(ofPanel))).toEqual([]);
  });
  test.each([
    ['no list', 'R1'],
    ['a list of something else', [{ recommendation: 'R1', accepted: 'perhaps', answer: 'x' }]],
  ])('an answer that is %s answers nothing', (_, recommendationAnswers) => {
    const found = letter(investigated(first), adjudicated({ recommendationAnswers }));
    expect(value('investigationRecommendations', found)).toEqual(['Train the team.']);
  });
});

describe('a deadline that moved', () => {
  const moved = (due: string, until: string, task = 'stage-1#1'): What => ({
    type: 'extended',
    task,
    due,
    until,
    reason: 'x',
  });
  const days = (...happened: What[]) => {
    const { oldDueDate, newDueDate } = values({ happened: [...stage1, ...happened], from: 'stage-1' });
    return [oldDueDate, newDueDate];
  };
  const first = moved('2026-06-15', '2026-06-22');
  const again = moved('2026-06-22', '2026-06-29');
  test('gives the last move, and not the first day', () => {
    expect(days(first)).toEqual(['Monday 15 June 2026', 'Monday 22 June 2026']);
    expect(days(first, again)).toEqual(['Monday 22 June 2026', 'Monday 29 June 2026']);
  });
  test('is not that of another task, nor a decision about the same one', () => {
    const elsewhere = moved('2026-07-01', '2026-07-02', 'stage-2#1');
    const noted = decided('stage-1', 'report-delay', 'user:team-manager', { ends: false });
    expect(days(first, again, opened('stage-2', 'investigating-officer'), elsewhere, noted)).toEqual([
      'Monday 22 June 2026',
      'Monday 29 June 2026',
    ]);
  });
  test('is its due date as long as it has not moved', () => {
    expect(days()).toEqual(['Monday 15 June 2026', 'Monday 15 June 2026']);
  });
});

describe('the day of the answer before', () => {
  const sent = (day: string, more: Parameters<typeof decided>[3] = {}) =>
    decided('stage-1-sign-off', 'send', 'user:complaints-officer', { at: `${day}T09:00:00.000Z`, ...more });
  const signOff = opened('stage-1-sign-off', 'complaints-officer');
  const window = opened('stage-2-window', 'complainant');
  const day = (...happened: What[]) => value('decisionOn', { happened: [...stage1, ...happened] });
  test('is that on which it was sent, not on which it was written or returned', () => {
    expect(day(signOff, sent('2026-06-12'), window)).toBe('Friday 12 June 2026');
    expect(day(signOff, sent('2026-06-12', { outcome: 'return' }), window)).toBe('');
    expect(day(decided('stage-1', 'respond', 'user:team-manager'), window)).toBe('');
  });
  test('is not that of another procedure, whose steps may have the same names', () => {
    const other = { procedure: 'corporate', version: '2026', run: 2 };
    const corporate = [
      started(other),
      opened('stage-1-sign-off', 'complaints-officer', { run: 2, task: 'r2/stage-1-sign-off#1' }),
      sent('2026-07-01', { task: 'r2/stage-1-sign-off#1' }),
    ];
    expect(day(signOff, sent('2026-06-12'), ...corporate, window)).toBe('Friday 12 June 2026');
  });
});

describe('the day that the complainant was last given', () => {
  const told = (expected: string, step = 'stage-1', outcome = 'tell-delay') =>
    decided(step, outcome, 'user:complaints-officer', { ends: false, answers: { expected, reason: 'x' } });
  const day = (...happened: What[]) =>
    value('lastToldDate', { happened: [...stage1, ...happened], from: 'stage-1' });
  const check = opened('stage-1-check', 'quality-checker');
  test.each<[string, What[], string]>([
    ['none', [], ''],
    ['one', [told('2026-06-18')], 'Thursday 18 June 2026'],
    ['the last of two', [told('2026-06-18'), told('2026-06-19')], 'Friday 19 June 2026'],
    [
      'one at another step of the same clock',
      [check, told('2026-06-18', 'stage-1-check')],
      'Thursday 18 June 2026',
    ],
    ['one of another clock', [opened('stage-2', 'investigating-officer'), told('2026-06-18', 'stage-2')], ''],
    ['one that only staff were told', [told('2026-06-18', 'stage-1', 'report-delay')], ''],
    ['one that has passed', [told('2026-06-09')], ''],
    ['today', [told('2026-06-10')], 'Wednesday 10 June 2026'],
  ])('%s', (_, happened, expected) => {
    expect(day(...happened)).toBe(expected);
  });
});

describe('how many working days late', () => {
  const late = (on: string) => value('workingDaysLate', { happened: stage1, on, to: toStaff });
  test.each([
    ['before the last day', '2026-06-12', ''],
    ['on the last day', '2026-06-15', ''],
    ['on the day after', '2026-06-16', '1'],
    ['on the Sunday after', '2026-06-21', '4'],
  ])('%s', (_, on, expected) => {
    expect(late(on)).toBe(expected);
  });
});

describe('whether a reader of an alert can report the delay', () => {
  const reports = (id: string | undefined) =>
    value('canReportDelay', {
      happened: stage1,
      to: { ...toStaff, user: council.users.find((one) => one.id === id) },
    });
  test.each([
    ['team-manager', 'yes'],
    ['complaints-officer', 'yes'],
    ['director', ''],
    [undefined, ''],
  ])('%s: %j', (id, expected) => {
    expect(reports(id)).toBe(expected);
  });
  test('no one can at a step that has none to report', () => {
    const happened = [started(), opened('acknowledge', 'complaints-officer', { due: '2026-06-04' })];
    const user = council.users.find(({ id }) => id === 'complaints-officer');
    expect(value('canReportDelay', { happened, to: { ...toStaff, user } })).toBe('');
  });
  test('the complainant has no such link', () => {
    expect([value('canReportDelay', { happened: stage1 }), value('link', { happened: stage1 })]).toEqual([
      '',
      '',
    ]);
  });
});

describe('what is not known is left out', () => {
  test.each(['advocateName', 'advocateOrganisation', 'partName', 'replyBy', 'statement', 'reason'] as const)(
    '%s',
    (name) => {
      expect(value(name, { happened: stage1 })).toBe('');
    },
  );
  test.each<['advocateName' | 'advocateOrganisation' | 'replyBy', Parameters<typeof facts>[0], string]>([
    ['advocateName', { advocateAppointed: 'Ada Lane' }, 'Ada Lane'],
    ['advocateOrganisation', { advocacyProvider: 'Voices' }, 'Voices'],
    ['replyBy', { statementReplyBy: '2026-06-19' }, 'Friday 19 June 2026'],
  ])('and what is known stands there: %s', (name, known, expected) => {
    expect(value(name, { happened: [...stage1, facts(known)] })).toBe(expected);
  });
});
