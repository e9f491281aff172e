import * as z from 'zod/mini';
import { tableCsv } from './csv.ts';
import type { Comparison } from './compare-years.ts';
import { figureOf } from './make-report.ts';
import { fillNote } from './notes.ts';
import type { Contradiction } from './reconcile.ts';
import { renderCases, renderReport, type Publication } from './render-report.ts';
import { print } from './render-tables.ts';

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

/** The files of an edition, by name: the page, the figures as data, each table, and inside the council the cases. */
export function publish(
  publication: Publication,
  caseUrl?: (reference: string) => string | undefined,
): Map<string, string> {
  const { report, comparisons, equality, contradictions, notes, council, rows } = publication;
  const withoutCases = <T extends { cases: string[] }>(shown: T) => ({ ...shown, cases: undefined });
  const printed = (id: string) => {
    const figure = figureOf(report, id);
    return print(figure, figure.unit === 'per cent' ? '%' : '').markup;
  };
  const explanation = (id: string) => {
    const written = notes.explanations.get(id);
    return written === undefined ? null : fillNote(written, printed);
  };
  const data = {
    council,
    year: report.period.name,
    from: report.period.from,
    until: report.period.until,
    edition: report.edition,
    // How many rows there are would tell a total that is hidden.
    rows: figureOf(report, 'feedback').suppressed ? { ...rows, read: null, counted: null } : rows,
    figures: report.figures.map(withoutCases),
    tables: report.tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(withoutCases) })),
      total: table.total && { ...table.total, cells: table.total.cells.map(withoutCases) },
    })),
    comparisons,
    equality,
    contradictions: contradictions.map((found) => ({ ...found, explanation: explanation(found.id) })),
  };
  return new Map([
    ['report.html', renderReport(publication)],
    ['report.json', `${JSON.stringify(data, null, 2)}\n`],
    ...report.tables.map((table) => [`tables/${table.id}.csv`, tableCsv(table)] as const),
    ...(report.edition === 'internal' ? [['cases.html', renderCases(publication, caseUrl)] as const] : []),
  ]);
}
