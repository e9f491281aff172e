import { describe, expect, test } from 'vitest';
import { record } from '../../../functions/domain/case/replay.ts';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { addCalendarDays } from '../../../functions/domain/time/civil-date.ts';
import { publicStatus, type PublicStatus } from '../../../functions/domain/views/public-status.ts';
import { publicStatusInWords } from '../../../functions/words/public-status-in-words.ts';
import { wordsIn } from '../../../functions/words/words.ts';
import { procedures } from '../../shropshire.ts';
import { calendar } from '../a-case.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';

// The status shown to a complainant follows rules, so each situation is a row here. Codes are asserted for the rule,
// and sentences, further down, for what a person reads.

/** Friday 12 June 2026 is the day on which every step of these cases is due by itself. */
const due = '2026-06-12';
/** The clocks of the statutory procedure run from the receipt on Monday 1 June 2026 whatever the steps say. */
const acknowledgedBy = '2026-06-04';
const answeredBy = '2026-06-15';
/** A day, the day before it and the day after it, with whether the first has passed. */
const around = (day: string) =>
  [
    [addCalendarDays(day, -1), false],
    [day, false],
    [addCalendarDays(day, 1), true],
  ] as const;
const dayBefore = addCalendarDays(due, -1);
const dayAfter = addCalendarDays(due, 1);
const receivedOn = '2026-06-01';
const at = '2026-06-01T09:00:00.000Z';
/** The day on which a case was closed, paused or withdrawn, where a row does that. */
const later = '2026-06-08T09:00:00.000Z';
const by = 'system' as const;

type Received = Extract<NewEvent, { type: 'received' }>;

interface Situation {
  procedure?: string;
  version?: string;
  kind?: Received['kind'];
  /** The steps that were opened, in order; all but the last have been decided. */
  steps?: readonly string[];
  facts?: Facts;
  /** Later events. */
  after?: readonly NewEvent[];
  today?: string;
  canBeReached?: boolean;
}

const letter = (
  template: string,
  status: 'sent' | 'to be posted' | 'unconfirmed' | 'refused',
): NewEvent[] => [
  { at, by, type: 'letter-prepared', letter: template, template, to: 'complainant' },
  { at, by, type: 'letter-settled', letter: template, status },
];
const answer = letter('stage-1-response', 'sent');
const paused: NewEvent = { at: later, by, type: 'frozen', reason: 'A court.', reviewOn: due };
const resumed: NewEvent = { at: later, by, type: 'resumed', reason: 'It has decided.' };
const closed: NewEvent = { at: later, by, type: 'closed', as: 'answered', run: 1 };
const withdrawn = (carriedOn: boolean): NewEvent => ({
  at: later,
  by: 'complainant',
  type: 'withdrawn',
  phase: 'during investigation',
  carriedOn,
});
const actionAlongside: NewEvent[] = [
  { at, by, type: 'procedure-started', procedure: 'action', version: '1', run: 2, beside: true },
  {
    at,
    by,
    type: 'task-opened',
    task: 'action#9',
    step: 'action',
    run: 2,
    turn: 1,
    performer: 'owner',
    clockFrom: receivedOn,
    due: '2026-06-05',
  },
];

function statusOf({
  procedure: id = 'childrens-statutory',
  version = '2006',
  kind = 'complaint',
  steps = [],
  facts = {},
  after: events = [],
  today = dayBefore,
  canBeReached = true,
}: Situation): PublicStatus {
  const news: NewEvent[] = [
    {
      at,
      by,
      type: 'received',
      reference: 'SC-2026-00001-4',
      kind,
      channel: 'phone',
      receivedAt: at,
      receivedOn,
      message: 'M1',
    },
    { at, by, type: 'procedure-started', procedure: id, version, run: 1 },
    { at, by, type: 'facts-recorded', facts },
    ...steps.flatMap((step, place): NewEvent[] => [
      {
        at,
        by,
        type: 'task-opened',
        task: `${step}#${place + 1}`,
        step,
        run: 1,
        turn: 1,
        performer: 'complaints-officer',
        clockFrom: receivedOn,
        due,
      },
      ...(place < steps.length - 1
        ? [
            {
              at,
              by,
              type: 'decided' as const,
              task: `${step}#${place + 1}`,
              decision: 1,
              outcome: 'done',
              answers: {},
              ends: true,
            },
          ]
        : []),
    ]),
    ...events,
  ];
  const { after } = record('SC-2026-00001-4', undefined, news);
  return publicStatus(after, procedures.version(id, version), { today, calendar, canBeReached });
}

