import { expect, test } from 'vitest';
import { accessDueOn, accessRequestsOf } from '../../../functions/domain/case/access-request.ts';
import type { Event } from '../../../functions/domain/case/events.ts';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';

const calendar = makeWorkingDays(bundledBankHolidays);

test.each([
  ['the same day of the next month', '2026-06-03', '2026-07-03', '2026-09-03'],
  ['the last day of a shorter month', '2026-03-31', '2026-04-30', '2026-06-30'],
  ['28 February, or the working day after it', '2026-01-30', '2026-03-02', '2026-04-30'],
  ['the working day after a weekend', '2026-07-01', '2026-08-03', '2026-10-01'],
  ['the working day after Christmas', '2026-11-25', '2026-12-29', '2027-02-25'],
])('a request is due on %s', (_, received, due, extended) => {
  expect([accessDueOn(received, calendar), accessDueOn(received, calendar, true)]).toEqual([due, extended]);
});

test('the latest decision about an item counts', () => {
  const fact = { at: '2026-06-01T09:00:00.000Z', by: 'user:officer' } as const;
  const events: Event[] = [
    {
      ...fact,
      seq: 1,
      type: 'access-requested',
      request: 'A1',
      person: 'P1',
      receivedOn: '2026-06-01',
      dueOn: '2026-07-01',
    },
    {
      ...fact,
      seq: 2,
      type: 'access-items-cleared',
      request: 'A1',
      items: [
        { item: 'one', include: true },
        { item: 'two', include: true },
      ],
    },
    {
      ...fact,
      seq: 3,
      type: 'access-items-cleared',
      request: 'A1',
      items: [{ item: 'two', include: false, reason: 'About her brother.' }],
    },
    { ...fact, seq: 4, type: 'access-extended', request: 'A1', dueOn: '2026-09-01', reason: 'Six cases.' },
  ];
  const [request] = accessRequestsOf(events);
  expect(request).toMatchObject({ dueOn: '2026-09-01', extended: { reason: 'Six cases.' } });
  expect([...(request?.cleared.values() ?? [])].map(({ item, include }) => [item, include])).toEqual([
    ['one', true],
    ['two', false],
  ]);
});
