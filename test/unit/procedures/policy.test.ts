import { describe, expect, test } from 'vitest';
import { backupDays } from '../../../functions/domain/records/erasure.ts';
import { equalityCountsKeptFrom } from '../../../functions/domain/records/retention.ts';
import { procedures } from '../../../workflows/procedures/index.ts';
import { privateLinkLasts } from '../../../workflows/procedures/private-links.ts';
import type { Milestone, Step } from '../../../workflows/procedures/procedure.ts';
import {
  equalityCountsKept,
  heldMailSchedule,
  retentionSchedule,
} from '../../../workflows/procedures/retention.ts';
import { digestLooksAhead, milestones, shortMilestones } from '../../../workflows/procedures/shared-steps.ts';

// The numbers of the law and of the council's own policy, as they are: a change of one is a decision, not a slip.

const step = (procedure: string, version: string, id: string): Step => {
  const found = procedures.version(procedure, version)?.steps[id];
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

test('how long records are kept: years after closing, and until which age of the child', () => {
  expect(
    retentionSchedule.map(({ id, yearsAfterClosing, untilAge }) => [id, yearsAfterClosing, untilAge]),
  ).toEqual([
    ['looked-after-child', 6, 75],
    ['compliment', 2, undefined],
    ['other-feedback', 2, undefined],
    ['complaint', 6, undefined],
  ]);
});

test('how many days mail that became no case is kept', () => {
  expect(heldMailSchedule.map(({ status, daysAfterReceipt }) => [status, daysAfterReceipt])).toEqual([
    ['held', 180],
    ['recorded', 90],
  ]);
});

test('backups can restore 35 days, and a private link opens its case for 365', () => {
  expect(backupDays).toBe(35);
  expect(privateLinkLasts.days).toBe(365);
});

test('counts of equality answers are kept six years after the end of their quarter', () => {
  expect(equalityCountsKept.years).toBe(6);
  // The quarter that began on 1 January 2020 ended on 31 March 2020.
  expect(equalityCountsKeptFrom('2026-03-31')).toBe('2020-01-01');
  expect(equalityCountsKeptFrom('2026-04-01')).toBe('2020-01-02');
});

test('a digest looks as many working days ahead as the reminder', () => {
  expect(digestLooksAhead).toBe(3);
});

describe('reminders, breach and escalations: working days from the due day, and who is told', () => {
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

test('from which day of receipt a version of a procedure applies, and until which', () => {
  const dated = procedures.all.filter(({ received }) => received.from ?? received.until);
  expect(dated.map(({ id, received: { from, until } }) => [id, from, until])).toEqual([
    ['childrens-statutory', '2006-09-01', undefined],
    ['corporate', undefined, '2026-03-31'],
    ['corporate', '2026-04-01', undefined],
    ['adult-social-care', '2009-04-01', undefined],
  ]);
});

test('what is late: a complaint about something that happened more than 12 months before', () => {
  expect(
    step('childrens-statutory', '2006', 'acknowledge').outcomes['decline']?.form['aroseOn']?.moreThan,
  ).toEqual({
    days: 12,
    unit: 'months',
  });
});
