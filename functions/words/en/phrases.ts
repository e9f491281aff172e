import type { DayUnit } from '../../../workflows/procedures/meanings.ts';

/** Parts of English sentences that several rooms of the catalogue use. */
export const many = (count: number): string => count.toLocaleString('en-GB');

const joined = (names: readonly string[], last: string) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;

export const listed = (names: readonly string[]): string => joined(names, 'and');

export const oneOf = (names: readonly string[]): string => joined(names, 'or');

export const duration = (days: number, unit: DayUnit): string =>
  `${many(days)} ${days === 1 ? singular[unit] : unit}`;

const singular = {
  'working days': 'working day',
  'calendar days': 'calendar day',
  months: 'month',
} satisfies Record<DayUnit, string>;
