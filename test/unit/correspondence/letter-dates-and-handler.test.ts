import { describe, expect, test } from 'vitest';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { council, decided, facts, opened, started, type What } from '../a-case.ts';
import { stage1, values, type Letter } from './a-letter.ts';

const delayed = (expected: string, more: What[] = []): Letter => ({
  happened: [
    ...stage1,
    ...more,
    decided('stage-1', 'tell-delay', 'user:complaints-officer', {
      ends: false,
      answers: { expected, reason: 'A worker is away.' },
    }),
  ],
  decision: 1,
});

describe('the dates of a letter', () => {
  const acknowledged: Letter = {
    happened: [
      started(),
      opened('acknowledge', 'complaints-officer', { due: '2026-06-04', assignee: 'complaints-officer' }),
      decided('acknowledge', 'acknowledge', 'user:complaints-officer'),
      facts({ investigator: 'team-manager' }),
    ],
    decision: 1,
    on: '2026-06-03',
  };
  const extended: Letter = {
    happened: [
      ...stage1,
      decided('stage-1', 'extend', 'user:complaints-officer', {
        ends: false,
        answers: { until: '2026-06-22', reason: 'It is complex.' },
      }),
      {
        type: 'extended',
        task: 'stage-1#1',
        due: '2026-06-15',
        until: '2026-06-22',
        reason: 'It is complex.',
      },
    ],
    decision: 1,
  };
  const sent: Letter = {
    happened: [
      ...stage1,
      decided('stage-1', 'respond', 'user:team-manager'),
      opened('stage-1-sign-off', 'complaints-officer', { assignee: 'complaints-officer' }),
      decided('stage-1-sign-off', 'send', 'user:complaints-officer', { at: '2026-06-15T09:00:00.000Z' }),
    ],
    decision: 1,
    on: '2026-06-15',
  };
  const windowClosing: Letter = {
    happened: [started(), opened('stage-2-window', 'complainant', { due: '2026-07-13' })],
    on: '2026-07-06',
  };
  const paused: Letter = {
    happened: [
      ...stage1,
      decided('stage-1', 'freeze', 'user:complaints-officer', {
        ends: false,
        answers: { reviewOn: '2026-09-01', reason: 'A court case.' },
      }),
    ],
    decision: 1,
  };

  test.each<[string, Letter, LetterValues]>([
    [
      'an acknowledgement promises the answer of stage 1, ten working days after the receipt',
      acknowledged,
      {
        letterDate: 'Wednesday 3 June 2026',
        receivedOn: 'Monday 1 June 2026',
        dueDate: 'Monday 15 June 2026',
        answerPromisedFor: 'Monday 15 June 2026',
        answerWasDueOn: '',
        requestBy: '',
        nextStageName: '',
      },
    ],
    [
      'an extension gives the old and the new day, and its reason',
      extended,
      {
        oldDueDate: 'Monday 15 June 2026',
        newDueDate: 'Monday 22 June 2026',
        dueDate: 'Monday 22 June 2026',
        answerPromisedFor: 'Monday 22 June 2026',
        reason: 'It is complex.',
      },
    ],
    [
      'a step that was never moved has one day, old and new',
      { happened: stage1 },
      { oldDueDate: 'Monday 15 June 2026', newDueDate: 'Monday 15 June 2026' },
    ],
    [
      'an answer gives 20 working days from its own day to ask for stage 2',
      sent,
      {
        requestBy: 'Monday 13 July 2026',
        nextStageName: 'stage 2, an investigation by people who are independent of the council',
        dueDate: 'Monday 15 June 2026',
      },
    ],
    [
      'a reminder from the window gives the last day of that window, and promises no answer',
      windowClosing,
      {
        requestBy: 'Monday 13 July 2026',
        nextStageName: 'stage 2, an investigation by people who are independent of the council',
        answerPromisedFor: '',
        answerWasDueOn: '',
      },
    ],
    [
      'a pause gives the day of its review',
      paused,
      { reviewDate: 'Tuesday 1 September 2026', reason: 'A court case.', expectedDate: '' },
    ],
    [
      'a letter without a decision gives no reason and no other day',
      { happened: stage1 },
      { reason: '', reviewDate: '', expectedDate: '', requestBy: '', decisionOn: '', meetingOn: '' },
    ],
  ])('%s', (_, letter, expected) => {
    expect(values(letter)).toMatchObject(expected);
  });

  test('gives the latest of two moves', () => {
    const moved: What = {
      type: 'deadline-moved',
      task: 'stage-1#1',
      due: '2026-06-22',
      until: '2026-06-24',
      reason: 'A pause',
    };
    expect(values({ ...extended, happened: [...extended.happened, moved] })).toMatchObject({
      oldDueDate: 'Monday 22 June 2026',
      newDueDate: 'Wednesday 24 June 2026',
    });
  });
  test('ignores the move of another step', () => {
    const other: What[] = [
      opened('acknowledge', 'complaints-officer', { due: '2026-06-04' }),
      { type: 'extended', task: 'acknowledge#1', due: '2026-06-04', until: '2026-06-08', reason: 'Ill' },
    ];
    expect(values({ happened: [...stage1, ...other], from: 'stage-1' })).toMatchObject({
      oldDueDate: 'Monday 15 June 2026',
    });
  });
  test('gives the reason of the latest reopening', () => {
    const reopened = (reason: string): What => ({ type: 'reopened', step: 'stage-1', reason });
    const happened = [...stage1, reopened('A first time.'), reopened('New facts.')];
    expect(values({ happened }).reason).toBe('New facts.');
  });
  test('dates our decision by the last answer sent before', () => {
    const send = (task: string, turn: number, at: string): What[] => [
      opened('stage-2-adjudication-sign-off', 'complaints-officer', { task, turn }),
      decided('stage-2-adjudication-sign-off', 'send', 'user:complaints-officer', { task, at }),
    ];
    const happened = [
      ...stage1,
      ...send('stage-2-adjudication-sign-off#1', 2, '2026-08-03T09:00:00.000Z'),
      ...send('stage-2-adjudication-sign-off#2', 3, '2026-08-04T09:00:00.000Z'),
      opened('stage-3-window', 'complainant', { turn: 4 }),
      decided('stage-3-window', 'freeze', 'user:complaints-officer', {
        at: '2026-08-05T09:00:00.000Z',
        ends: false,
        answers: { reason: 'A court case.', reviewOn: '2026-09-01' },
      }),
    ];
    expect(values({ happened, from: 'stage-3-window' }).decisionOn).toBe('Tuesday 4 August 2026');
    expect(values({ happened, from: 'stage-1' }).decisionOn).toBe('');
  });
});

