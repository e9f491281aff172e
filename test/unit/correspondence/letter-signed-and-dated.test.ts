import { describe, expect, test } from 'vitest';
import {
  letterValues,
  taskOfLetter,
  type LetterReader,
} from '../../../functions/domain/correspondence/letter-values.ts';
import type { Council } from '../../../functions/domain/council/council.ts';
import { sentences } from '../../../workflows/letters/en/sentences.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import { calendar, council, decided, facts, opened, recorded, started, type What } from '../a-case.ts';
import { procedure } from '../decisions/a-decision.ts';
import { stage1 } from './a-letter.ts';

// Who signs a letter, and the days in it, by what a test makes up for the outcome that sends it. Received on Monday 1 June
// 2026, due on Monday 15 June. Today is Wednesday 10 June.

interface Made {
  happened?: What[];
  outcome?: Partial<Outcome>;
  letter?: string;
  clock?: string;
  to?: LetterReader;
  of?: Council;
  on?: string;
  followed?: Partial<Procedure>;
  decision?: number;
}
const sam: LetterReader = { language: 'en', complainantName: 'Sam Carter' };
const onPaper: LetterReader = { ...sam, byPost: true };

function values({
  happened = stage1,
  outcome,
  letter,
  clock,
  to = sam,
  of = council,
  on = '2026-06-10',
  followed = {},
  decision,
}: Made): LetterValues {
  const { after, events } = recorded(...happened);
  const task = taskOfLetter(after, undefined);
  const made: Outcome = { title: 'x', form: {}, letters: [], next: 'again', ...outcome };
  return letterValues(
    {
      state: after,
      events,
      procedure: { ...procedure, ...followed },
      task,
      decision,
      letter,
      clock,
      ...(outcome === undefined ? {} : { sentBy: made }),
    },
    to,
    { council: of, calendar, now: `${on}T12:00:00.000Z` },
  );
}
const value = (name: keyof LetterValues, made: Made) => values(made)[name];

const handler = facts({ handler: 'complaints-officer' });
const answered = decided('stage-1', 'respond', 'user:team-manager');

describe('a letter is signed', () => {
  const written: What = {
    type: 'letter-written',
    by: 'user:complaints-officer-2',
    letter: 'L1',
    subject: 'About calls',
    text: 'Dear Sam',
  };
  const signed = (made: Made) => {
    const { signerName, signerRole, officerName, officerTeam } = values(made);
    return [signerName, signerRole, officerName, officerTeam];
  };
  const team = 'Complaints team';
  const author: Partial<Outcome> = { signedBy: 'author' };
  const decider: Partial<Outcome> = { signedBy: 'decider' };
  const byDirector = decided('stage-1', 'respond', 'user:director');
  test.each<[string, Made, string[]]>([
    ['by the council without an officer', {}, [council.sender.name, team, team, '']],
    [
      'by the officer of the case',
      { happened: [...stage1, handler] },
      ['Priya Shah', team, 'Priya Shah', team],
    ],
    [
      'by the author of the answer',
      { happened: [...stage1, handler, answered], outcome: author, decision: 1 },
      ['Megan Price', 'Team manager, Assessment Team', 'Priya Shah', team],
    ],
    [
      'by the officer where the answer is not the letter',
      { happened: [...stage1, handler, answered], outcome: {}, decision: 1 },
      ['Priya Shah', team, 'Priya Shah', team],
    ],
    [
      'by the person who decided',
      { happened: [...stage1, handler, byDirector], outcome: decider, decision: 1 },
      ['Catherine Woods', team, 'Catherine Woods', 'Director'],
    ],
    [
      'by an officer who decided',
      {
        happened: [...stage1, decided('stage-1', 'respond', 'user:complaints-officer-2')],
        outcome: decider,
        decision: 1,
      },
      ['Tom Ellis', team, 'Tom Ellis', team],
    ],
    [
      'by the person whose words it has',
      { happened: [...stage1, handler, written], letter: 'written-L1/own/complainant' },
      ['Tom Ellis', team, 'Tom Ellis', team],
    ],
  ])('%s', (_, made, expected) => {
    expect(signed(made)).toEqual(expected);
  });
  test('with the words of its author alone', () => {
    const own = { happened: [...stage1, written] };
    expect([value('subject', own), value('letterText', own)]).toEqual(['', '']);
    const letter = { ...own, letter: 'written-L1/own/complainant' };
    expect([value('subject', letter), value('letterText', letter)]).toEqual(['About calls', 'Dear Sam']);
  });
});

