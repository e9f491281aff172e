import { describe, expect, test } from 'vitest';
import { triesAgainAt } from '../../../functions/domain/correspondence/try-again.ts';

const at = (time: string) => `2026-06-01T${time}.000Z`;
const rows = (...times: string[]) => times.map((time) => ({ preparedAt: at(time) }));

describe('a letter that could not go is tried again', () => {
  test.each<[string, string[], string | undefined, string | undefined]>([
    ['never, if nothing is left', [], '10:00:00', undefined],
    ['at the next repair, however old, if the mail service is there', ['08:00:00'], undefined, '08:00:00'],
    ['as the oldest of several', ['09:20:00', '09:10:00'], '10:00:00', '09:10:00'],
    ['at the next repair within the first hour', ['09:00:00'], '09:59:59', '09:00:00'],
    ['after an hour at the minute of its case', ['09:00:00'], '10:00:00', '10:07:00'],
    ['a second before that minute', ['09:00:00'], '10:06:59', '10:07:00'],
    ['at that minute an hour later', ['09:00:00'], '10:07:00', '11:07:00'],
  ])('%s', (_, left, away, then) => {
    const again = triesAgainAt('SC-2026-00001-4', rows(...left), away && at(away));
    expect(again).toBe(then && at(then));
  });
});

test('cases are spread over the minutes of the hour', () => {
  const cases = Array.from({ length: 600 }, (_, n) => `SC-2026-${String(n).padStart(5, '0')}-${n % 10}`);
  const minutes = Map.groupBy(cases, (id) =>
    triesAgainAt(id, rows('08:00:00'), at('10:00:00'))?.slice(14, 16),
  );
  expect(minutes.size).toBe(60);
  expect(Math.max(...[...minutes.values()].map(({ length }) => length))).toBeLessThan(40);
});
