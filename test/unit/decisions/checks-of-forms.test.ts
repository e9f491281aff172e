import { describe, expect, test } from 'vitest';
import type { Answers } from '../../../functions/domain/case/events.ts';
import {
  dateProblems,
  findingProblems,
  fitsPause,
  outcomeOf,
  pointProblems,
  reminderProblem,
  refuseSelfReplacement,
  routingProblems,
} from '../../../functions/domain/decisions/checks.ts';
import { procedures } from '../../shropshire.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, decided, facts, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026; today is Wednesday 10 June. No bank holiday falls between 25 May and 31
// August.

const outcome = (more: Partial<Outcome>): Outcome => ({
  title: 'x',
  form: {},
  letters: [],
  next: 'again',
  ...more,
});
const date = (more: Partial<Field>): Field => ({ label: 'x', type: 'date', ...more });

describe('a refused date says', () => {
  const days = {
    receivedOn: '2026-06-01',
    openedOn: '2026-06-03',
    rightFrom: '2026-06-05',
    clockDue: '2026-06-15',
    lastDay: '2026-06-17',
    first: '2020-01-01',
    last: '2029-12-31',
  };
  const problems = (
    field: Partial<Field>,
    on: string,
    more: Partial<typeof days> = {},
    answers: Answers = {},
  ) => dateProblems({ on: date(field) }, { on, ...answers }, { ...days, ...more }, '2026-06-10', calendar);
  test.each<[string, Partial<Field>, string, string, object]>([
    [
      'the day of receipt',
      { not: ['before receipt'] },
      '2026-05-31',
      'before-receipt',
      { receivedOn: '2026-06-01' },
    ],
    [
      'the day the step opened',
      { not: ['before step'] },
      '2026-06-02',
      'before-step',
      { openedOn: '2026-06-03' },
    ],
    [
      'the day the right began',
      { not: ['before milestone'] },
      '2026-06-04',
      'before-right',
      { from: '2026-06-05' },
    ],
    ['today, of the past', { not: ['past'] }, '2026-06-09', 'day-in-past', { today: '2026-06-10' }],
    ['today, of the future', { not: ['future'] }, '2026-06-11', 'day-in-future', { today: '2026-06-10' }],
    [
      'the last day of what it is about',
      { not: ['after last day'] },
      '2026-06-18',
      'after-last-day',
      { due: '2026-06-17' },
    ],
    ['the first day of the calendar', {}, '2019-12-31', 'before-calendar', { first: '2020-01-01' }],
    ['the last day of the calendar', {}, '2030-01-01', 'after-calendar', { last: '2029-12-31' }],
    [
      'how long ago it has to be',
      { moreThan: { days: 2, unit: 'months' } },
      '2026-04-01',
      'too-soon-before-receipt',
      { days: 2, unit: 'months', receivedOn: '2026-06-01' },
    ],
    [
      'how soon it has to be',
      { within: { days: 10, unit: 'working days', citation: 'a rule' } },
      '2026-06-16',
      'too-late-after-receipt',
      { days: 10, unit: 'working days', citation: 'a rule', last: '2026-06-15' },
    ],
  ])('%s', (_, field, on, code, params) => {
    expect(problems(field, on)).toEqual([{ field: 'on', code, params }]);
  });

  test.each<[string, Partial<Field>, string, Partial<typeof days>]>([
    ['the last day of what it is about', { not: ['after last day'] }, '2026-06-17', {}],
    ['a day after one that is over', { not: ['after last day'] }, '2026-06-18', { lastDay: '2026-06-09' }],
    ['a day after the last, where it may be later', {}, '2026-06-18', {}],
    [
      'the last day within the time',
      { within: { days: 10, unit: 'working days', citation: 'a rule' } },
      '2026-06-15',
      {},
    ],
    ['a day that is long enough ago', { moreThan: { days: 2, unit: 'months' } }, '2026-03-31', {}],
  ])('nothing of %s', (_, field, on, more) => {
    expect(problems(field, on, more)).toEqual([]);
  });

  test('a last day that is today still holds', () => {
    expect(problems({ not: ['after last day'] }, '2026-06-11', { lastDay: '2026-06-10' })).toMatchObject([
      { code: 'after-last-day' },
    ]);
  });

  const late = { lateNeeds: 'why' };
  test.each<[string, string, Answers, object[]]>([
    [
      'a reason for a day after the last one of the clock',
      '2026-06-16',
      {},
      [{ field: 'why', code: 'late-day-needs-reason', params: { last: '2026-06-15' } }],
    ],
    ['none on the last day', '2026-06-15', {}, []],
    ['none when it is given', '2026-06-16', { why: 'No one is free.' }, []],
  ])('%s', (_, on, answers, expected) => {
    expect(problems(late, on, {}, answers)).toEqual(expected);
  });
  test('no reason is needed without a clock, or where none is asked for', () => {
    const { clockDue: _, ...noClock } = days;
    expect(dateProblems({ on: date(late) }, { on: '2026-06-16' }, noClock, '2026-06-10', calendar)).toEqual(
      [],
    );
    expect(problems({}, '2026-06-16')).toEqual([]);
  });

  test('a ground counts only where its question is answered so, and nothing without a calendar', () => {
    const ground = {
      moreThan: { days: 2, unit: 'months' as const },
      neededWhen: { field: 'ground', is: 'old' },
    };
    expect(problems(ground, '2026-05-01', {}, { ground: 'new' })).toEqual([]);
    expect(problems(ground, '2026-05-01', {}, { ground: 'old' })).toHaveLength(1);
    const form = { on: date({ ...ground, within: { days: 1, unit: 'working days', citation: 'a rule' } }) };
    expect(dateProblems(form, { on: '2026-06-09', ground: 'old' }, days, '2026-06-10')).toEqual([]);
  });
});

