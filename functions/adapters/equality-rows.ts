import * as z from 'zod/mini';
import type { CivilDate } from '../domain/time/civil-date.ts';
import { EqualityCount } from '../domain/records/equality.ts';
import { parsed, type Key, type StoredRow } from './table.ts';

// Answers to equality questions are counted, not stored: a row has how often an answer was given in a quarter. Nothing
// in it leads to a case, to a person, or from one answer of a person to another.

export const equalityPartition = 'EQUALITY';

export const equalityKey = ({ quarter, characteristic, answer }: Omit<EqualityCount, 'number'>): Key => ({
  pk: equalityPartition,
  sk: `${quarter}#${characteristic}#${answer}`,
});

export const equalityCount = (row: StoredRow): EqualityCount => parsed(EqualityCount, row, row.doc);

const Quarter = z.object({ quarter: z.string() });

/** The rows of quarters that began before a day. */
export const equalityBefore = (rows: readonly StoredRow[], day: CivilDate): Key[] =>
  rows.filter((row) => parsed(Quarter, row, row.doc).quarter < day).map(({ pk, sk }) => ({ pk, sk }));
