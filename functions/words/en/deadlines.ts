import type { DayUnit } from '../../../workflows/procedures/meanings.ts';
import { duration, listed } from './phrases.ts';

/** The explanation of a due date, one sentence for each fact that it follows from. Days come as people read them. */
export const deadlines = {
  limit: ({
    days,
    unit,
    before,
    from,
    due,
  }: {
    days: number;
    unit: DayUnit;
    before: boolean;
    from: string;
    due: string;
  }) => `${duration(days, unit)} ${before ? 'before' : 'from'} ${from} (day 0) is ${due}.`,
  dateSet: ({ set, days, unit, from }: { set: string; days: number; unit: DayUnit; from: string }) =>
    `The date was set as ${set}. Otherwise it would be ${duration(days, unit)} from ${from}.`,
  rule: ({ citation }: { citation: string }) => `Rule: ${citation}.`,
  ruleToBeChecked: ({ citation }: { citation: string }) => `Rule: ${citation} (to be checked).`,
  excludes: ({
    weekendDays,
    holidays,
  }: {
    weekendDays: number;
    holidays: readonly { title: string; on: string }[];
  }) =>
    `Excludes ${listed([
      ...(weekendDays > 0 ? [`${weekendDays} weekend ${weekendDays === 1 ? 'day' : 'days'}`] : []),
      ...holidays.map(({ title, on }) => `${title} (${on})`),
    ])}.`,
  extended: ({ on, until }: { on: string; until: string }) => `Extended on ${on} to ${until}.`,
  paused: ({ from, until }: { from: string; until: string }) =>
    `Paused from ${from} to ${until}. Days used before the pause still count.`,
  pausedSince: ({ from }: { from: string }) => `Paused since ${from}.`,
  nowDue: ({ due }: { due: string }) => `Now due ${due}.`,
  secondClock: ({ explanation }: { explanation: string }) => `Second clock: ${explanation}`,
};
