import * as z from 'zod/mini';
import type { Case } from '../case/case.ts';
import type { LetterRow, Person } from '../case/stored-rows.ts';
import { progressOfLetter } from './letter-state.ts';
import { windowAddress } from '../text/postal-address.ts';
import { personWrittenTo } from '../people/written-to.ts';

const wayNames = ['phone', 'email', 'address'] as const;

export const wayFields = {
  way: z.enum(wayNames),
  value: z.string(),
  /** It was replaced by another one since. */
  earlier: z.optional(z.literal(true)),
};
const Way = z.object(wayFields);
export type Way = z.infer<typeof Way>;

/** Whether a letter on paper has no address to which it can be posted. */
const cannotBePosted = (person: Person): boolean => windowAddress(person.address).problem !== undefined;

/**
 * How else the reader of a letter can be reached that came back, was not sent or cannot be posted: every phone number and
 * address that we know, the earlier ones last. What the letter has tried is left out, unless it was changed since. None for
 * a letter that is on its way or has arrived.
 */
export function otherWays(
  file: { state: Case; persons: readonly Person[] },
  row: Pick<LetterRow, 'to' | 'status' | 'file' | 'deliveredAt' | 'preparedAt'>,
): Way[] {
  const person = personWrittenTo(file, row.to);
  const progress = progressOfLetter(row);
  if (!person) return [];
  const tried =
    progress === 'bounced' || row.status === 'refused' || progress === 'unconfirmed'
      ? 'email'
      : progress === 'returned' || (progress === 'to be posted' && cannotBePosted(person))
        ? 'address'
        : undefined;
  if (tried === undefined) return [];
  const earlier = person.earlier ?? [];
  const changedSince = (way: Way['way']) =>
    earlier.some(({ field, at }) => field === way && at > row.preparedAt);
  const now = wayNames.flatMap((way): Way[] => {
    const value = person[way];
    return value === undefined || (way === tried && !changedSince(way)) ? [] : [{ way, value }];
  });
  // What the letter has tried was replaced by the first change after it.
  const wasTried = earlier.find(({ field, at }) => field === tried && at > row.preparedAt);
  const before = earlier.flatMap((detail): Way[] => {
    const { field, value } = detail;
    const way = wayNames.find((name) => name === field);
    return way === undefined || typeof value !== 'string' || detail === wasTried || value === person[way]
      ? []
      : [{ way, value, earlier: true }];
  });
  return [...now, ...before.toReversed()];
}
