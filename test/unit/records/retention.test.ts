import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { record } from '../../../functions/domain/case/replay.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { addCalendarDays, daysBetween } from '../../../functions/domain/time/civil-date.ts';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import type { RefusalCode } from '../../../functions/domain/text/refusal.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { reportingRow } from '../../../functions/domain/records/make-reporting-row.ts';
import { retentionOf, reviewDay, refuseErasure } from '../../../functions/domain/records/retention.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';
import { procedures } from '../../shropshire.ts';
import type { RetentionRule } from '../../../workflows/procedures/retention.ts';

const on = (day: string) => ({ at: `${day}T10:00:00.000Z`, by: 'user:officer' as const });
const reference = 'SC-2020-00001-4';

/** A case with these facts that was closed on a day, and what happened to it afterwards. */
function closedOn(day: string, facts: Facts = { kind: 'complaint' }, later: readonly NewEvent[] = []): Case {
  const start = on('2020-01-06');
  return record(reference, undefined, [
    {
      ...start,
      type: 'received',
      reference,
      kind: 'complaint',
      channel: 'phone',
      receivedAt: start.at,
      receivedOn: '2020-01-06',
      message: 'M1',
    },
    { ...start, type: 'facts-recorded', facts },
    { ...start, type: 'procedure-started', procedure: 'intake', version: '1', run: 1 },
    { ...on(day), type: 'closed', as: 'answered', run: 1 },
    ...later,
  ]).after;
}

const review = (run: number, day: string): NewEvent => ({
  ...on(day),
  type: 'procedure-started',
  procedure: 'retention-review',
  version: '1',
  run,
  beside: true,
  matter: { id: `review-${day}`, from: day },
});
const ended = (run: number, day: string): NewEvent => ({ ...on(day), type: 'run-ended', run, as: 'kept' });
const hold = (day: string, put: boolean): NewEvent => ({
  ...on(day),
  type: 'legal-hold',
  on: put,
  reason: 'A court asked.',
});
const kept = (day: string, until: string): NewEvent => ({
  ...on(day),
  type: 'kept',
  until,
  reason: 'Asked for.',
});
const reopened = (day: string): NewEvent => ({
  ...on(day),
  type: 'reopened',
  step: 'stage-1',
  reason: 'New facts.',
});

describe('the day of the review', () => {
  test.each<[string, string, Facts, string, string, string?]>([
    ['a complaint', '2020-03-02', { kind: 'complaint' }, '2026-03-02', 'complaint'],
    ['a compliment', '2020-03-02', { kind: 'compliment' }, '2022-03-02', 'compliment'],
    ['a comment', '2020-03-02', { kind: 'comment' }, '2022-03-02', 'other-feedback'],
    ['an enquiry', '2020-03-02', { kind: 'enquiry' }, '2022-03-02', 'other-feedback'],
    ['what nobody gave a kind: as it came in', '2020-03-02', {}, '2026-03-02', 'complaint'],
    ['closed on 29 February, to a year without one', '2020-02-29', {}, '2026-03-01', 'complaint'],
    [
      'closed on 29 February, to a year with one',
      '2020-02-29',
      { kind: 'compliment' },
      '2022-03-01',
      'compliment',
    ],
    [
      'a looked-after child',
      '2020-03-02',
      { kind: 'complaint', lookedAfter: true, childBornOn: '2012-05-17' },
      '2087-05-17',
      'looked-after-child',
    ],
    [
      'a looked-after child born on 29 February',
      '2020-03-02',
      { kind: 'complaint', lookedAfter: true, childBornOn: '2012-02-29' },
      '2087-03-01',
      'looked-after-child',
    ],
    [
      'a looked-after child whose date of birth is missing',
      '2020-03-02',
      { kind: 'complaint', lookedAfter: true },
      '2026-03-02',
      'looked-after-child',
      'date of birth',
    ],
    [
      'somebody who is long past that age',
      '2020-03-02',
      { kind: 'complaint', lookedAfter: true, childBornOn: '1940-05-17' },
      '2026-03-02',
      'looked-after-child',
    ],
    [
      'a child who is not looked after',
      '2020-03-02',
      { kind: 'complaint', lookedAfter: false, childBornOn: '2012-05-17' },
      '2026-03-02',
      'complaint',
    ],
    [
      'a compliment about a looked-after child',
      '2020-03-02',
      { kind: 'compliment', lookedAfter: true, childBornOn: '2012-05-17' },
      '2022-03-02',
      'compliment',
    ],
  ])('of %s', (_what, closed, facts, reviewOn, rule, missing) => {
    const state = closedOn(closed, facts);
    const keeping = retentionOf(state);
    expect([keeping?.reviewOn, keeping?.rule.id, keeping?.missing]).toEqual([reviewOn, rule, missing]);
    expect(reviewDay(state)).toBe(reviewOn);
  });

  test.each<[string, NewEvent[], string | undefined]>([
    ['reopened', [reopened('2021-01-04')], undefined],
    [
      'reopened, and closed again: it counts anew',
      [reopened('2021-01-04'), { ...on('2021-02-01'), type: 'closed', as: 'answered', run: 1 }],
      '2027-02-01',
    ],
    ['held', [hold('2021-01-04', true)], undefined],
    [
      'held and let go before its time: as it was',
      [hold('2021-01-04', true), hold('2021-02-01', false)],
      '2026-03-02',
    ],
    [
      'let go after its time: the day after',
      [hold('2021-01-04', true), hold('2030-02-28', false)],
      '2030-03-01',
    ],
    ['under review', [review(2, '2026-03-02')], undefined],
    ['reviewed on that day already', [review(2, '2026-03-02'), ended(2, '2026-03-02')], undefined],
    [
      'kept by its review',
      [review(2, '2026-03-02'), kept('2026-03-03', '2028-01-31'), ended(2, '2026-03-03')],
      '2028-01-31',
    ],
    [
      'held at its review and let go on the same day',
      [review(2, '2026-03-02'), hold('2026-03-02', true), ended(2, '2026-03-02'), hold('2026-03-02', false)],
      '2026-03-03',
    ],
    [
      'kept, reopened and closed again: what was kept before is over',
      [
        kept('2021-01-04', '2050-01-31'),
        reopened('2021-02-01'),
        { ...on('2021-03-01'), type: 'closed', as: 'answered', run: 1 },
      ],
      '2027-03-01',
    ],
  ])('of a case that was %s', (_what, later, day) => {
    expect(reviewDay(closedOn('2020-03-02', {}, later))).toBe(day);
  });

  test("follows the council's schedule, by procedure too", () => {
    const schedule: RetentionRule[] = [
      { id: 'a', title: 'A', procedures: ['intake'], yearsAfterClosing: 1, citation: 'ours' },
      { id: 'b', title: 'B', yearsAfterClosing: 3, citation: 'ours' },
    ];
    expect(retentionOf(closedOn('2020-03-02'), schedule)).toMatchObject({
      reviewOn: '2021-03-02',
      rule: { id: 'a' },
    });
    const rest = schedule.slice(1);
    expect(retentionOf(closedOn('2020-03-02'), rest)).toMatchObject({
      reviewOn: '2023-03-02',
      rule: { id: 'b' },
    });
    expect(() => retentionOf(closedOn('2020-03-02'), [])).toThrow(
      expect.objectContaining({ name: 'NoRetentionRule' }),
    );
  });

  test('comes on the day the years are over or the day after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const closed = addCalendarDays('2020-01-06', days);
        const reviewOn = retentionOf(closedOn(closed))?.reviewOn ?? '';
        const years = `${Number(closed.slice(0, 4)) + 6}${closed.slice(4)}`;
        // A string comparison: also where the year has no 29 February.
        expect(reviewOn >= years).toBe(true);
        expect(daysBetween(closed, reviewOn)).toBeLessThanOrEqual(6 * 365 + 2 + 1);
      }),
    );
  });
});