const told = (situation: Situation) => {
  const { now, next } = statusOf(situation);
  return { now, next };
};

const statutory = procedures.version('childrens-statutory', '2006');
/** The sentence that the procedure has for the complainant at a step. */
const described = (step: string, { steps }: Procedure = statutory ?? neverLoaded()) => ({
  code: 'described',
  text: steps[step]?.publicStatus,
});
const neverLoaded = () => {
  throw new Error('the statutory procedure is not there');
};

const deadline = (of: string, passed: boolean, on = due) => ({ code: 'deadline', of, on, passed });
/** A clock that was asked for: stage 2, or the panel of stage 3. */
const started = (clock: string, from: string): NewEvent => ({
  at,
  by,
  type: 'clock-started',
  task: 'acknowledge#1',
  run: 1,
  clock,
  from,
});
/** Twenty working days have passed without an answer. */
const mayGoOn = (task: string): NewEvent => ({
  at: later,
  by,
  type: 'milestone',
  task,
  milestone: 'stage-2-without-response',
  title: 'They may go on',
  due: answeredBy,
  clock: 'stage-1',
  means: 'right',
});
const received = { code: 'received' };
const stage1 = ['acknowledge', 'stage-1'];
const window = [...stage1, 'stage-2-window'];
const intake = { procedure: 'intake', version: '1' };
const compliment = { procedure: 'compliment', version: '1', kind: 'compliment' } as const;

describe('before triage', () => {
  const atTriage = { ...intake, steps: ['triage'] };

  test.each<[string, Situation, string]>([
    ['a complaint: we write to them', { kind: 'complaint' }, 'write to you'],
    ['an email that could not be read may be a complaint', { kind: 'unreadable email' }, 'write to you'],
    ['a complaint without an address: they look here', { canBeReached: false }, 'look here'],
    ['a compliment is passed on', { kind: 'compliment' }, 'pass it on'],
    ['a comment is passed on', { kind: 'comment' }, 'pass it on'],
    ['a question is passed on', { kind: 'enquiry' }, 'pass it on'],
    [
      'a compliment without an address is passed on too',
      { kind: 'compliment', canBeReached: false },
      'pass it on',
    ],
  ])('%s', (_, situation, code) => {
    expect(told({ ...atTriage, ...situation })).toEqual({
      now: received,
      next: [deadline('reading', false), { code }],
    });
  });

  test.each([
    [dayBefore, false],
    [due, false],
    [dayAfter, true],
  ])('read on %s, the day for reading it has passed: %s', (today, passed) => {
    expect(told({ ...atTriage, today }).next).toEqual([
      deadline('reading', passed),
      { code: 'write to you' },
    ]);
  });

  test('has no day and no stages before a step opens', () => {
    expect(statusOf(intake)).toEqual({ now: received, next: [{ code: 'write to you' }], stages: [] });
    expect(told({})).toEqual({ now: received, next: [{ code: 'write to you' }] });
  });
});