describe('a reminder comes before the outcome that follows it', () => {
  const remind = outcome({
    title: 'Remind',
    form: { note: { label: 'x', type: 'text' }, by: date({ fact: 'statementReplyBy' }) },
  });
  const refuse = outcome({ title: 'Go on', onlyAfterReminder: 'remind' });
  const problem = (happened: What[], of: Partial<Outcome> = {}, today = '2026-06-10', form = remind.form) => {
    const state = aCase(started(), opened('stage-1', 'team-manager'), ...happened);
    const [task] = state.tasks;
    const found = procedures.version('childrens-statutory', '2006')?.steps['stage-1'];
    if (!task || !found) throw new Error('no step');
    const step = { ...found, outcomes: { remind: { ...remind, form }, refuse } };
    return reminderProblem({ state, task, step }, { ...refuse, ...of }, today);
  };
  const reminded = decided('stage-1', 'remind', 'system', { ends: false });
  const other = decided('stage-1', 'refuse', 'system', { ends: false });
  const by = (day: string) => facts({ statementReplyBy: day });
  const first = {
    field: 'outcome',
    code: 'reminder-first',
    params: { outcome: 'Go on', reminder: 'Remind' },
  };
  test.each<[string, What[], object | undefined]>([
    ['not yet without one', [], first],
    ['not yet by the day of an earlier step', [by('2026-06-05')], first],
    ['not yet after another decision', [by('2026-06-05'), other], first],
    ['not yet when no day was recorded', [reminded], first],
    [
      'not yet on the day itself',
      [by('2026-06-10'), reminded],
      { field: 'outcome', code: 'reply-day-to-come', params: { outcome: 'Go on', day: '2026-06-10' } },
    ],
    ['from the day after', [by('2026-06-09'), reminded], undefined],
    [
      'from the day after, whatever else was decided',
      [by('2026-06-09'), other, decided('stage-1', 'remind', 'system', { decision: 2, ends: false })],
      undefined,
    ],
  ])('%s', (_, happened, expected) => {
    expect(problem(happened)).toEqual(expected);
  });
  test('at any time where no reminder is needed, or it is unknown', () => {
    const { onlyAfterReminder: _, ...free } = refuse;
    const state = aCase(started(), opened('stage-1', 'team-manager'));
    const found = procedures.version('childrens-statutory', '2006')?.steps['stage-1'];
    const [task] = state.tasks;
    if (!task || !found) throw new Error('no step');
    expect(reminderProblem({ state, task, step: found }, free, '2026-06-10')).toBeUndefined();
    expect(problem([], { onlyAfterReminder: 'gone' })).toBeUndefined();
    expect(problem([reminded], {}, '2026-06-10', {})).toEqual(first);
  });
});