describe('the reader of a letter', () => {
  test('is the complainant, the reader of a copy, or someone of the council', () => {
    const names = (to: LetterReader) => {
      const { complainantName, copyReaderName, assigneeName } = values({ to });
      return [complainantName, copyReaderName, assigneeName];
    };
    expect(names(sam)).toEqual(['Sam Carter', '', '']);
    expect(names({ ...sam, copyReaderName: 'Kim' })).toEqual(['Sam Carter', 'Kim', '']);
    expect(names({ language: 'en', complainantName: undefined })).toEqual(['', '', '']);
    expect(names({ language: 'en', staffName: 'Megan' })).toEqual(['', '', 'Megan']);
  });
  test('is told how to ask: by reply, or on paper without it', () => {
    const how = (to: LetterReader) => value('howToAsk', { to });
    const asked = { email: council.intakeAddress, phone: council.phone, reference: 'SC-2026-00001-4' };
    expect([how(sam), how(onPaper)]).toEqual([
      sentences.howToAsk({ ...asked, onPaper: false }),
      sentences.howToAsk({ ...asked, onPaper: true }),
    ]);
  });
  test('gets the number of the duty team where the council has one', () => {
    const { dutyContact: _, ...without } = council;
    expect([value('dutyPhone', {}), value('dutyPhone', { of: without })]).toEqual([
      council.dutyContact?.phone,
      '',
    ]);
  });
  test('is offered a talk where the procedure has it', () => {
    expect([
      value('offersToDiscuss', {}),
      value('offersToDiscuss', { followed: { offersToDiscuss: true } }),
    ]).toEqual(['', 'yes']);
  });
  test('reads of the plan that was agreed', () => {
    expect(value('handlingPlan', { happened: [...stage1, facts({ handlingPlan: 'We meet.' })] })).toBe(
      'We meet.',
    );
  });
});

describe('the days of a letter', () => {
  const acknowledge = [started(), opened('acknowledge', 'complaints-officer', { due: '2026-06-04' })];
  test.each<[string, keyof LetterValues, Made, string]>([
    [
      'the day of the next step',
      'dueDate',
      { outcome: { next: 'stage-1' }, happened: acknowledge },
      'Monday 15 June 2026',
    ],
    ['the day of this step when it stays', 'dueDate', { outcome: {} }, 'Monday 15 June 2026'],
    [
      'the day of this step before a window',
      'dueDate',
      { outcome: { next: 'stage-2-window' } },
      'Monday 15 June 2026',
    ],
    [
      'the day of the clock that sends it',
      'dueDate',
      { happened: acknowledge, clock: 'stage-1' },
      'Monday 15 June 2026',
    ],
    [
      'the day of the step that it promises',
      'dueDate',
      { outcome: { next: 'again', promises: 'stage-1' }, happened: acknowledge },
      'Monday 15 June 2026',
    ],
    ['no passed day on the last day', 'dueDatePassed', { on: '2026-06-15' }, ''],
    ['the passed day after it', 'dueDatePassed', { on: '2026-06-16' }, 'Monday 15 June 2026'],
    [
      'what was due when the decision ends it late',
      'thisWasDueOn',
      { happened: acknowledge, outcome: { ends: [{ clock: 'acknowledgement' }] }, on: '2026-06-05' },
      'Thursday 4 June 2026',
    ],
    [
      'nothing when it ends it in time',
      'thisWasDueOn',
      { happened: acknowledge, outcome: { ends: [{ clock: 'acknowledgement' }] }, on: '2026-06-04' },
      '',
    ],
    [
      'nothing when it ends nothing',
      'thisWasDueOn',
      { happened: acknowledge, outcome: {}, on: '2026-06-05' },
      '',
    ],
    ['by when we write, on its day', 'writeBy', { on: '2026-06-15' }, 'Monday 15 June 2026'],
    ['no day by when we write once it has passed', 'writeBy', { on: '2026-06-16' }, ''],
    [
      'no late answer where none is awaited',
      'answerWasDueOn',
      { happened: [started(), opened('stage-2-window', 'complainant')], on: '2026-08-01' },
      '',
    ],
  ])('%s', (_, name, made, expected) => {
    expect(value(name, made)).toBe(expected);
  });

  const paused: What[] = [
    { type: 'frozen', at: '2026-06-16T09:00:00.000Z', reason: 'x', reviewOn: '2026-06-20' },
    { type: 'resumed', at: '2026-06-18T09:00:00.000Z', reason: 'x' },
  ];
  test('late by working days, without those of a pause', () => {
    expect(value('workingDaysLate', { on: '2026-06-19' })).toBe('4');
    expect(value('workingDaysLate', { on: '2026-06-19', happened: [...stage1, ...paused] })).toBe('2');
  });

  test('a reason for a late meeting, and none for one in time', () => {
    const panel = [
      started(),
      {
        type: 'clock-started' as const,
        task: 'stage-3-panel#1',
        run: 1,
        clock: 'stage-3',
        from: '2026-06-01',
      },
      opened('stage-3-panel', 'complaints-officer'),
    ];
    const clocks = {
      'stage-3': {
        stage: 'stage 3' as const,
        title: 'x',
        limit: { days: 10, unit: 'working days' as const, citation: 'x' },
        milestones: [],
      },
    };
    const { 'stage-3-panel': step } = procedure.steps;
    if (!step) throw new Error('no panel');
    const steps = { ...procedure.steps, 'stage-3-panel': { ...step, clock: 'stage-3' } };
    const reason = (meetingOn: string) =>
      value('lateReason', {
        happened: [
          ...panel,
          facts({ meetingOn }),
          decided('stage-3-panel', 'made', 'system', {
            ends: false,
            answers: { lateReason: 'The holidays.' },
          }),
        ],
        outcome: {},
        decision: 1,
        followed: { clocks, steps },
      });
    expect([reason('2026-06-15'), reason('2026-06-16')]).toEqual(['', 'The holidays.']);
  });
});

