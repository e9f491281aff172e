import * as z from 'zod/mini';
import type { Comparison } from './compare-years.ts';
import type { Contradiction } from './reconcile.ts';

/** The parts of a published report.json that are read again: enough to compare this year's report with it. */
export const PublishedReport = z.object({
  year: z.string(),
  figures: z.array(z.object({ id: z.string(), value: z.nullable(z.number()) })),
});
export type PublishedReport = z.infer<typeof PublishedReport>;

/** Figures of earlier years that now differ from what was published. */
export function differsFromPublished(
  published: PublishedReport,
  comparisons: readonly Comparison[],
): Contradiction[] {
  return comparisons.flatMap(({ id, years }) => {
    const now = years.find(({ year }) => year === published.year)?.value;
    const then = published.figures.find((figure) => figure.id === id)?.value;
    if (now === undefined || now === null || then === undefined || then === null || now === then) return [];
    return [
      {
        id: `published:${published.year}:${id}`,
        code: 'published' as const,
        params: { figure: id, year: published.year, before: then, now },
      },
    ];
  });
}