describe('what a form chooses', () => {
  const context = {
    council,
    procedures: procedures.forFeedback('2026-06-01'),
    points: [],
    recommendations: [],
    documents: [],
  };
  const chosen = (answers: Answers, happened: What[] = [], next = 'chosen procedure') =>
    routingProblems(outcome({ next }), answers, aCase(...happened), context);
  test.each<[string, Answers, What[], string[] | undefined]>([
    ['a procedure for complaints', { procedure: 'corporate' }, [], undefined],
    ['one for compliments, of a complaint', { procedure: 'compliment' }, [], ['compliment']],
    ['one for compliments, of a compliment', { procedure: 'compliment', kind: 'compliment' }, [], undefined],
    [
      'one for compliments, of what was recorded as one',
      { procedure: 'compliment' },
      [facts({ kind: 'compliment' })],
      undefined,
    ],
    [
      'one for complaints, of what was recorded as a compliment',
      { procedure: 'corporate' },
      [facts({ kind: 'compliment' })],
      ['complaint'],
    ],
    [
      'the kind given last counts',
      { procedure: 'corporate', kind: 'complaint' },
      [facts({ kind: 'compliment' })],
      undefined,
    ],
    ['no procedure', {}, [], undefined],
    ['an unknown procedure', { procedure: 'gone' }, [], undefined],
  ])('%s', (_, answers, happened, kinds) => {
    const title = context.procedures.find(({ id }) => id === answers['procedure'])?.title;
    expect(chosen(answers, happened)).toEqual(
      kinds === undefined
        ? []
        : [{ field: 'kind', code: 'kind-not-handled', params: { procedure: title, kinds } }],
    );
  });
  test('nothing where no procedure is chosen', () => {
    expect(chosen({ procedure: 'compliment' }, [], 'stage-1')).toEqual([]);
  });

  const replaces = {
    chair: { label: 'x', type: 'user', replaces: true, fact: 'panelChair', appoints: 'panel chair' },
  } satisfies Outcome['form'];
  const named = (form: Outcome['form'], answers: Answers) =>
    refuseSelfReplacement(outcome({ form }), answers, aCase(facts({ panelChair: 'panel-chair' })));
  test('a person as their own replacement', () => {
    const { appoints: _, ...plain } = replaces.chair;
    const { replaces: __, ...first } = replaces.chair;
    expect(named(replaces, { chair: 'panel-chair' })).toEqual([
      { field: 'chair', code: 'replaced-by-themselves', params: { role: 'panel chair' } },
    ]);
    expect(named({ chair: plain }, { chair: 'panel-chair' })).toEqual([
      { field: 'chair', code: 'replaced-by-themselves', params: {} },
    ]);
    expect(named(replaces, { chair: 'panel-member' })).toEqual([]);
    expect(named({ chair: first }, { chair: 'panel-chair' })).toEqual([]);
  });

  test('only an outcome of the step itself', () => {
    const step = procedures.version('childrens-statutory', '2006')?.steps['stage-1'];
    if (!step) throw new Error('no step');
    expect(outcomeOf(step, 'respond')).toBe(step.outcomes['respond']);
    expect(outcomeOf(step, 'toString')).toBeUndefined();
    expect(outcomeOf(step, 'gone')).toBeUndefined();
  });

  test.each<[Outcome['effect'], boolean, boolean]>([
    [undefined, false, true],
    ['withdraw', true, true],
    ['choose step', true, true],
    ['resume', true, false],
    ['review pause', true, false],
    ['extend', false, true],
  ])('with the effect %s, while paused %s and otherwise %s', (effect, paused, otherwise) => {
    const of = effect === undefined ? {} : { effect };
    expect([fitsPause(of, true), fitsPause(of, false)]).toEqual([paused, otherwise]);
  });
});

