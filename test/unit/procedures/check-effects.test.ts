import { describe, expect, test } from 'vitest';
import {
  clockDayProblems,
  effectProblems,
  emptyMilestoneProblems,
  meaningProblems,
  silenceProblems,
} from '../../../workflows/procedures/check-effects.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Milestone, Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import { clockOf, fieldOf, leadsTo, milestoneAt, ownTime, procedureOf, task } from './small-procedure.ts';

type Effect = NonNullable<Outcome['effect']>;

const clocks = { one: clockOf('stage 1'), ack: clockOf('acknowledgement') };

/** The problems of an outcome at a step of the clock `of`. */
function problemsOf(
  outcome: Outcome,
  { of = 'one', others = {} }: { of?: string; others?: Record<string, Outcome> } = {},
): string[] {
  const step = task(of, { on: outcome, ...others }, ownTime);
  return effectProblems(outcome, step, procedureOf({ first: step }, clocks));
}

const resume = { resume: leadsTo('again', { effect: 'resume', letters: ['resumed'] }) };

describe('effects that stay at the step', () => {
  test.each<Effect>(['extend', 'report delay', 'pause', 'review pause', 'resume'])(
    '"%s" leads nowhere else',
    (effect) => {
      const staying = leadsTo('again', { effect, letters: ['a'] });
      expect(problemsOf(staying, { others: resume })).toEqual([]);
      expect(problemsOf({ ...staying, next: 'closed' }, { others: resume })).toEqual([
        `the effect "${effect}" stays at the step (next "again")`,
      ]);
    },
  );

  test.each<Effect>(['withdraw', 'start actions', 'keep', 'legal hold', 'choose step', 'approve money'])(
    '"%s" may lead on',
    (effect) => {
      expect(problemsOf(leadsTo('closed', { effect, letters: ['a'] }))).toEqual([]);
    },
  );
});

describe('effects of which the complainant is told in writing (law.md section 2)', () => {
  test.each<Effect>(['pause', 'resume', 'withdraw', 'resolve informally', 'withdraw money', 'extend'])(
    '"%s" needs a letter',
    (effect) => {
      const untold = leadsTo('again', { effect });
      expect(problemsOf(untold, { others: resume })).toEqual([
        `the effect "${effect}" needs a letter to the complainant`,
      ]);
    },
  );

  test.each<Effect>([
    'report delay',
    'review pause',
    'keep',
    'approve money',
    'refuse money',
    'letter posted',
  ])('"%s" needs none', (effect) => {
    expect(problemsOf(leadsTo('again', { effect }))).toEqual([]);
  });

  test('an outcome without an effect needs none', () => {
    expect(problemsOf(leadsTo('closed'))).toEqual([]);
  });

  test.each<[string, string | undefined, Partial<Procedure>, number]>([
    ['at a step of a stage', 'one', {}, 1],
    ['at a step of no stage', undefined, {}, 0],
    ['at the acknowledgement, which is no stage', 'ack', {}, 0],
    ['at a step of a stage, alongside a case', 'one', { alongside: true }, 0],
  ])('more time %s', (_, of, more, problems) => {
    const outcome = leadsTo('again', { effect: 'extend' });
    const step = task(of, { on: outcome }, ownTime);
    expect(effectProblems(outcome, step, procedureOf({ first: step }, clocks, more))).toHaveLength(problems);
  });

  test('a pause needs one also where more time does not', () => {
    const pause = leadsTo('again', { effect: 'pause' });
    expect(problemsOf(pause, { of: 'ack', others: resume })).toEqual([
      'the effect "pause" needs a letter to the complainant',
    ]);
  });
});

describe('a pause can be ended', () => {
  const pause = leadsTo('again', { effect: 'pause', letters: ['frozen'] });
  test('by an outcome of the step that resumes it', () => {
    expect(problemsOf(pause, { others: resume })).toEqual([]);
  });
  test.each<[string, Record<string, Outcome>]>([
    ['none', {}],
    ['one of another effect', { other: leadsTo('again', { effect: 'review pause' }) }],
  ])('and not by %s', (_, others) => {
    expect(problemsOf(pause, { others })).toEqual(['a pause that no outcome of the step resumes']);
  });
});

