import { describe, expect, test } from 'vitest';
import type { Council } from '../../../functions/domain/council/council.ts';
import {
  asStored,
  councilInForce,
  differencesFromFolder,
} from '../../../functions/domain/council/council-in-force.ts';
import {
  atLeastAsFolder,
  leastAge,
  leastYears,
  retentionProblems,
  retentionScheduleOf,
  type RetentionPeriod,
} from '../../../functions/domain/council/retention-periods.ts';
import {
  fillParagraph,
  paragraphProblems,
  unfilledIn,
} from '../../../functions/domain/council/standard-paragraphs.ts';
import {
  longestTarget,
  proceduresInForce,
  targetProblems,
} from '../../../functions/domain/council/targets.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { retentionSchedule } from '../../../workflows/procedures/retention.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { procedures } from '../../shropshire.ts';
import { council } from '../a-case.ts';

// What a council may change: how long it keeps cases, its own targets, and its standard paragraphs.

const withAge = retentionSchedule.find(({ untilAge }) => untilAge !== undefined);
const plain = retentionSchedule.find(({ untilAge }) => untilAge === undefined);
if (!withAge?.untilAge || !plain) throw new Error('no rules');
const age = withAge.untilAge;
const period = (rule: string, years: number, untilAge?: number): RetentionPeriod => ({
  rule,
  years,
  ...(untilAge === undefined ? {} : { untilAge }),
  reason: 'Our policy',
});