describe('a complaint under way', () => {
  test.each(around(acknowledgedBy))('on %s: whether its acknowledgement is late: %s', (today, passed) => {
    expect(told({ steps: ['acknowledge'], today })).toEqual({
      now: described('acknowledge'),
      next: [deadline('acknowledgement', passed, acknowledgedBy)],
    });
  });

  test.each(around(answeredBy))('on %s: whether the answer of stage 1 is late: %s', (today, passed) => {
    expect(told({ steps: stage1, today })).toEqual({
      now: described('stage-1'),
      next: [deadline('answer', passed, answeredBy)],
    });
  });

  test.each(around(due))('on %s: whether what is due on 12 June 2026 is late: %s', (today, passed) => {
    expect(told({ ...compliment, steps: ['thank'], today })).toEqual({
      now: { code: 'dealing with it' },
      next: [deadline('everything', passed)],
    });
  });

  test('reports the late answer rather than the late acknowledgement once both are late', () => {
    expect(told({ steps: ['acknowledge'], today: addCalendarDays(answeredBy, 1) })).toEqual({
      now: described('acknowledge'),
      next: [deadline('answer', true, answeredBy)],
    });
  });

  test.each([
    ['acknowledge', ['acknowledge']],
    ['stage-1', stage1],
  ])('after 20 working days at %s they can go on without an answer', (step, steps) => {
    const task = `${step}#${steps.length}`;
    expect(told({ steps, after: [mayGoOn(task)], today: '2026-06-30' })).toEqual({
      now: described(step),
      next: [deadline('answer', true, answeredBy), { code: 'may go on' }],
    });
  });

  describe('stage 2, requested on Monday 8 June 2026', () => {
    const stage2 = [...window, 'stage-2-commission'];
    const after = [started('stage-2', '2026-06-08')];

    test.each([
      ['stage-2-commission', stage2],
      ['stage-2-statement', [...stage2, 'stage-2-statement']],
      ['stage-2', [...stage2, 'stage-2-statement', 'stage-2']],
    ])('has one last day, whatever the target of step %s', (step, steps) => {
      for (const [today, passed] of around('2026-07-13'))
        expect(told({ steps, after, today })).toEqual({
          now: described(step),
          next: [deadline('answer', passed, '2026-07-13')],
        });
    });

    test('moves its last day with an extension', () => {
      const extended: NewEvent = {
        at: later,
        by,
        type: 'extended',
        task: 'stage-2-commission#4',
        due: '2026-07-13',
        until: '2026-08-03',
        reason: 'Both are away.',
        clock: 'stage-2',
        stepKeeps: true,
      };
      expect(told({ steps: stage2, after: [...after, extended], today: '2026-08-03' }).next).toEqual([
        deadline('answer', false, '2026-08-03'),
      ]);
    });
  });

  test('shows internal checks as work on the answer', () => {
    for (const step of ['stage-1-check', 'stage-1-sign-off'])
      expect(told({ steps: [...stage1, step] })).toEqual(told({ steps: stage1 }));
  });

  test('ignores runs alongside, such as actions', () => {
    expect(statusOf({ steps: stage1, after: actionAlongside })).toEqual(statusOf({ steps: stage1 }));
  });

  test.each<[string, string, boolean]>([
    ['a day ahead', '2026-06-17', false],
    ['today', '2026-06-16', false],
    ['yesterday', '2026-06-15', true],
  ])('a late answer for which they agreed to wait until %s', (_, until, passed) => {
    const late = { steps: stage1, facts: { agreedToWaitUntil: until }, today: '2026-06-16' };
    expect(told(late).next).toEqual([
      deadline('answer', true, answeredBy),
      { code: 'agreed to wait', until, passed },
    ]);
  });

  test('mentions an agreement to wait only when the answer is late, and at no other step', () => {
    const facts = { agreedToWaitUntil: '2026-06-30' };
    expect(told({ steps: stage1, facts, today: answeredBy }).next).toEqual([
      deadline('answer', false, answeredBy),
    ]);
    expect(told({ steps: ['acknowledge'], facts, today: dayAfter }).next).toEqual([
      deadline('acknowledgement', true, acknowledgedBy),
    ]);
  });
});

describe('the window for the next stage', () => {
  const asksFor = statutory?.steps['stage-2-window']?.asksFor;
  const next = [{ code: 'may ask', for: asksFor, until: due }, { code: 'may accept' }];

  test.each([
    ['before its last day', dayBefore],
    ['on its last day', due],
  ])('%s they can ask', (_, today) => {
    expect(told({ steps: window, after: answer, today })).toEqual({
      now: { code: 'answered', inLetters: true },
      next,
    });
  });

  test.each<[string, NewEvent[], boolean]>([
    ['sent', answer, true],
    ['to be posted', letter('stage-1-response', 'to be posted'), true],
    ['not confirmed by the mail service', letter('stage-1-response', 'unconfirmed'), true],
    [
      'sent and returned',
      [...answer, { at, by, type: 'letter-returned', letter: 'stage-1-response', detail: '' }],
      true,
    ],
    ['refused by the mail service', letter('stage-1-response', 'refused'), false],
    ['not there', [], false],
    ['only a private link', letter('private-link', 'sent'), false],
  ])('a letter that is %s: whether they can read an answer on their page', (_, after, inLetters) => {
    expect(told({ steps: window, after }).now).toEqual({ code: 'answered', inLetters });
  });
});

