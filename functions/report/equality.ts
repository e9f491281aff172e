import * as z from 'zod/mini';
import { CivilDate } from '../domain/time/civil-date.ts';
import type { Edition, Shown } from './make-report.ts';
import { within, type Period } from './period.ts';
import { suppress } from './suppress.ts';

/**
 * An answer to an equality question, separate from the case: it names neither a case nor a person, and the answers of
 * one person cannot be put together.
 */
export const EqualityAnswer = z.strictObject({
  received: CivilDate,
  characteristic: z.string().check(z.minLength(1)),
  answer: z.string().check(z.minLength(1)),
  /** How often it was given, if answers were counted and not stored one by one. */
  number: z.optional(z.int().check(z.positive())),
});
export type EqualityAnswer = z.infer<typeof EqualityAnswer>;

export interface EqualityTable {
  characteristic: string;
  rows: { answer: string; count: Shown }[];
  total: Shown;
}

/**
 * The answers of a period by characteristic, most frequent first. Hidden numbers come last: their position would reveal
 * something about them.
 */
export function equalityTables(
  answers: readonly EqualityAnswer[],
  period: Period,
  edition: Edition,
): EqualityTable[] {
  const answersByQuestion = Map.groupBy(
    answers.filter(({ received }) => within(received, period)),
    ({ characteristic }) => characteristic,
  );
  return [...answersByQuestion].map(([characteristic, given]) => {
    const counts = new Map(
      [...Map.groupBy(given, ({ answer }) => answer)].map(([answer, all]) => [
        `answer ${answer}`,
        all.reduce((sum, { number = 1 }) => sum + number, 0),
      ]),
    );
    const parts = [...counts.keys()];
    counts.set(
      'all',
      given.reduce((sum, { number = 1 }) => sum + number, 0),
    );
    const hidden = edition === 'public' ? suppress(counts, [{ whole: 'all', parts }]) : new Set<string>();
    const shown = (key: string): Shown =>
      hidden.has(key)
        ? { value: null, suppressed: true }
        : { value: counts.get(key) ?? 0, suppressed: false };
    return {
      characteristic,
      rows: parts
        .map((key) => ({ answer: key.replace(/^answer /, ''), count: shown(key) }))
        .sort((a, b) => (b.count.value ?? -1) - (a.count.value ?? -1) || (a.answer < b.answer ? -1 : 1)),
      total: shown('all'),
    };
  });
}
