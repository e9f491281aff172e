import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { council, decided, facts, opened, started, user, type What } from '../a-case.ts';
import { stage1, toStaff, values, type Letter } from './a-letter.ts';

// What fills a letter of a complaint received on Monday 1 June 2026, whose answer is due on Monday 15 June. Today is
// Wednesday 10 June.

const of = (letter: Partial<Letter>, ...names: (keyof LetterValues)[]) => {
  const all = values({ happened: stage1, ...letter });
  return names.map((name) => all[name]);
};
const known = (recorded: Facts, ...names: (keyof LetterValues)[]) =>
  of({ happened: [...stage1, facts(recorded)] }, ...names);

describe('what is said of children and advocates', () => {
  const { advocacy } = council;
  test.each<[string, Facts, unknown[]]>([
    ['nothing of an adult', {}, ['', '', '', '', '', '']],
    ['a child is offered an advocate', { relation: 'child' }, ['yes', 'yes', '', '', advocacy, '']],
    [
      'a child who complained with help',
      { madeByChild: true, relation: 'parent' },
      ['yes', 'yes', '', '', advocacy, ''],
    ],
    ['a care leaver is no child', { relation: 'care-leaver' }, ['', 'yes', '', '', advocacy, '']],
    ['someone who wants an advocate', { advocacyWanted: true }, ['', '', 'yes', '', '', '']],
    ['someone who does not', { advocacyWanted: false }, ['', '', '', '', '', '']],
    ['someone who was offered one', { advocacyOffered: true }, ['', '', '', '', advocacy, '']],
    [
      'someone who speaks for a child',
      { actsFor: 'child', relation: 'parent', advocacyOffered: true },
      ['', '', '', 'yes', '', ''],
    ],
    [
      'someone who waits for consent',
      { actsFor: 'child', relation: 'parent', consent: 'asked for' },
      ['', '', '', 'yes', '', 'yes'],
    ],
    [
      'someone whose consent was refused',
      { actsFor: 'child', relation: 'parent', consent: 'refused' },
      ['', '', '', 'yes', '', ''],
    ],
    ['consent that is not about a child', { consent: 'asked for' }, ['', '', '', '', '', '']],
  ])('%s', (_, recorded, expected) => {
    expect(
      known(
        recorded,
        'toChild',
        'advocacyRight',
        'advocateWanted',
        'advocacyForChild',
        'advocacyOffer',
        'consentAwaited',
      ),
    ).toEqual(expected);
  });
});

describe('what kind of feedback it is', () => {
  test.each<[Facts['kind'], string]>([
    ['complaint', 'yes'],
    ['compliment', ''],
    ['enquiry', ''],
  ])('%s', (kind, about) => {
    expect(known(kind === undefined ? {} : { kind }, 'aboutComplaint')).toEqual([about]);
  });
});

describe('the people named', () => {
  const stage2 = {
    investigatingOfficer: 'investigating-officer',
    independentPerson: 'independent-person',
    adjudicatingOfficer: 'adjudicating-officer',
  };
  const signed = (id: string, part: 'investigating officer' | 'panel chair' | 'panel member'): What => ({
    type: 'independence-declared',
    by: `user:${id}`,
    part,
    words: 'x',
  });
  const named = (recorded: Facts, ...more: What[]) =>
    of(
      { happened: [...stage1, facts(recorded), ...more] },
      'investigatingOfficerName',
      'independentPersonName',
      'adjudicatorName',
    );
  test('are independent people once they have signed, and senior managers at once', () => {
    expect(named({})).toEqual(['', '', '']);
    expect(named(stage2)).toEqual(['', '', 'Helen Marsh']);
    expect(named(stage2, signed('investigating-officer', 'investigating officer'))).toEqual([
      'Janet Cole',
      '',
      'Helen Marsh',
    ]);
    expect(named({ adjudicatingOfficer: 'gone' })).toEqual(['', '', 'gone']);
  });
  const panel = { panelChair: 'panel-chair', panelMembers: ['panel-member', 'panel-member-2'] };
  const ofPanel = (...more: What[]) =>
    of({ happened: [...stage1, facts({ ...panel, ...stage2 }), ...more] }, 'panelNames', 'namesToFollow');
  test('are those of the panel who have signed, and that others follow', () => {
    const [names, follow] = ofPanel(signed('panel-chair', 'panel chair'));
    expect([names, follow !== '']).toEqual([['Susan Hart (chair)'], true]);
    const [all, none] = ofPanel(
      signed('panel-chair', 'panel chair'),
      signed('panel-member', 'panel member'),
      signed('panel-member-2', 'panel member'),
    );
    expect([all, none]).toEqual([['Susan Hart (chair)', 'Farah Aziz', 'John Moss'], '']);
    expect(of({}, 'panelNames', 'namesToFollow')).toEqual([[], '']);
  });
});