describe('the panel meeting', () => {
  const steps = [...window, 'stage-2', 'stage-3-window', 'stage-3-panel-meeting'];
  const place = 'Shirehall, room 2';
  const onDay = (meetingOn: string): Facts => ({ meetingOn, meetingPlace: place });

  test.each<[string, string, string, boolean]>([
    ['tomorrow', due, dayBefore, false],
    ['today', due, due, false],
    ['today, before the last day that the law allows', dayBefore, dayBefore, false],
    ['passed', dayBefore, due, true],
  ])('%s: its day instead of the last day that the law allows', (_, on, today, passed) => {
    expect(told({ steps, facts: onDay(on), today })).toEqual({
      now: described('stage-3-panel-meeting'),
      next: [{ code: 'meeting', on, place, passed }],
    });
  });

  test('gives both days after the last day that the law allows', () => {
    expect(told({ steps, facts: onDay(dayAfter), today: dayBefore }).next).toEqual([
      deadline('meeting', false),
      { code: 'meeting', on: dayAfter, place, passed: false },
    ]);
    expect(told({ steps, facts: onDay(due), today: dayAfter }).next).toEqual([
      deadline('meeting', true),
      { code: 'meeting', on: due, place, passed: true },
    ]);
  });

  test('gives the last day of the step until day and place are both set', () => {
    for (const facts of [{}, { meetingOn: due }, { meetingPlace: place }])
      expect(told({ steps, facts }).next).toEqual([deadline('meeting', false)]);
  });

  test('gives the day by which the panel should meet while it is being appointed', () => {
    const asked = '2026-06-08';
    expect(
      told({
        steps: [...window, 'stage-2', 'stage-3-window', 'stage-3-panel'],
        after: [started('stage-3-panel', asked)],
        today: dayAfter,
      }).next,
    ).toEqual([deadline('meeting', false, calendar.add(asked, 30))]);
  });
});

describe('a paused case', () => {
  test.each([
    [dayBefore, false],
    [due, false],
    [dayAfter, true],
  ])('on %s: whether its review on 12 June 2026 has been missed: %s', (today, passed) => {
    expect(told({ steps: stage1, after: [paused], today })).toEqual({
      now: { code: 'paused', since: '2026-06-08' },
      next: [{ code: 'pause review', on: due, passed }],
    });
  });

  test('shows its step again once resumed', () => {
    expect(statusOf({ steps: stage1, after: [paused, resumed] })).toEqual(statusOf({ steps: stage1 }));
  });
});

describe('a case that is over', () => {
  const on = '2026-06-08';

  test.each<[string, NewEvent[], object, object]>([
    ['closed with a letter', [...answer, closed], { code: 'closed', on }, { code: 'read our letters' }],
    ['closed without a letter', [closed], { code: 'closed', on }, { code: 'ask what we did' }],
    [
      'closed with only a private link',
      [...letter('private-link', 'sent'), closed],
      { code: 'closed', on },
      { code: 'ask what we did' },
    ],
    [
      'withdrawn, and nothing more is done',
      [withdrawn(false), closed],
      { code: 'withdrawn', on },
      { code: 'no further work' },
    ],
    [
      'withdrawn, and the council looks into it anyway',
      [withdrawn(true)],
      { code: 'withdrawn', on },
      { code: 'continuing anyway' },
    ],
    [
      'withdrawn, and the council has finished anyway',
      [...answer, withdrawn(true), closed],
      { code: 'withdrawn', on },
      { code: 'finished anyway', on },
    ],
    [
      'withdrawn while it was paused',
      [paused, withdrawn(false)],
      { code: 'withdrawn', on },
      { code: 'no further work' },
    ],
  ])('%s', (_, after, now, next) => {
    expect(told({ steps: stage1, after })).toEqual({ now, next: [next] });
  });
});