describe('the last day to ask for the next stage', () => {
  const { limit } = procedure.steps['stage-2-window'] ?? {};
  if (!limit) throw new Error('no window');
  const asking: Partial<Outcome> = { next: 'stage-2-window' };
  const window = [...stage1, answered, opened('stage-2-window', 'complainant', { due: '2026-06-29' })];
  const prepared: What = {
    type: 'letter-prepared',
    letter: 'L',
    template: 'stage-1-response',
    to: 'complainant',
    task: 'stage-1#1',
  };
  const by = (made: Made) => value('requestBy', made);
  const steps = (sends: string[]) => {
    const { 'stage-1': step } = procedure.steps;
    const respond = step?.outcomes['respond'];
    if (!step || !respond) throw new Error('no step');
    return {
      ...procedure.steps,
      'stage-1': { ...step, outcomes: { ...step.outcomes, respond: { ...respond, letters: sends } } },
    };
  };
  const followed = { steps: steps(['stage-1-response']) };
  test('is counted from the arrival of a letter on paper', () => {
    expect(by({ outcome: asking, to: onPaper })).toBe(
      sentences.afterArrival({ ...limit, of: 'this letter' }),
    );
    expect(by({ outcome: asking })).toMatch(/ \d+ \w+ 2026$/);
  });
  test('is the day of the window once the answer has arrived', () => {
    expect(
      by({
        happened: [...window, prepared, { type: 'letter-settled', letter: 'L', status: 'sent' }],
        followed,
      }),
    ).toBe('Monday 29 June 2026');
  });
  test('is counted from the arrival of the answer before', () => {
    expect(
      by({
        happened: [...window, prepared, { type: 'letter-settled', letter: 'L', status: 'to be posted' }],
        followed,
      }),
    ).toBe(sentences.afterArrival({ ...limit, of: 'our answer' }));
  });
  test('is that of a window that counts from another day, though on paper', () => {
    const { 'stage-2-window': step } = procedure.steps;
    if (!step) throw new Error('no window');
    const made = {
      ...procedure.steps,
      'stage-2-window': { ...step, limit: { ...limit, from: 'opened' as const } },
    };
    expect(by({ outcome: asking, to: onPaper, followed: { steps: made } })).toMatch(/ \d+ \w+ 2026$/);
  });
});
