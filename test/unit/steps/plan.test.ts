import { describe, expect, test } from 'vitest';
import { reopening, type Case } from '../../../functions/domain/case/case.ts';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import { record } from '../../../functions/domain/case/replay.ts';
import { lapsed, nextMoment } from '../../../functions/domain/steps/milestones.ts';
import { plan } from '../../../functions/domain/steps/plan.ts';
import type { Place, PlanContext } from '../../../functions/domain/steps/plan-context.ts';
import { procedures } from '../../shropshire.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, decided, facts, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026. No bank holiday falls between 25 May and 31 August. London is an hour ahead
// of UTC: 08:00 there is 07:00Z, and the last moment of a day is 22:59:59Z.

const found = procedures.version('childrens-statutory', '2006');
if (!found) throw new Error('no procedure');
const procedure: Procedure = found;

const contextAt = (now: string): PlanContext => ({ council, calendar, now, answersOf: () => undefined });
const place = (step: string, more: Partial<Place> = {}): Place => ({
  step,
  run: 1,
  turn: 1,
  handled: 0,
  ...more,
});
const longest = 60 * 24 * 60 * 60;
const acknowledged: What = {
  type: 'clock-ended',
  task: 'stage-1#1',
  run: 1,
  clock: 'acknowledgement',
  on: '2026-06-02',
};

/** Everything that a step raises by itself up to a moment, each with the moment at which it fell due. */
function raised(start: Case, step: string, until: string, from = '2026-06-01T09:00:00.000Z'): string[] {
  const lines: string[] = [];
  let [state, now] = [start, from];
  for (let passes = 0; passes < 200 && now <= until; passes += 1) {
    const { events, answer } = plan(state, procedure, place(step), contextAt(now));
    for (const event of events) {
      if (event.type === 'milestone') lines.push(`${now.slice(0, 16)} ${event.milestone}`);
      if (event.type === 'letter-prepared' && event.to === 'complainant')
        lines.push(`letter ${event.template}`);
      if (event.type === 'decided') return [...lines, `${now.slice(0, 16)} ${event.outcome}`];
    }
    if (events.length > 0) state = record(state.id, state, events).after;
    else now = new Date(Date.parse(now) + (answer?.timeoutSeconds ?? 0) * 1000).toISOString();
  }
  return lines;
}

describe('a step raises its milestones', () => {
  test('at their moments, up to ten working days past the last day possible', () => {
    const stage1 = aCase(started(), acknowledged, opened('stage-1', 'team-manager'));
    expect(raised(stage1, 'stage-1', '2026-07-13T22:00:00.000Z')).toEqual([
      '2026-06-01T09:00 opened',
      '2026-06-10T07:00 reminder',
      '2026-06-12T07:00 due-tomorrow',
      '2026-06-15T23:00 breach',
      '2026-06-17T07:00 escalation-1',
      '2026-06-17T08:00 running-late',
      'letter running-late',
      '2026-06-29T07:00 escalation-2',
      '2026-06-29T23:00 stage-2-without-response',
      '2026-06-29T23:00 told-of-stage-2',
      'letter may-go-on',
      '2026-06-30T07:00 past-limit',
      '2026-07-13T07:00 past-limit',
      '2026-07-13T07:00 still-late',
      'letter still-late',
    ]);
  });

  test('without reminders that are past when it opens late', () => {
    const late = '2026-06-16T09:00:00.000Z';
    const stage1 = aCase(started(), acknowledged, opened('stage-1', 'team-manager', { at: late }));
    expect(raised(stage1, 'stage-1', '2026-06-17T07:30:00.000Z', late)).toEqual([
      '2026-06-16T09:00 opened',
      '2026-06-16T09:00 breach',
      '2026-06-17T07:00 escalation-1',
    ]);
  });

  test('once, whichever step of the clock was open', () => {
    const reminded: What = {
      type: 'milestone',
      task: 'stage-1#1',
      milestone: 'reminder',
      title: 'Reminder',
      due: '2026-06-15',
      clock: 'stage-1',
    };
    const check = aCase(
      started(),
      acknowledged,
      opened('stage-1', 'team-manager'),
      reminded,
      decided('stage-1', 'respond', 'user:team-manager'),
      opened('stage-1-check', 'quality-checker', { turn: 1, at: '2026-06-11T09:00:00.000Z' }),
    );
    expect(raised(check, 'stage-1-check', '2026-06-12T08:00:00.000Z', '2026-06-11T09:00:00.000Z')).toEqual([
      '2026-06-11T09:00 opened',
      '2026-06-12T07:00 due-tomorrow',
    ]);
  });
});