describe('the day on which a clock starts or ends is over', () => {
  const future = 'the day of the clock in "day" can be in the future';
  const early = 'the day of the clock in "day" can be before the complaint was received';
  test.each<[string, Field, string[]]>([
    ['since the receipt', fieldOf('date', { not: ['future', 'before receipt'] }), []],
    ['since the step began', fieldOf('date', { not: ['future', 'before step'] }), []],
    ['since its milestone', fieldOf('date', { not: ['before milestone', 'future'] }), []],
    ['may be to come', fieldOf('date', { not: ['before receipt'] }), [future]],
    ['may be before the receipt', fieldOf('date', { not: ['future'] }), [early]],
    ['not in the past', fieldOf('date', { not: ['past'] }), [future, early]],
    ['any day', fieldOf('date'), [future, early]],
    ['no day: named as no date elsewhere', fieldOf('text'), []],
  ])('%s', (_, day, problems) => {
    const turned = [{ clock: 'one', on: 'day' }];
    expect(clockDayProblems(leadsTo('closed', { form: { day }, starts: turned }))).toEqual(problems);
    expect(clockDayProblems(leadsTo('closed', { form: { day }, ends: turned }))).toEqual(problems);
  });

  test('each clock that is turned is looked at', () => {
    const form = { day: fieldOf('date', { not: ['future'] }), other: fieldOf('date') };
    const outcome = leadsTo('closed', {
      form,
      starts: [{ clock: 'one', on: 'day' }],
      ends: [{ clock: 'ack' }, { clock: 'two', on: 'other' }],
    });
    expect(clockDayProblems(outcome)).toEqual([
      early,
      future.replace('"day"', '"other"'),
      early.replace('"day"', '"other"'),
    ]);
  });

  test.each<[string, Partial<Outcome>]>([
    ['no clock is turned', {}],
    ['the day is that of the decision', { starts: [{ clock: 'one' }] }],
    ['the day is no field of the form', { starts: [{ clock: 'one', on: 'lost' }] }],
  ])('nothing is wrong where %s', (_, turned) => {
    expect(clockDayProblems(leadsTo('closed', { form: { day: fieldOf('date') }, ...turned }))).toEqual([]);
  });
});

describe('a milestone comes at the time that its meaning says', () => {
  const days = (workingDays: number) => ({ workingDays, time: '08:00' });
  const reminder = 'milestone "m": a reminder comes before the last day is over';
  const escalation = 'milestone "m": an escalation comes after the last day';
  test.each<[string, Milestone['when'], Milestone['means'], string[]]>([
    ['a reminder before the last day', days(-3), 'reminder', []],
    ['a reminder on the last day', days(0), 'reminder', []],
    ['a reminder after the last day', days(1), 'reminder', [reminder]],
    ['a reminder so many days after the start', { afterWorkingDays: 10 }, 'reminder', []],
    ['a reminder at the opening', 'opened', 'reminder', []],
    ['an escalation before the last day', days(-1), 'escalation', [escalation]],
    ['an escalation on the last day', days(0), 'escalation', [escalation]],
    ['an escalation after the last day', days(1), 'escalation', []],
    ['an escalation so many hours after the start', { hours: 5 }, 'escalation', []],
    ['what means nothing, before', days(-1), undefined, []],
    ['what means nothing, after', days(1), undefined, []],
    ['a right, before', days(-1), 'right', []],
    ['a right, after', days(1), 'right', []],
  ])('%s', (_, when, means, problems) => {
    expect(meaningProblems([milestoneAt(when, means && { means })])).toEqual(problems);
  });

  test('a limit passes once', () => {
    const late = (id: string) => milestoneAt('late', { id });
    expect(meaningProblems([late('a')])).toEqual([]);
    expect(meaningProblems([late('a'), milestoneAt(days(1), { id: 'b' })])).toEqual([]);
    expect(meaningProblems([late('a'), late('b'), milestoneAt(days(1), { id: 'x' })])).toEqual([
      'milestones "a" and "b" are one breach',
    ]);
  });
});