describe('the points', () => {
  const points = [
    { id: 'P1', text: 'No calls' },
    { id: 'P2', text: 'Bins' },
  ];
  test.each<[string, Facts, unknown]>([
    ['are not listed when there is one', { points: points.slice(0, 1) }, []],
    ['are listed when there are more', { points }, ['No calls', 'Bins']],
    [
      'say where one is dealt with, and why',
      {
        procedure: 'childrens-statutory',
        points: [
          ...points,
          {
            id: 'P3',
            text: 'Road',
            procedure: 'corporate',
            procedureReason: 'Roads are not care.',
            case: 'SC-2',
          },
        ],
      },
      [
        'No calls',
        'Bins',
        'Road\n\nWe will deal with this point separately. Its reference is SC-2.\n\nRoads are not care.',
      ],
    ],
    [
      'leave out what another route deals with',
      { points: [...points, { id: 'P3', text: 'Harm', route: 'insurance-claim' }] },
      ['No calls', 'Bins'],
    ],
    [
      'are not listed when another route deals with all but one',
      {
        points: [
          { id: 'P1', text: 'No calls' },
          { id: 'P3', text: 'Harm', route: 'insurance-claim' },
        ],
      },
      [],
    ],
  ])('%s', (_, recorded, expected) => {
    expect(known(recorded, 'points')).toEqual([expected]);
  });
});

describe('what an officer last told of a delay', () => {
  const told = (
    name: string,
    expected: string,
    more: Partial<Extract<What, { type: 'decided' }>> = {},
  ): What =>
    decided('stage-1', name, 'user:complaints-officer', { ends: false, answers: { expected }, ...more });
  const last = (...more: What[]) => of({ happened: [...stage1, ...more] }, 'lastToldDate')[0];
  const friday = 'Friday 12 June 2026';
  test.each<[string, What[], string]>([
    ['is nothing before', [], ''],
    ['is the day they gave', [told('tell-delay', '2026-06-12')], friday],
    ['is today', [told('tell-delay', '2026-06-10')], 'Wednesday 10 June 2026'],
    ['is no day that has passed', [told('tell-delay', '2026-06-09')], ''],
    [
      'is the day they gave last',
      [told('tell-delay', '2026-06-11'), told('tell-delay', '2026-06-12', { decision: 2 })],
      friday,
    ],
    ['is not what only the officer was told', [told('report-delay', '2026-06-12')], ''],
    ['is not another decision', [told('freeze', '2026-06-12')], ''],
    [
      'is not what was told in another stage',
      [
        opened('stage-2', 'investigating-officer'),
        decided('stage-2', 'tell-delay', 'system', { ends: false, answers: { expected: '2026-06-12' } }),
        opened('stage-1', 'team-manager', { task: 'stage-1#2' }),
      ],
      '',
    ],
    [
      'is not what was told in another run',
      [
        told('tell-delay', '2026-06-12'),
        started({ run: 2 }),
        opened('stage-1', 'team-manager', { task: 'stage-1#2', run: 2 }),
      ],
      '',
    ],
  ])('%s', (_, happened, expected) => {
    expect(last(...happened)).toBe(expected);
  });
});

