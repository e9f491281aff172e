import { expect, test } from 'vitest';
import { mailDownFrom, refusedAgain } from '../../../functions/domain/correspondence/mail-down.ts';

const at = (time: string) => `2026-06-01T${time}.000Z`;
const stored = { since: at('10:00:00'), why: 'Throttling' };

test.each([
  ['nothing is stored', undefined, '12:00:00', false],
  ['what is stored is something else', { since: 'long ago' }, '12:00:00', false],
  ['it has refused for less than five minutes', stored, '10:04:59', false],
  ['it has refused for five minutes', stored, '10:05:00', true],
])('mail is down: %s', (_, known, now, isDown) => {
  expect(mailDownFrom(known, at(now))).toEqual(isDown ? stored : undefined);
});

test('the first refusal says since when, the last says why, and it is remembered for three hours', () => {
  const first = refusedAgain(undefined, 'Throttling', at('10:00:00'));
  expect(first).toEqual({ record: stored, until: at('13:00:00') });
  expect(refusedAgain(first.record, 'AccountSendingPausedException', at('12:30:00'))).toEqual({
    record: { since: at('10:00:00'), why: 'AccountSendingPausedException' },
    until: at('15:30:00'),
  });
});
