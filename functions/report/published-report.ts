import * as z from 'zod/mini';
import type { Comparison } from './compare-years.ts';
import type { Contradiction } from './reconcile.ts';

/** What is read back of a report.json that was published: enough to hold this year's report to it. */
export const PublishedReport = z.object({
  year: z.string(),
  figures: z.array(z.object({ id: z.string(), value: z.nullable(z.number()) })),
});
export type PublishedReport = z.infer<typeof PublishedReport>;

/** Figures of earlier years that were published otherwise than they come out now. */
export function differsFromPublished(
  published: PublishedReport,
  comparisons: readonly Comparison[],
): Contradiction[] {
  return comparisons.flatMap(({ id, title, years }) => {
    const now = years.find(({ year }) => year === published.year)?.value;
    const then = published.figures.find((figure) => figure.id === id)?.value;
    if (now === undefined || now === null || then === undefined || then === null || now === then) return [];
    return [
      {
        id: `published:${published.year}:${id}`,
        sentence: `${title} of ${published.year} was published as ${then}; from the rows of that year it is ${now}.`,
      },
    ];
  });
}