describe('the day of before and the day of now', () => {
  const moved = (task: string, due: string, until: string): What => ({
    type: 'deadline-moved',
    task,
    due,
    until,
    reason: 'x',
  });
  const extended = (due: string, until: string): What => ({
    type: 'extended',
    task: 'stage-1#1',
    due,
    until,
    reason: 'x',
  });
  const days = (...more: What[]) =>
    of({ happened: [...stage1, ...more], from: 'stage-1' }, 'oldDueDate', 'newDueDate');
  test.each<[string, What[], [string, string]]>([
    ['are the same without a move', [], ['Monday 15 June 2026', 'Monday 15 June 2026']],
    [
      'are those of an extension',
      [extended('2026-06-15', '2026-06-22')],
      ['Monday 15 June 2026', 'Monday 22 June 2026'],
    ],
    [
      'are those of the last move',
      [extended('2026-06-15', '2026-06-22'), moved('stage-1#1', '2026-06-22', '2026-06-24')],
      ['Monday 22 June 2026', 'Wednesday 24 June 2026'],
    ],
    [
      'are not those of another task',
      [opened('acknowledge', 'complaints-officer'), moved('acknowledge#1', '2026-06-04', '2026-06-05')],
      ['Monday 15 June 2026', 'Monday 15 June 2026'],
    ],
  ])('%s', (_, happened, expected) => {
    expect(days(...happened)).toEqual(expected);
  });
});

describe('a meeting', () => {
  const meet = (decision: number, meetingOn: string, step = 'stage-3-panel', task = `${step}#1`): What =>
    decided(step, 'appoint', 'user:complaints-officer', {
      task,
      decision,
      ends: false,
      answers: meetingOn === '' ? {} : { meetingOn },
    });
  const panel = opened('stage-3-panel', 'complaints-officer');
  const was = (decision: number, ...more: What[]) =>
    of({ happened: [started(), panel, ...more], decision }, 'meetingWasOn')[0];
  test.each<[string, number, What[], string]>([
    ['was set for no day before the first', 1, [meet(1, '2026-06-20')], ''],
    [
      'was set for the day before',
      2,
      [meet(1, '2026-06-20'), meet(2, '2026-06-22')],
      'Saturday 20 June 2026',
    ],
    [
      'was set for the last of several days',
      3,
      [meet(1, '2026-06-18'), meet(2, '2026-06-20'), meet(3, '2026-06-22')],
      'Saturday 20 June 2026',
    ],
    [
      'was set for the day before a decision without one',
      3,
      [meet(1, '2026-06-20'), meet(2, ''), meet(3, '2026-06-22')],
      'Saturday 20 June 2026',
    ],
    ['is not set by a decision without a day', 2, [meet(1, '2026-06-20'), meet(2, '')], ''],
    ['was not set by a later decision', 1, [meet(1, '2026-06-20'), meet(2, '2026-06-22')], ''],
  ])('%s', (_, decision, happened, expected) => {
    expect(was(decision, ...happened)).toBe(expected);
  });
  test('of another run is another one', () => {
    const again: What[] = [
      started({ run: 2 }),
      opened('stage-3-panel', 'complaints-officer', { task: 'stage-3-panel#2', run: 2 }),
    ];
    const second: What = decided('stage-3-panel', 'appoint', 'system', {
      task: 'stage-3-panel#2',
      decision: 1,
      ends: false,
      answers: { meetingOn: '2026-06-22' },
    });
    expect(
      of(
        { happened: [started(), panel, meet(1, '2026-06-20'), ...again, second], decision: 1 },
        'meetingWasOn',
      ),
    ).toEqual(['']);
  });
  test('has its day, time and place', () => {
    expect(
      known(
        { meetingOn: '2026-06-20', meetingTime: '14:30', meetingPlace: 'Room 1' },
        'meetingOn',
        'meetingPlace',
      ),
    ).toEqual(['Saturday 20 June 2026', 'Room 1']);
    expect(known({ meetingTime: '14:30' }, 'meetingTime')).not.toEqual(['']);
    expect(known({}, 'meetingOn', 'meetingTime', 'meetingPlace')).toEqual(['', '', '']);
  });
});