describe('the stages', () => {
  const statuses = (situation: Situation) => statusOf(situation).stages.map(({ status }) => status);

  test.each<[string, Situation, string[]]>([
    ['before stage 1', { steps: ['acknowledge'] }, ['to come', 'on request', 'on request']],
    ['in stage 1', { steps: stage1 }, ['now', 'on request', 'on request']],
    ['in the window for stage 2', { steps: window }, ['done', 'on request', 'on request']],
    ['in stage 2', { steps: [...window, 'stage-2-commission'] }, ['done', 'now', 'on request']],
    ['closed after stage 1: only what it reached', { steps: window, after: [closed] }, ['done']],
    ['withdrawn: none', { steps: stage1, after: [withdrawn(true)] }, []],
    [
      'in stage 2 without an answer at stage 1: only from there',
      { steps: ['acknowledge', 'stage-2-commission'] },
      ['now', 'on request'],
    ],
    ['of a procedure without stages: none', { ...compliment, steps: ['thank'] }, []],
  ])('%s', (_, situation, expected) => {
    expect(statuses(situation)).toEqual(expected);
  });
});

describe('in words', () => {
  const read = (situation: Situation) => {
    const { now, next } = publicStatusInWords(statusOf(situation), wordsIn(undefined).publicStatus);
    return [now, ...next].join(' ');
  };
  const sorry = 'We are late, and we are sorry. You can ask us why.';

  test.each<[string, Situation, string]>([
    [
      'at triage',
      { ...intake, steps: ['triage'] },
      'We have got it. Someone will read it by Friday 12 June 2026. We will write to you. We will say who will look into it, and when we will answer.',
    ],
    [
      'late at stage 1, with an agreement that is over',
      { steps: stage1, today: '2026-06-16', facts: { agreedToWaitUntil: due } },
      `${statutory?.steps['stage-1']?.publicStatus} We said we would answer by Monday 15 June 2026. ${sorry} You agreed to wait until Friday 12 June 2026. That day has passed too.`,
    ],
    [
      'not acknowledged, after 20 working days',
      { steps: ['acknowledge'], after: [mayGoOn('acknowledge#1')], today: '2026-06-30' },
      `${statutory?.steps['acknowledge']?.publicStatus} We said we would answer by Monday 15 June 2026. ${sorry} You do not have to wait any longer. You can ask for the next stage now.`,
    ],
    [
      'while stage 2 is commissioned',
      {
        steps: [...window, 'stage-2-commission'],
        after: [started('stage-2', '2026-06-08')],
        today: dayAfter,
      },
      `${statutory?.steps['stage-2-commission']?.publicStatus} We will answer by Monday 13 July 2026.`,
    ],
    [
      'in the window',
      { steps: window, after: answer },
      `We have answered. Our answer is in our letters below. If you are not happy with our answer, you can ask for ${statutory?.steps['stage-2-window']?.asksFor}. The last day to ask is Friday 12 June 2026. If you are happy with it, you do not need to do anything.`,
    ],
    [
      'paused',
      { steps: stage1, after: [paused] },
      'We paused this on Monday 8 June 2026. We will look at it again by Friday 12 June 2026. We will write to you when we start again.',
    ],
    [
      'withdrawn',
      { steps: stage1, after: [withdrawn(false)] },
      'You asked us to stop on Monday 8 June 2026. We are doing nothing more about it. If you change your mind, tell us.',
    ],
    [
      'closed without a letter',
      { steps: stage1, after: [closed] },
      'We closed this on Monday 8 June 2026. We have not written to you about what we did. If you want to know, phone us or add a message here.',
    ],
    [
      'a compliment that is late',
      { ...compliment, steps: ['thank'], today: dayAfter },
      `We are dealing with it. We planned to finish by Friday 12 June 2026. ${sorry}`,
    ],
  ])('%s', (_, situation, sentences) => {
    expect(read(situation)).toBe(sentences);
  });

  test('shows no internal title at any step of any procedure', () => {
    for (const { id, version, steps } of procedures.all)
      for (const [step, { title }] of Object.entries(steps))
        expect(read({ procedure: id, version, steps: [step], today: dayAfter })).not.toContain(title);
  });
});
