import { describe, expect, test } from 'vitest';
import { backupDays } from '../../../functions/domain/records/erasure.ts';
import { equalityCountsKeptFrom } from '../../../functions/domain/records/retention.ts';
import { procedures } from '../../shropshire.ts';
import { privateLinkLifetime } from '../../../workflows/procedures/private-links.ts';
import type { Milestone, Step } from '../../../workflows/procedures/procedure.ts';
import {
  equalityCountsKept,
  heldMailSchedule,
  retentionSchedule,
} from '../../../workflows/procedures/retention.ts';
import { digestDaysAhead, milestones, shortMilestones } from '../../../workflows/procedures/milestones.ts';

// The numbers of the law and of the council's own policy, as they are: a change of one is a decision, not a slip.

const step = (procedure: string, version: string, id: string): Step => {
  const found = procedures.version(procedure, version)?.steps[id];
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

test('keeps records for years after closing and until an age of the child', () => {
  expect(
    retentionSchedule.map(({ id, yearsAfterClosing, untilAge }) => [id, yearsAfterClosing, untilAge]),
  ).toEqual([
    ['looked-after-child', 6, 75],
    ['compliment', 2, undefined],
    ['other-feedback', 2, undefined],
    ['complaint', 6, undefined],
  ]);
});

test('keeps mail that became no case for its number of days', () => {
  expect(heldMailSchedule.map(({ status, daysAfterReceipt }) => [status, daysAfterReceipt])).toEqual([
    ['held', 180],
    ['recorded', 90],
  ]);
});

test('backups reach back 35 days, and a private link works for 365', () => {
  expect(backupDays).toBe(35);
  expect(privateLinkLifetime.days).toBe(365);
});

test('keeps counts of equality answers for six years after their quarter', () => {
  expect(equalityCountsKept.years).toBe(6);
  // The quarter that began on 1 January 2020 ended on 31 March 2020.
  expect(equalityCountsKeptFrom('2026-03-31')).toBe('2020-01-01');
  expect(equalityCountsKeptFrom('2026-04-01')).toBe('2020-01-02');
});

test('a digest looks ahead as many working days as the reminder', () => {
  expect(digestDaysAhead).toBe(3);
});

describe('reminders, breach and escalations: days and recipients', () => {
  const told = (of: readonly Milestone[]) => of.map(({ id, when, to }) => [id, when, to]);
  const opened = ['opened', 'opened', ['assignee']];
  const reminder = ['reminder', { workingDays: -3, time: '08:00' }, ['assignee']];
  const later = [
    ['due-tomorrow', { workingDays: -1, time: '08:00' }, ['assignee']],
    ['breach', 'late', ['assignee', 'complaints-officer']],
    ['escalation-1', { workingDays: 2, time: '08:00' }, ['head-of-service', 'complaints-officer']],
    ['escalation-2', { workingDays: 10, time: '08:00' }, ['director', 'complaints-officer']],
  ];
  test('of a step of weeks', () => {
    expect(told(milestones)).toEqual([opened, reminder, ...later]);
  });
  test('of a step of days, which has no reminder three days before', () => {
    expect(told(shortMilestones)).toEqual([opened, ...later]);
  });
});

test('the days of receipt to which each version applies', () => {
  const dated = procedures.all.filter(({ received }) => received.from ?? received.until);
  expect(dated.map(({ id, received: { from, until } }) => [id, from, until])).toEqual([
    ['childrens-statutory', '2006-09-01', undefined],
    ['corporate', '2026-04-01', undefined],
    ['adult-social-care', '2009-04-01', undefined],
    ['corporate', undefined, '2026-03-31'],
  ]);
});

test('a complaint is out of time more than 12 months after what happened', () => {
  expect(
    step('childrens-statutory', '2006', 'acknowledge').outcomes['decline']?.form['aroseOn']?.moreThan,
  ).toEqual({
    days: 12,
    unit: 'months',
  });
});