describe('a limit that passes is never silent (law.md section 2a)', () => {
  const untoldLate = 'clock "one": no milestone has the complainant told that its limit has passed';
  const untoldCap =
    'clock "one": no milestone has the complainant told that its last day possible has passed';
  const staffUntold = 'clock "one": no milestone tells staff that its last day possible has passed';
  const again = { pastLimit: { everyWorkingDays: 10, time: '08:00' } };
  const letter = { letter: 'a-letter' };

  const late = milestoneAt('late', { ...letter, to: ['complainant'] });
  const cap = milestoneAt(again, { ...letter, to: ['complainant'] });
  const staff = milestoneAt(again, { ...letter, to: ['director'] });
  const both = milestoneAt(again, { ...letter, to: ['complainant', 'director'] });

  const problems = (milestones: Milestone[], more: Partial<Procedure> = {}, steps = {}) =>
    silenceProblems(
      procedureOf(
        { first: task('one', { on: leadsTo('closed') }), ...steps },
        {
          one: clockOf('stage 1', { milestones }),
        },
        more,
      ),
    );

  test.each<[string, Milestone[], string[]]>([
    ['all three', [late, cap, staff], []],
    ['one letter of the last day possible to both', [late, both], []],
    ['nothing', [], [untoldLate, untoldCap, staffUntold]],
    ['nothing when the limit passes', [cap, staff], [untoldLate]],
    ['nothing past the last day possible', [late], [untoldCap, staffUntold]],
    ['only the complainant past it', [late, cap], [staffUntold]],
    ['only staff past it', [late, staff], [untoldCap]],
    ['only staff when the limit passes', [{ ...late, to: ['director'] }, both], [untoldLate]],
    ['staff past it without a letter', [late, cap, milestoneAt(again, { to: ['director'] })], [staffUntold]],
    [
      'a day after the last',
      [milestoneAt({ workingDays: 1, time: '08:00' }, { to: ['complainant'] }), both],
      [],
    ],
    [
      'the last day itself, which has not passed',
      [milestoneAt({ workingDays: 0, time: '08:00' }, { to: ['complainant'] }), both],
      [untoldLate],
    ],
    [
      'a day counted from the start, which may be before the last',
      [milestoneAt({ afterWorkingDays: 30 }, { to: ['complainant'] }), both],
      [untoldLate],
    ],
    ['the opening', [milestoneAt('opened', { to: ['complainant'] }), both], [untoldLate]],
    ['a run that tells, when the limit passes', [milestoneAt('late', { starts: 'tell' }), both], []],
    ['a run that tells, past the last day', [late, milestoneAt(again, { starts: 'tell' }), staff], []],
  ])('%s', (_, milestones, found) => {
    expect(problems(milestones)).toEqual(found);
  });

  test.each<[string, Partial<Procedure>, Record<string, ReturnType<typeof task>>, string[]]>([
    ['alongside a case', { alongside: true }, {}, [staffUntold]],
    [
      'before the procedure is chosen, by one outcome of one step',
      {},
      { triage: task('one', { on: leadsTo('closed'), choose: leadsTo('chosen procedure') }) },
      [staffUntold],
    ],
    ['in any other procedure', {}, {}, [untoldLate, untoldCap, staffUntold]],
  ])('whether the complainant waits: %s', (_, more, steps, found) => {
    expect(problems([], more, steps)).toEqual(found);
  });

  test('of two clocks that are reported together, one is heard', () => {
    const steps = { first: task('one', { on: leadsTo('closed') }) };
    const reported = clockOf('stage 1', { reportedWith: 'one' });
    expect(
      silenceProblems(
        procedureOf(steps, { one: clockOf('stage 1', { milestones: [late, both] }), beside: reported }),
      ),
    ).toEqual([]);
    expect(silenceProblems(procedureOf(steps))).toEqual([]);
  });
});

describe('an agreed day is one on which someone can agree', () => {
  const agreedDay = milestoneAt({ afterAgreedDay: true }, { id: 'agreed-day' });
  const problem =
    'clock "one": milestone "agreed-day": no outcome records a day until which the complainant agrees to wait';
  const agreeing = leadsTo('again', {
    form: { why: fieldOf('text'), until: fieldOf('date', { fact: 'agreedToWaitUntil' }) },
  });
  test.each<[string, Milestone[], Record<string, Outcome>, string[]]>([
    ['an outcome records it', [agreedDay], { on: leadsTo('closed'), agree: agreeing }, []],
    ['no outcome records it', [agreedDay], { on: leadsTo('closed') }, [problem]],
    [
      'an outcome records another fact',
      [agreedDay],
      { on: leadsTo('closed', { form: { day: fieldOf('date', { fact: 'meetingOn' }) } }) },
      [problem],
    ],
    [
      'nothing waits for it',
      [milestoneAt('late'), milestoneAt({ workingDays: 1, time: '08:00' })],
      { on: leadsTo('closed') },
      [],
    ],
  ])('%s', (_, milestones, outcomes, problems) => {
    const found = procedureOf(
      { first: task('one', { on: leadsTo('closed') }), second: task('one', outcomes) },
      { one: clockOf('stage 1', { milestones }) },
    );
    expect(emptyMilestoneProblems(found)).toEqual(problems);
  });

  test('a procedure without clocks waits for no one', () => {
    expect(emptyMilestoneProblems(procedureOf({ first: task(undefined, {}, ownTime) }))).toEqual([]);
  });
});