describe('a window of the complainant', () => {
  const window = opened('stage-2-window', 'complainant', { due: '2026-06-29' });
  const written: What = {
    type: 'message-received',
    message: 'M2',
    channel: 'email',
    senderKnown: true,
    automatic: false,
    toDealWith: true,
    at: '2026-06-20T09:00:00.000Z',
  };
  const step = procedure.steps['stage-2-window'];
  const lapsedAt = (now: string, ...more: What[]) => {
    const state = aCase(started(), window, ...more);
    const [task] = state.tasks;
    return task && step && lapsed(state, procedure, task, step, { now, calendar });
  };

  test.each([
    ['in the last second of its last day', '2026-06-29T22:59:59.999Z', undefined],
    ['from the first moment of the next day', '2026-06-29T23:00:00.000Z', 'lapse'],
  ])('%s', (_, now, outcome) => {
    expect(lapsedAt(now)?.outcome).toBe(outcome);
  });

  test('stays open while a message is not dealt with, and lapses by a decision of the system after it', () => {
    const after = '2026-07-01T07:00:00.000Z';
    expect(lapsedAt(after, written)).toBeUndefined();
    const dealtWith: What = { type: 'message-dealt-with', message: 'M2', done: 'Answered.' };
    expect(lapsedAt(after, written, dealtWith)).toEqual({
      at: after,
      by: 'system',
      type: 'decided',
      task: 'stage-2-window#1',
      decision: 1,
      outcome: 'lapse',
      answers: {},
      ends: true,
    });
  });

  test('is looked at again every morning while it is held open', () => {
    if (!step) throw new Error('no window');
    const closing: What = {
      type: 'milestone',
      task: 'stage-2-window#1',
      milestone: 'window-closing',
      title: '',
      due: '2026-06-29',
    };
    const ended: What = { ...acknowledged, clock: 'stage-1' };
    const nextAt = (now: string, ...more: What[]) => {
      const state = aCase(started(), acknowledged, ended, window, closing, ...more);
      const [task] = state.tasks;
      return task && nextMoment(state, procedure, task, step, contextAt(now));
    };
    expect(nextAt('2026-06-29T22:00:00.000Z')).toBe('2026-06-29T23:00:00.000Z');
    expect(nextAt('2026-07-01T06:00:00.000Z', written)).toBe('2026-07-02T07:00:00.000Z');
  });
});

describe('the review of a pause', () => {
  const paused: What = {
    type: 'frozen',
    at: '2026-06-03T09:00:00.000Z',
    reason: 'Court',
    reviewOn: '2026-06-10',
  };
  const reviewed = (due: string): What => ({
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'pause-review',
    title: 'pause-review',
    due,
  });
  test.each<[string, string, string[], string]>([
    [
      'is not due before its time on its day',
      '2026-06-10T06:59:59.999Z',
      [],
      'next 2026-06-10T07:00:00.000Z',
    ],
    ['is due at its time on its day', '2026-06-10T07:00:00.000Z', [], 'due 2026-06-10'],
    ['comes once', '2026-06-10T07:00:00.000Z', ['2026-06-10'], 'next 2026-06-17T07:00:00.000Z'],
    [
      'waits for its time after five working days',
      '2026-06-17T06:59:59.999Z',
      ['2026-06-10'],
      'next 2026-06-17T07:00:00.000Z',
    ],
    ['comes again after five working days', '2026-06-17T07:00:00.000Z', ['2026-06-10'], 'due 2026-06-17'],
    ['comes once for days without power', '2026-06-25T07:00:00.000Z', ['2026-06-10'], 'due 2026-06-24'],
  ])('%s', (_, now, passed, expected) => {
    const state = aCase(
      started(),
      acknowledged,
      opened('stage-1', 'team-manager'),
      paused,
      ...passed.map(reviewed),
    );
    const [task] = state.tasks;
    const step = procedure.steps['stage-1'];
    if (!task || !step) throw new Error('no step');
    const { events } = plan(state, procedure, place('stage-1'), contextAt(now));
    const review = events.find((event) => event.type === 'milestone');
    const next = nextMoment(state, procedure, task, step, contextAt(now));
    expect(review ? `due ${review.due}` : `next ${next}`).toBe(expected);
    const alerted = events.some(
      (event) => event.type === 'letter-prepared' && event.template === 'alert-pause-review',
    );
    expect([alerted, next === now]).toEqual(Array(2).fill(review !== undefined));
  });
});

