import { longDate } from '../../domain/time/civil-date.ts';
import type { PeriodKind } from '../../report/period.ts';

/** What a report is about: "2021/22", "Q1 of 2021/22". */
export const periodName = (period: PeriodKind): string => {
  switch (period.is) {
    case 'year':
      return period.year;
    case 'quarter':
      return `${period.quarter} of ${period.year}`;
    case 'week':
      return `Week from ${longDate(period.from)}`;
  }
};

/** In place of a team or other value that a case lacks. */
export const notRecorded = 'Not recorded';