describe('a decision', () => {
  const decision = (
    answers: Record<string, string>,
    outcome = 'decline',
    by: `user:${string}` = 'user:complaints-officer',
  ) => ({
    happened: [
      started(),
      opened('acknowledge', 'complaints-officer'),
      decided('acknowledge', outcome, by, { answers }),
    ],
    decision: 1,
  });
  test('gives its reason, and its ground in words', () => {
    expect(of(decision({ ground: 'late', reason: 'Two years ago.' }), 'reason')).toEqual(['Two years ago.']);
    const [ground, comeBack] = of(decision({ ground: 'late' }), 'groundInWords', 'howToComeBack');
    expect([ground, comeBack]).toEqual([
      expect.stringContaining('more than a year'),
      expect.stringContaining('good reason'),
    ]);
    expect(of(decision({ ground: 'unknown' }), 'groundInWords', 'howToComeBack')).toEqual([
      undefined,
      undefined,
    ]);
    expect(of({}, 'reason', 'groundInWords')).toEqual(['', undefined]);
  });
  test('without one, the reason is that of the last reopening', () => {
    const reopened = (reason: string): What => ({ type: 'reopened', step: 'stage-1', reason });
    expect(
      of(
        { happened: [...stage1, { type: 'closed', as: 'x', run: 1 }, reopened('One.'), reopened('Two.')] },
        'reason',
      ),
    ).toEqual(['Two.']);
  });
  test('answers what it was asked, on the days it names', () => {
    const answers = {
      answer: 'Yes.',
      agreed: 'We call.',
      agreedOn: '2026-06-09',
      whereTo: 'The NHS',
      reviewOn: '2026-06-20',
      advocateContact: '01743',
      expected: '2026-06-12',
    };
    expect(
      of(
        decision(answers),
        'answer',
        'agreement',
        'agreedOn',
        'whereTo',
        'reviewDate',
        'advocateContact',
        'expectedDate',
      ),
    ).toEqual([
      'Yes.',
      'We call.',
      'Tuesday 9 June 2026',
      'The NHS',
      'Saturday 20 June 2026',
      '01743',
      'Friday 12 June 2026',
    ]);
    expect(of(decision({ ...answers, resolvedOn: '2026-06-08' }), 'agreedOn')).toEqual([
      'Monday 8 June 2026',
    ]);
  });
});

describe('the day of the answer', () => {
  const promised = (on: string, expected?: string) =>
    of(
      {
        happened:
          expected === undefined
            ? stage1
            : [
                ...stage1,
                decided('stage-1', 'tell-delay', 'user:complaints-officer', {
                  ends: false,
                  answers: { expected },
                }),
              ],
        ...(expected === undefined ? {} : { decision: 1 }),
        on,
      },
      'answerPromisedFor',
      'answerWasDueOn',
    );
  const day = 'Monday 15 June 2026';
  test.each<[string, string, string | undefined, [string, string]]>([
    ['is promised until its last day', '2026-06-15', undefined, [day, '']],
    ['was due from the day after', '2026-06-16', undefined, ['', day]],
    ['is not repeated when it is kept all the same', '2026-06-10', '2026-06-15', ['', '']],
    ['is repeated when it will be missed', '2026-06-10', '2026-06-16', [day, '']],
    ['was due although a day is expected', '2026-06-16', '2026-06-20', ['', day]],
  ])('%s', (_, on, expected, values_) => {
    expect(promised(on, expected)).toEqual(values_);
  });
  test.each([
    ['2026-06-15', ''],
    ['2026-06-16', '1'],
    ['2026-06-20', '4'],
    ['2026-06-22', '5'],
  ])('on %s it is so many working days late: %s', (on, late) => {
    expect(of({ on }, 'workingDaysLate')).toEqual([late]);
  });
  test('until which someone agreed to wait is told while it is to come', () => {
    const until = (agreedToWaitUntil: string) => known({ agreedToWaitUntil }, 'waitUntil');
    expect([until('2026-06-10'), until('2026-06-09'), known({}, 'waitUntil')]).toEqual([
      ['Wednesday 10 June 2026'],
      [''],
      [''],
    ]);
  });
  test('when someone agreed to wait is told by the letter of that, even late', () => {
    const happened = [
      ...stage1,
      facts({ agreedToWaitUntil: '2026-06-09' }),
      decided('stage-1', 'agree-to-wait', 'system', { ends: false }),
    ];
    expect(of({ happened, decision: 1 }, 'waitUntil')).toEqual(['Tuesday 9 June 2026']);
  });
});