describe('planning a place', () => {
  const opening = (happened: What[], step = 'acknowledge', more: Partial<Place> = {}): NewEvent[] =>
    plan(aCase(started(), ...happened), procedure, place(step, more), contextAt('2026-06-01T09:00:00.000Z'))
      .events;

  test('opens the task with its time and, where the case names one, its assignee', () => {
    expect(opening([facts({ handler: 'complaints-officer' })])).toEqual([
      {
        at: '2026-06-01T09:00:00.000Z',
        by: 'system',
        type: 'task-opened',
        task: 'acknowledge#1',
        step: 'acknowledge',
        run: 1,
        turn: 1,
        performer: 'complaints-officer',
        assignee: 'complaints-officer',
        clockFrom: '2026-06-01',
        due: '2026-06-04',
        originalDue: '2026-06-04',
        clockDue: '2026-06-04',
      },
    ]);
  });

  test.each<[string, What[]]>([
    ['no one is named', []],
    [
      'the person named is complained about',
      [facts({ handler: 'complaints-officer', complainedAbout: ['complaints-officer'] })],
    ],
    ['the person named is not a user', [facts({ handler: 'no-one' })]],
  ])('opens it unassigned when %s', (_, happened) => {
    expect(opening(happened)[0]).not.toHaveProperty('assignee');
  });

  test('numbers the visits to a step', () => {
    const visited = [
      opened('acknowledge', 'complaints-officer'),
      decided('acknowledge', 'acknowledge', 'user:complaints-officer'),
    ];
    expect(opening(visited, 'acknowledge', { turn: 3 })[0]).toMatchObject({ task: 'acknowledge#2', turn: 3 });
  });

  test('writes to the complainant with the first task after a reopening, and only then', () => {
    const reopened: What[] = [
      { type: 'closed', as: 'answered', run: 1 },
      { type: 'reopened', step: 'stage-1', reason: 'New facts.' },
      started({ run: 2, follows: 1, matter: { id: reopening, from: '2026-06-01' } }),
    ];
    const letters = (happened: What[], more: Partial<Place> = {}) =>
      opening(happened, 'stage-1', { run: 2, ...more }).flatMap((event) =>
        event.type === 'letter-prepared' ? [event.letter] : [],
      );
    expect(letters(reopened)).toEqual(['stage-1#1/reopened/complainant']);
    const before: What = {
      type: 'letter-prepared',
      letter: 'x/reopened/complainant',
      template: 'reopened',
      to: 'complainant',
    };
    expect(letters([...reopened, before])).toEqual([]);
    expect(letters([...reopened, { ...before, template: 'closed' }])).toHaveLength(1);
    const first = opened('stage-1', 'team-manager', { run: 2 });
    expect(letters([...reopened, first], { turn: 2 })).toEqual([]);
    expect(opening([]).map(({ type }) => type)).toEqual(['task-opened']);
  });

  describe('after a correction that brought in this procedure', () => {
    const corrected = (tells?: true): What => ({
      type: 'corrected',
      correction: {
        what: 'procedure',
        from: { id: 'corporate', version: '2026' },
        to: { id: 'childrens-statutory', version: '2006' },
      },
      reason: 'It is about a child.',
      superseded: { run: 1, by: 2, ...(tells ? { tells } : {}) },
    });
    const second = started({ run: 2, follows: 1 });
    const opens = (...happened: What[]) => opening(happened, 'acknowledge', { run: 2 });

    test('writes to the complainant with its first task when they were told of other dates', () => {
      expect(opens(corrected(true), second).slice(1)).toEqual([
        {
          at: '2026-06-01T09:00:00.000Z',
          by: 'system',
          type: 'letter-prepared',
          letter: 'acknowledge#1/corrected/dates-changed/complainant',
          template: 'dates-changed',
          to: 'complainant',
          task: 'acknowledge#1',
        },
      ]);
    });
    test.each<[string, What[]]>([
      ['when they were not', [corrected(), second]],
      ['with a later task', [corrected(true), second, opened('stage-1', 'team-manager', { run: 2 })]],
      ['for another run', [corrected(true), second, started({ run: 3, follows: 2 })]],
    ])('writes nothing %s', (name, happened) => {
      const run = name === 'for another run' ? 3 : 2;
      expect(opening(happened, 'acknowledge', { run }).map(({ type }) => type)).toEqual(['task-opened']);
    });
  });

  test('marks what is urgent', () => {
    const urgent = (step: string, run: Partial<Extract<What, { type: 'procedure-started' }>>) => {
      const of = procedures.version(run.procedure ?? '', run.version ?? '');
      if (!of) throw new Error('no procedure');
      const state = aCase(started(), started({ run: 2, beside: true, ...run }));
      const { events } = plan(state, of, place(step, { run: 2 }), contextAt('2026-06-01T09:00:00.000Z'));
      return events[0];
    };
    const matter = { id: 'S1', from: '2026-06-01' };
    const { first, version } = procedures.all.find(({ id }) => id === 'safeguarding') ?? procedure;
    expect(urgent(first, { procedure: 'safeguarding', version, matter })).toMatchObject({ urgent: true });
    expect(opening([])[0]).not.toHaveProperty('urgent');
  });

  test('throws for a step that the procedure does not have', () => {
    expect(() => opening([], 'no-such-step')).toThrow(expect.objectContaining({ name: 'UnknownStep' }));
  });

  const open = [acknowledged, opened('stage-1', 'team-manager')];
  const answerAt = (happened: What[], more: Partial<Place> = {}, now = '2026-06-02T09:00:00.000Z') =>
    plan(aCase(started(), ...happened), procedure, place('stage-1', more), contextAt(now)).answer;
  const told: What = {
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'opened',
    title: '',
    due: '2026-06-01',
  };

  test('waits for the next milestone', () => {
    expect(answerAt([...open, told], {}, '2026-06-09T07:00:00.000Z')).toEqual({
      task: 'stage-1#1',
      outcome: 'undecided',
      handled: 0,
      nextTurn: 2,
      timeoutSeconds: 24 * 60 * 60,
    });
    expect(answerAt([...open, told], {}, '2026-06-02T07:00:00.000Z')?.timeoutSeconds).toBe(8 * 24 * 60 * 60);
    expect(answerAt([...open, told], {}, '2026-06-10T06:59:59.999Z')?.timeoutSeconds).toBe(1);
  });

  test('passes on the first decision that was not handled', () => {
    const delay = decided('stage-1', 'report-delay', 'user:team-manager', { ends: false });
    const answer = decided('stage-1', 'respond', 'user:team-manager', { decision: 2 });
    expect(answerAt([...open, delay, answer])).toMatchObject({ outcome: 'report-delay', handled: 1 });
    expect(answerAt([...open, delay, answer], { handled: 1 })).toMatchObject({
      outcome: 'respond',
      handled: 2,
      nextTurn: 2,
    });
  });

  test('hands over after a final decision that the procedure no longer has, and skips one that left the step open', () => {
    const removed = (ends: boolean) => decided('stage-1', 'gone', 'user:team-manager', { ends });
    expect(answerAt([...open, removed(true)])).toEqual({
      task: '',
      outcome: 'hand over',
      handled: 0,
      nextTurn: 2,
      timeoutSeconds: longest,
    });
    expect(answerAt([...open, told, removed(false)])).toMatchObject({ outcome: 'undecided', handled: 1 });
  });

  test.each([
    ['on its 300th day', '2025-08-06T09:00:00.000Z', 'hand over'],
    ['a second before', '2025-08-06T09:00:01.000Z', 'undecided'],
  ])('hands an execution over %s', (_, since, outcome) => {
    expect(answerAt([...open, told], { since })?.outcome).toBe(outcome);
  });

  test('waits no longer than until an execution is old', () => {
    const since = '2025-08-06T09:01:00.000Z';
    expect(answerAt([...open, told], { since })).toMatchObject({ outcome: 'undecided', timeoutSeconds: 60 });
  });

  test('opens a task of its own in another run', () => {
    const again = aCase(started(), ...open, started({ run: 2, follows: 1 }));
    const { events } = plan(
      again,
      procedure,
      place('stage-1', { run: 2 }),
      contextAt('2026-06-02T09:00:00.000Z'),
    );
    expect(events[0]).toMatchObject({ type: 'task-opened', task: 'stage-1#2', run: 2 });
  });

  test.each<[string, What[], string | undefined]>([
    ['while the case is open', [], 'not-needed'],
    [
      'under a legal hold',
      [
        { type: 'closed', as: 'x', run: 1 },
        { type: 'legal-hold', on: true, reason: 'x' },
      ],
      'not-needed',
    ],
    ['not once it is closed', [{ type: 'closed', as: 'x', run: 1 }], undefined],
  ])('passes over the review of what is kept %s', (_, happened, outcome) => {
    const review = procedures.all.find(({ id }) => id === 'retention-review');
    const name = Object.entries(review?.steps ?? {}).find(([, step]) => step.passOver)?.[0];
    if (!review || name === undefined) throw new Error('no review');
    const state = aCase(
      started(),
      ...happened,
      started({ procedure: 'retention-review', version: review.version, run: 2, beside: true }),
    );
    const { answer, events } = plan(
      state,
      review,
      place(name, { run: 2, turn: 4 }),
      contextAt('2026-06-02T09:00:00.000Z'),
    );
    const expected = review.steps[name]?.passOver?.outcome;
    expect(answer).toEqual(
      outcome && { task: '', outcome: expected, handled: 0, nextTurn: 5, timeoutSeconds: longest },
    );
    expect(events.map(({ type }) => type)).toEqual(outcome === undefined ? ['task-opened'] : []);
  });

  test.each<[string, object, boolean]>([
    ['that waits', {}, false],
    ['that was approved', { approved: { by: 'director', on: '2026-06-01' } }, true],
    ['that was refused', { refused: { by: 'director', on: '2026-06-01', reason: 'x' } }, true],
  ])('passes over the approval of money, not of an amount %s', (_, more, passes) => {
    const [of, name] =
      procedures.all
        .flatMap((one) => Object.entries(one.steps).map(([id, step]) => [one, id, step] as const))
        .find(([, , { passOver }]) => passOver?.when === 'no money waits for approval') ?? [];
    if (!of || name === undefined) throw new Error('no approval');
    const state = aCase(
      facts({ money: [{ id: 'M1', pence: 15_000, for: 'the fares', ...more }] }),
      started({ procedure: of.id, version: of.version }),
    );
    const { answer } = plan(state, of, place(name), contextAt('2026-06-02T09:00:00.000Z'));
    expect(answer !== undefined).toBe(passes);
  });

  describe('passes over the learning', () => {
    const outcomeOf = (...happened: What[]) =>
      plan(aCase(started(), ...happened), procedure, place('learning'), contextAt('2026-06-02T09:00:00.000Z'))
        .answer?.outcome;
    const answered = (finding: 'upheld' | 'partially upheld' | 'not upheld'): What => ({
      type: 'facts-recorded',
      facts: {
        points: [{ id: 'P1', text: 'No calls' }],
        findings: [{ point: 'P1', finding, reasons: 'x' }],
      },
      answers: { stage: 'stage 1', as: 'response', task: 'stage-1#1' },
    });
    test.each<[string, What[], string | undefined]>([
      ['when nothing was upheld', [], 'nothing-to-record'],
      [
        'when the complaint was withdrawn',
        [{ type: 'withdrawn', phase: 'before investigation', carriedOn: false }],
        'nothing-to-record',
      ],
      ['but not when a point was upheld', [answered('upheld')], undefined],
      ['but not when a point was partially upheld', [answered('partially upheld')], undefined],
      ['when no point was upheld', [answered('not upheld')], 'nothing-to-record'],
      [
        'when the reason for no learning is recorded',
        [answered('upheld'), facts({ noLearningReason: 'A single mistake.' })],
        'nothing-to-record',
      ],
      [
        'when learning is recorded',
        [answered('upheld'), facts({ learning: [{ text: 'Call back.' }] })],
        'nothing-to-record',
      ],
      [
        'when the complaint was withdrawn although a point was upheld',
        [answered('upheld'), { type: 'withdrawn', phase: 'during investigation', carriedOn: false }],
        'nothing-to-record',
      ],
      [
        'when an action is recorded',
        [
          answered('upheld'),
          facts({ actions: [{ id: 'A1', text: 'Train', owner: 'director', dueOn: '2026-07-01' }] }),
        ],
        'nothing-to-record',
      ],
    ])('%s', (_, happened, outcome) => {
      expect(outcomeOf(...happened)).toBe(outcome);
    });
  });
});