describe('points', () => {
  const point = (more: object = {}) => ({ id: 'P1', text: 'No calls', ...more });
  const problems = (
    of: Partial<Outcome>,
    recorded: Parameters<typeof pointProblems>[1],
    ...happened: What[]
  ) => pointProblems(outcome(of), recorded, aCase(...happened));
  const asked = { form: { theirs: { label: 'x', type: 'points' as const } } };
  const elsewhere = [point({ procedure: 'corporate' }), point({ id: 'P2' })];
  test('for another procedure are named at their field', () => {
    expect(problems(asked, { points: elsewhere, procedure: 'childrens-statutory' })).toEqual([
      { field: 'theirs', code: 'point-for-other-procedure', params: { text: 'No calls' } },
    ]);
    expect(problems({}, { points: elsewhere }, facts({ procedure: 'childrens-statutory' }))).toMatchObject([
      { field: 'summary' },
    ]);
  });
  test('can be for another at triage, when they went there, or when no procedure is for them', () => {
    expect(
      problems(
        { ...asked, next: 'chosen procedure' },
        { points: elsewhere, procedure: 'childrens-statutory' },
      ),
    ).toEqual([]);
    for (const gone of [
      { procedure: 'corporate', case: 'other' },
      { procedure: 'corporate', route: 'safeguarding-referral' as const },
      { procedure: 'not for this council' },
    ])
      expect(
        problems(asked, { points: [point(gone), point({ id: 'P2' })], procedure: 'childrens-statutory' }),
      ).toEqual([]);
  });
  test('have to be left, one at least', () => {
    expect(problems(asked, { points: [point({ case: 'other' })] })).toEqual([
      { field: 'theirs', code: 'no-point-left', params: {} },
    ]);
    expect(problems({}, { points: [] })).toEqual([{ field: 'summary', code: 'no-point-left', params: {} }]);
    expect(problems(asked, { points: [point({ procedure: 'corporate' })], procedure: 'corporate' })).toEqual(
      [],
    );
    expect(problems(asked, {})).toEqual([]);
  });
});

describe('a finding that departs from the investigation', () => {
  const investigated: What = {
    type: 'facts-recorded',
    facts: {
      points: [
        { id: 'P1', text: 'No calls' },
        { id: 'P2', text: 'Rude' },
      ],
      findings: [
        { point: 'P1', finding: 'upheld', reasons: 'x' },
        { point: 'P2', finding: 'no finding', reasons: 'x' },
      ],
    },
    answers: { stage: 'stage 2', as: 'investigation', task: 'stage-2#1' },
  };
  const answered = outcome({
    form: {
      findings: { label: 'x', type: 'findings', follows: 'investigation' },
      others: { label: 'x', type: 'findings' },
      themes: { label: 'x', type: 'choices', follows: 'investigation' },
    },
    answers: { stage: 'stage 2', as: 'response' },
  });
  const found = (point: string, finding: string, whyNot?: string) => ({
    point,
    finding,
    reasons: 'x',
    ...(whyNot === undefined ? {} : { whyNot }),
  });
  const problems = (findings: object[], of = answered) =>
    findingProblems(
      of,
      JSON.parse(JSON.stringify({ findings, others: findings, themes: [] })),
      aCase(started(), investigated),
    );
  test.each<[string, object[], string[]]>([
    ['says why', [found('P1', 'not upheld', 'She did call.')], []],
    ['may not go without', [found('P2', 'upheld'), found('P1', 'not upheld')], ['findings.1.whyNot']],
    ['is none when it is the same', [found('P1', 'upheld')], []],
    ['is none where nothing was found', [found('P2', 'upheld')], []],
    ['is none on a new point', [found('P3', 'upheld')], []],
  ])('%s', (_, findings, fields) => {
    expect(problems(findings)).toEqual(
      fields.map((field) => ({ field, code: 'departs-without-reason', params: { by: 'investigation' } })),
    );
  });
  test('is none of an outcome that answers no stage, or another one', () => {
    const { answers: _, ...silent } = answered;
    expect(problems([found('P1', 'not upheld')], silent)).toEqual([]);
    expect(
      problems([found('P1', 'not upheld')], { ...answered, answers: { stage: 'stage 3', as: 'response' } }),
    ).toEqual([]);
    expect(findingProblems(answered, {}, aCase(started(), investigated))).toEqual([]);
  });
});