describe('gives the day we promised and whether we can still keep it', () => {
  test.each([
    ['before the due day', '2026-06-10', '2026-06-19', 'Monday 15 June 2026', ''],
    ['on the due day', '2026-06-15', '2026-06-19', 'Monday 15 June 2026', ''],
    ['on the day after it', '2026-06-16', '2026-06-19', '', 'Monday 15 June 2026'],
    ['with an answer on the due day itself, it is kept', '2026-06-10', '2026-06-15', '', ''],
    ['with an answer the day after it, it is not', '2026-06-10', '2026-06-16', 'Monday 15 June 2026', ''],
  ])('a delay reported %s', (_, on, expected, answerPromisedFor, answerWasDueOn) => {
    expect(values({ ...delayed(expected), on })).toMatchObject({ answerPromisedFor, answerWasDueOn });
  });
  test('gives the day it is expected, with its weekday', () => {
    expect(values(delayed('2026-06-19')).expectedDate).toBe('Friday 19 June 2026');
  });

  const mayGoOn: What = {
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'stage-2-without-response',
    title: 'May go on',
    due: '2026-06-15',
  };
  test('names the next stage only once the complainant may go on without an answer', () => {
    expect(values(delayed('2026-07-10', [mayGoOn])).nextStageName).toBe(
      'stage 2, an investigation by people who are independent of the council',
    );
    const reminder = { ...mayGoOn, milestone: 'reminder' };
    expect(values(delayed('2026-07-10', [reminder])).nextStageName).toBe('');
  });
});