describe('erasing a case', () => {
  test.each<[string, Case, RefusalCode | undefined, object?]>([
    ['when its time is over', closedOn('2020-03-02'), undefined],
    ['not while it is open', closedOn('2020-03-02', {}, [reopened('2026-03-01')]), 'case-kept-open'],
    [
      'not under a hold',
      closedOn('2020-03-02', {}, [hold('2026-03-01', true)]),
      'legal-hold',
      { since: '2026-03-01' },
    ],
    [
      'not before its time',
      closedOn('2020-03-03'),
      'kept-until',
      { until: '2026-03-03', rule: expect.stringMatching(/^Complaint, or anything else received: 6 years/) },
    ],
    [
      "not before the child's birthday, though its review has begun",
      closedOn('2020-03-02', { kind: 'complaint', lookedAfter: true, childBornOn: '2012-05-17' }, [
        review(2, '2026-03-02'),
      ]),
      'kept-until',
      { until: '2087-05-17' },
    ],
    ['during its review', closedOn('2020-03-02', {}, [review(2, '2026-03-02')]), undefined],
    [
      'not while an action is chased',
      closedOn('2020-03-02', {}, [
        {
          ...on('2020-03-02'),
          type: 'procedure-started',
          procedure: 'action',
          version: '1',
          run: 2,
          beside: true,
        },
      ]),
      'still-under-way',
      { procedure: 'action' },
    ],
  ])('%s', (_what, state, code, params = {}) => {
    const refusal = refuseErasure(state, '2026-03-02');
    expect(refusal?.code).toBe(code);
    expect(refusal?.params ?? {}).toMatchObject(params);
  });
});

test('the reporting row of an erased case contains no text and no names', () => {
  const words = 'Sam Carter';
  const state = closedOn('2020-03-02', {
    kind: 'complaint',
    summary: words,
    procedureReason: words,
    team: 'Assessment Team',
    themes: ['Contact arrangements'],
    childBornOn: '2012-05-17',
    handler: words,
    investigator: words,
    competence: words,
    points: [{ id: 'P1', text: words }],
    findings: [
      { point: 'P1', finding: 'upheld', reasons: words },
      { point: 'P2', finding: 'not upheld', reasons: words },
    ],
    remedies: [words],
    learning: [{ text: words }],
    actions: [{ id: 'A1', text: words, owner: words, dueOn: '2020-04-01' }],
    statement: words,
    complainedAbout: [words],
  });
  const facts = reportingRow(state, null, procedures, makeWorkingDays(bundledBankHolidays), '2020-03-02');
  expect(facts).toMatchObject({
    team: 'Assessment Team',
    received: '2020-01-06',
    closed: '2020-03-02',
    outcome: 'partially upheld',
    findings: { upheld: 1, partiallyUpheld: 0, notUpheld: 1 },
  });
  expect(JSON.stringify(facts)).not.toMatch(/Sam|2012/);
});