describe('an alert', () => {
  const link = (pages: string) => of({ to: toStaff, of: { ...council, pages } }, 'link');
  test('leads to the case, and a letter to the complainant does not', () => {
    expect([link('https://a.example/'), link('https://a.example')]).toEqual([
      ['https://a.example/cases/SC-2026-00001-4'],
      ['https://a.example/cases/SC-2026-00001-4'],
    ]);
    expect(of({}, 'link')).toEqual(['']);
  });
  const offered = (id: string | undefined, step = 'stage-1', ...more: What[]) =>
    of(
      {
        happened: [started(), opened(step, 'team-manager', { assignee: 'team-manager' }), ...more],
        to: { language: 'en', staffName: 'x', ...(id === undefined ? {} : { user: user(id) }) },
      },
      'canReportDelay',
    )[0];
  test.each<[string, string | undefined, string, What[], string]>([
    ['offers a delay to who has the step', 'team-manager', 'stage-1', [], 'yes'],
    ['offers none to who may not report it', 'report-writer', 'stage-1', [], ''],
    ['offers none to a contact', undefined, 'stage-1', [], ''],
    [
      'offers none to someone complained about',
      'team-manager',
      'stage-1',
      [facts({ complainedAbout: ['team-manager'] })],
      '',
    ],
    ['offers none at a step that the procedure does not have', 'team-manager', 'gone', [], ''],
  ])('%s', (_, id, step, happened, expected) => {
    expect(offered(id, step, ...happened)).toBe(expected);
  });
});

describe('what the complainant reads of a step', () => {
  test('never its title', () => {
    const title = (step: string, to?: typeof toStaff) =>
      of(
        { happened: [started(), opened(step, 'complaints-officer')], ...(to ? { to } : {}) },
        'stepTitle',
      )[0];
    expect(title('stage-1', toStaff)).toBe('Stage 1, local resolution');
    expect(title('stage-1')).not.toBe('Stage 1, local resolution');
    expect(title('stage-1-check')).toBe(title('stage-1'));
    expect(title('stage-2-window')).toContain('You can ask for');
    // A step that the procedure does not have any more has no words.
    expect(title('gone', toStaff)).toBe('gone');
    expect(title('gone')).toBe('We are dealing with it.');
  });
});

describe('the next stage', () => {
  const mayGoOn: What = {
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'stage-2-without-response',
    title: 'x',
    due: '2026-06-15',
    clock: 'stage-1',
  };
  test.each<[string, What[], string]>([
    [
      'is named in its window',
      [started(), opened('stage-2-window', 'complainant', { due: '2026-06-29' })],
      'stage 2, an investigation by people who are independent of the council',
    ],
    [
      'is named once they may go on without an answer',
      [...stage1, mayGoOn],
      'stage 2, an investigation by people who are independent of the council',
    ],
    ['is not named before', stage1, ''],
  ])('%s', (_, happened, expected) => {
    expect(of({ happened }, 'nextStageName')).toEqual([expected]);
  });
  test('has a last day to ask only in its window', () => {
    expect(
      of(
        { happened: [started(), opened('stage-2-window', 'complainant', { due: '2026-06-29' })] },
        'requestBy',
      ),
    ).toEqual(['Monday 29 June 2026']);
    expect(of({}, 'requestBy')).toEqual(['']);
  });
});

test('a merged case is named by the letter of its merge', () => {
  const merged = (from: string): What => ({ type: 'merged-from', from, reason: 'x' });
  const happened = [...stage1, merged('SC-2026-00002-2'), merged('SC-2026-00003-0')];
  const named = (letter: string | undefined) =>
    of({ happened, ...(letter === undefined ? {} : { letter }) }, 'mergedReference')[0];
  expect(named('merged-SC-2026-00003-0/cases-merged/complainant')).toBe('SC-2026-00003-0');
  expect(named('copy/merged-SC-2026-00003-0')).toBe('');
  expect(named(undefined)).toBe('');
});