describe('promises no answer while the clock of the stage has not started', () => {
  test('promises the answer while only the acknowledgement is outstanding', () => {
    const happened = [started(), opened('acknowledge', 'complaints-officer')];
    expect(values({ happened }).answerPromisedFor).toBe('Monday 15 June 2026');
  });
  test('gives a sign-off the day of the answer, including extensions', () => {
    const happened: What[] = [
      ...stage1,
      {
        type: 'extended',
        task: 'stage-1#1',
        clock: 'stage-1',
        due: '2026-06-15',
        until: '2026-06-22',
        reason: 'A witness is away.',
      },
      opened('stage-1-sign-off', 'complaints-officer', { due: '2026-06-22' }),
    ];
    expect(values({ happened }).answerPromisedFor).toBe('Monday 22 June 2026');
  });
  test('promises nothing after the last answer', () => {
    const happened = [started(), opened('learning', 'team-manager')];
    expect(values({ happened })).toMatchObject({ answerPromisedFor: '', answerWasDueOn: '' });
  });
});

describe('the handler named in a letter', () => {
  const check = opened('stage-1-check', 'quality-checker', { assignee: 'quality-checker' });
  const unassigned = [started(), opened('stage-1', 'team-manager')];
  const responded = (by: 'user:team-manager' | 'user:team-manager-2') => decided('stage-1', 'respond', by);
  const extendedBy = decided('stage-1', 'extend', 'user:complaints-officer', { ends: false });
  const megan = { handlerName: 'Megan Price', handlerRole: 'team manager, Assessment Team' };
  const owen = { handlerName: 'Owen Hughes', handlerRole: 'team manager, Looked After Children Team' };
  const ruth = { handlerName: 'Ruth Barker', handlerRole: 'quality checker' };
  const priya = { handlerName: 'Priya Shah', handlerRole: 'complaints officer' };
  const noOne = { handlerName: 'A manager', handlerRole: 'Shropshire Council' };
  const acknowledging = [
    started(),
    opened('acknowledge', 'complaints-officer', { assignee: 'complaints-officer' }),
    decided('acknowledge', 'acknowledge', 'user:complaints-officer'),
  ];

  test.each<[string, Letter, LetterValues]>([
    ['the person of the step', { happened: stage1 }, megan],
    [
      'the person appointed to the next step, once it is decided that it comes',
      { happened: [...acknowledging, facts({ investigator: 'team-manager-2' })], decision: 1 },
      owen,
    ],
    ['otherwise the person of this step', { happened: acknowledging, decision: 1 }, priya],
    [
      'the author of the answer while it is checked',
      { happened: [...stage1, responded('user:team-manager'), check] },
      megan,
    ],
    [
      'the person who submitted the answer when it was assigned to no one',
      { happened: [...unassigned, extendedBy, responded('user:team-manager-2'), check] },
      owen,
    ],
    [
      'not the person who only extended the time of the answer',
      { happened: [...unassigned, extendedBy, check] },
      ruth,
    ],
    [
      'the person who decided when the step is assigned to no one',
      { happened: [...unassigned, extendedBy], decision: 1 },
      priya,
    ],
    ['a manager when no one is known', { happened: unassigned }, noOne],
    [
      'never someone whom the complaint is about',
      { happened: [...stage1, facts({ complainedAbout: ['team-manager'] })] },
      noOne,
    ],
    [
      'never someone who has left',
      {
        happened: stage1,
        of: {
          ...council,
          users: council.users.map((one) => (one.id === 'team-manager' ? { ...one, retired: true } : one)),
        },
      },
      noOne,
    ],
  ])('%s', (_, letter, expected) => {
    expect(values(letter)).toMatchObject(expected);
  });
});