describe('a period of retention', () => {
  const least = plain.yearsAfterClosing;
  const problems = (retention: RetentionPeriod[], folder?: { retention: RetentionPeriod[] }) =>
    retentionProblems({ retention }, folder).map(({ field, code }) => `${field} ${code}`);
  test.each<[string, string[], string[]]>([
    ['can be that of the rule', problems([period(plain.id, least)]), []],
    ['can be longer', problems([period(plain.id, least + 1)]), []],
    ['cannot be shorter', problems([period(plain.id, least - 1)]), ['retention.0.years kept-too-short']],
    [
      'cannot be shorter than that of the folder',
      problems([period(plain.id, least + 1)], { retention: [period(plain.id, least + 2)] }),
      ['retention.0.years kept-too-short'],
    ],
    [
      'can be that of the folder',
      problems([period(plain.id, least + 2)], { retention: [period(plain.id, least + 2)] }),
      [],
    ],
    ['can be 150 years', problems([period(plain.id, 150)]), []],
    ['cannot be 151 years', problems([period(plain.id, 151)]), ['retention.0.years kept-too-long']],
    ['is of a rule that there is', problems([period('x', 10)]), ['retention.0.rule unknown-retention-rule']],
    [
      'is given once',
      problems([period(plain.id, 20), period(withAge.id, 90), period(plain.id, 20)]),
      ['retention.2.rule duplicate-retention-rule'],
    ],
    [
      'has an age only where the rule has one',
      problems([period(plain.id, 20, 30)]),
      ['retention.0.untilAge no-age-here'],
    ],
    ['can have the age of the rule', problems([period(withAge.id, 90, age)]), []],
    [
      'cannot have a lower age',
      problems([period(withAge.id, 90, age - 1)]),
      ['retention.0.untilAge kept-too-short'],
    ],
    [
      'cannot have an age of 151',
      problems([period(withAge.id, 90, 151)]),
      ['retention.0.untilAge kept-too-long'],
    ],
    ['is none without any', retentionProblems({}).map(({ code }) => code), []],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
  test('is at least that of the rule and of the folder', () => {
    const folder = { retention: [period(plain.id, least + 5), period(withAge.id, 1, age + 5)] };
    expect([leastYears(plain), leastYears(plain, folder), leastYears(withAge, folder)]).toEqual([
      least,
      least + 5,
      withAge.yearsAfterClosing,
    ]);
    expect([leastAge(plain), leastAge(withAge), leastAge(withAge, folder)]).toEqual([0, age, age + 5]);
  });

  const stored = (own: RetentionPeriod[] | undefined, minimum: RetentionPeriod[] | undefined) =>
    atLeastAsFolder({ retention: own }, { retention: minimum }).retention;
  test.each<
    [string, RetentionPeriod[] | undefined, RetentionPeriod[] | undefined, RetentionPeriod[] | undefined]
  >([
    ['none without any', undefined, undefined, undefined],
    ['that of the pages without one in the folder', [period('a', 5)], undefined, [period('a', 5)]],
    ['that of the folder without one of the pages', undefined, [period('a', 5)], [period('a', 5)]],
    ['that of the pages when it is longer', [period('a', 6)], [period('a', 5)], [period('a', 6)]],
    [
      'that of the pages when it is the same',
      [{ ...period('a', 5), reason: 'x' }],
      [period('a', 5)],
      [{ ...period('a', 5), reason: 'x' }],
    ],
    ['that of the folder when that is longer', [period('a', 4)], [period('a', 5)], [period('a', 5)]],
    [
      'that of the folder when its age is higher',
      [period('a', 6, 20)],
      [period('a', 5, 21)],
      [period('a', 5, 21)],
    ],
    [
      'that of the folder when only it has an age',
      [period('a', 6)],
      [period('a', 5, 21)],
      [period('a', 5, 21)],
    ],
    [
      'that of the pages with an age of their own',
      [period('a', 5, 21)],
      [period('a', 5)],
      [period('a', 5, 21)],
    ],
    [
      'each of its rule',
      [period('a', 6), period('b', 1)],
      [period('b', 2), period('c', 3)],
      [period('a', 6), period('b', 2), period('c', 3)],
    ],
  ])('in force is %s', (_, own, minimum, expected) => {
    expect(stored(own, minimum)).toEqual(expected);
  });

  test('lengthens its rule in the schedule, and no other', () => {
    expect(retentionScheduleOf({})).toBe(retentionSchedule);
    const schedule = retentionScheduleOf({ retention: [period(plain.id, 99)] });
    expect(schedule.find(({ id }) => id === plain.id)).toMatchObject({
      yearsAfterClosing: 99,
      citation: 'Our policy',
    });
    expect(schedule.filter(({ id }) => id !== plain.id)).toEqual(
      retentionSchedule.filter(({ id }) => id !== plain.id),
    );
  });
});

describe('a standard paragraph', () => {
  const codes = (text: string) => paragraphProblems(text).map(({ code }) => code);
  test.each([
    ['can be a text', 'We will call.', []],
    ['can use what is always known', 'Dear {{complainantName}}, about {{reference}}', []],
    ['cannot use what only some letters know', 'By {{newDueDate}}', ['letter-unknown-value']],
    ['has no parts that come and go', '{{#summary}}x{{/summary}}', ['letter-not-a-tag']],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
  test('names a value that no letter has', () => {
    expect(codes('{{nothing}}').length).toBeGreaterThan(0);
  });
  test('is filled with what a case knows, and what it does not know stays marked', () => {
    const text = '{{reference}} {{summary}} {{officerName}} {{reference}}';
    expect(fillParagraph(text, { reference: 'SC-1', summary: ' ' })).toBe(
      'SC-1 {{summary}} {{officerName}} SC-1',
    );
    expect(fillParagraph('{{points}}', { points: ['a'] })).toBe('{{points}}');
  });
  test('leaves the values that its author has to replace, each once', () => {
    expect(unfilledIn('{{reference}} {{summary}} {{reference}} {{unheardOf}} {{ spaced }}')).toEqual([
      'reference',
      'summary',
    ]);
    expect(unfilledIn('none')).toEqual([]);
  });
});

describe('a target of the council', () => {
  const target = (days: number, more: Partial<NonNullable<Council['targets']>[number]> = {}) => ({
    procedure: 'childrens-statutory',
    step: 'stage-1',
    days,
    unit: 'working days' as const,
    reason: 'Our policy',
    ...more,
  });
  const problems = (...targets: ReturnType<typeof target>[]) =>
    targetProblems({ ...council, targets }, procedures).map(({ field, code }) => `${field} ${code}`);
  test.each<[string, string[], string[]]>([
    ['can be the time of the law', problems(target(10)), []],
    ['can be shorter', problems(target(9)), []],
    ['cannot be longer', problems(target(11)), ['targets.0.days target-too-long']],
    [
      'has the unit of the law',
      problems(target(9, { unit: 'calendar days' })),
      ['targets.0.days target-too-long'],
    ],
    [
      'is of a procedure that there is',
      problems(target(9, { procedure: 'x' })),
      ['targets.0.procedure unknown-procedure'],
    ],
    ['is of a step that there is', problems(target(9, { step: 'x' })), ['targets.0.step unknown-step']],
    [
      'is not of a window',
      problems(target(9, { step: 'stage-2-window' })),
      ['targets.0.step no-target-here'],
    ],
    [
      'is given once for a step',
      problems(target(9), target(9, { step: 'stage-1-check' }), target(8)),
      ['targets.2.step duplicate-target'],
    ],
    [
      'is none without any',
      targetProblems({ ...council, targets: undefined }, procedures).map(({ code }) => code),
      [],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  const statutory = procedures.version('childrens-statutory', '2006');
  if (!statutory) throw new Error('no procedure');
  const step = (name: string, of: Procedure = statutory) => {
    const found = of.steps[name];
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  test('is at most the time of the step, or of the clock of its stage', () => {
    expect(longestTarget(statutory, step('stage-1'))).toMatchObject({ days: 10, unit: 'working days' });
    const limit = { days: 3, unit: 'working days' as const, from: 'opened' as const, citation: 'x' };
    expect(longestTarget(statutory, { ...step('stage-1'), limit })).toMatchObject({ days: 3 });
    expect(
      longestTarget(statutory, { ...step('stage-1'), limit: { ...limit, before: true } }),
    ).toBeUndefined();
    expect(longestTarget(statutory, step('stage-2-window'))).toBeUndefined();
    const { clock: _, ...unclocked } = step('stage-1');
    expect(longestTarget(statutory, { ...unclocked, limit })).toBeUndefined();
    expect(longestTarget(statutory, { ...step('stage-1'), clock: 'gone' })).toBeUndefined();
  });
  test('shortens its step in every version of the procedure, once for each council', () => {
    const inForce = proceduresInForce(procedures);
    expect(inForce({ ...council, targets: [] })).toBe(procedures);
    const own = { ...council, targets: [target(4), target(99, { step: 'stage-1-check' })] };
    const limit = (name: string) => inForce(own).version('childrens-statutory', '2006')?.steps[name]?.limit;
    expect(limit('stage-1')).toEqual({
      days: 4,
      unit: 'working days',
      from: 'clock',
      citation: 'Our policy',
    });
    // One that does not fit changes nothing.
    expect(limit('stage-1-check')).toEqual(step('stage-1-check').limit);
    expect(inForce(own)).toBe(inForce(own));
  });
});

describe('the council in force', () => {
  const { acknowledgement } = letters;
  if (!acknowledgement) throw new Error('no letter');
  const standard = { subject: acknowledgement.subject, body: acknowledgement.body };
  // Without the values that the letter must keep.
  const wrong = { subject: 'x', body: 'x' };
  const deployed: Council = {
    ...council,
    letters: { acknowledgement: standard },
    retention: [period(plain.id, 20)],
  };
  test('is the stored one, with the periods of the folder where they are longer', () => {
    const stored = {
      ...deployed,
      letters: { acknowledgement: { ...standard, subject: `${standard.subject} ` } },
    };
    const found = councilInForce({ ...stored, retention: [period(plain.id, 10)] }, deployed);
    expect([found.council.letters, found.council.retention, found.rejected]).toEqual([
      stored.letters,
      [period(plain.id, 20)],
      {},
    ]);
  });
  test('keeps wording that a letter rejects, does not use it, and tells it as a difference', () => {
    const stored: Council = { ...deployed, letters: { acknowledgement: wrong, 'no-such-letter': standard } };
    const found = councilInForce(stored, deployed);
    expect(found.rejected).toEqual(stored.letters);
    expect(found.council.letters).toEqual(deployed.letters);
    expect(asStored(found.council, found.rejected).letters).toEqual(stored.letters);
    expect(asStored(deployed, {})).toBe(deployed);
    expect(differencesFromFolder(deployed, found).length).toBeGreaterThan(0);
    expect(differencesFromFolder(deployed, { council: deployed, rejected: {} })).toEqual([]);
  });
  test('uses the wording that is accepted beside one that is not', () => {
    const { delay } = letters;
    if (!delay) throw new Error('no letter');
    const own = { subject: delay.subject, body: delay.body };
    const found = councilInForce(
      { ...deployed, letters: { acknowledgement: wrong, delay: own } },
      { ...deployed, letters: {} },
    );
    expect([found.council.letters, Object.keys(found.rejected)]).toEqual([
      { delay: own },
      ['acknowledgement'],
    ]);
  });
  test('has no wording when none is left', () => {
    const { letters: _, ...folder } = deployed;
    const { council: used } = councilInForce({ ...folder, letters: { acknowledgement: wrong } }, folder);
    expect(used).not.toHaveProperty('letters');
  });
});
