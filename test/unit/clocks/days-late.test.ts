import { expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { workingDaysLate } from '../../../functions/domain/clocks/days-late.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';

const calendar = makeWorkingDays(bundledBankHolidays);

test.each([
  ['a day before', '2026-11-27', '2026-11-26', 0],
  ['the day itself, a Friday', '2026-11-27', '2026-11-27', 0],
  ['the Saturday after', '2026-11-27', '2026-11-28', 0],
  ['the Sunday after', '2026-11-27', '2026-11-29', 0],
  ['the Monday after', '2026-11-27', '2026-11-30', 1],
  ['the Friday after', '2026-11-27', '2026-12-04', 5],
  ['due on a Sunday, the Monday after', '2026-11-29', '2026-11-30', 1],
  ['due on a Saturday, the Sunday after', '2026-11-28', '2026-11-29', 0],
  // Friday 25 December, Boxing Day on Monday the 28th.
  ['due on Christmas Eve, Boxing Day as it is kept', '2026-12-24', '2026-12-28', 0],
  ['due on Christmas Eve, the Tuesday after', '2026-12-24', '2026-12-29', 1],
  ['due on New Year’s Eve, the Monday after', '2026-12-31', '2027-01-04', 1],
  ['due before Easter, Easter Monday', '2027-03-25', '2027-03-29', 0],
  ['due before Easter, the Tuesday after', '2027-03-25', '2027-03-30', 1],
])('%s', (_name, due, today, late) => expect(workingDaysLate(due, today, [], calendar)).toBe(late));
