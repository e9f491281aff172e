import { tableCsv } from './csv.ts';
import { figureOf } from './make-report.ts';
import { fillNote } from './notes.ts';
import { renderCases, renderReport, wordPublication, type Publication } from './render-report.ts';
import { print } from './render-tables.ts';
import type { WordedRow } from './word-report.ts';

/**
 * The files of an edition, by name: the page, the figures as data, each table, and in the internal edition the cases.
 */
export function publish(
  publication: Publication,
  caseUrl?: (reference: string) => string | undefined,
): Map<string, string> {
  const { report, comparisons, equality, contradictions, notes, council, rows, words } =
    wordPublication(publication);
  const withoutCases = <T extends { cases: string[] }>(shown: T) => ({ ...shown, cases: undefined });
  const shownRow = ({ label, cells, mean, median }: WordedRow) => ({
    label,
    cells: cells.map(withoutCases),
    mean,
    median,
  });
  const printed = (id: string) => {
    const figure = figureOf(report, id);
    return print(figure, words, figure.unit === 'per cent' ? '%' : '').markup;
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
    // The number of rows would reveal a hidden total.
    rows: figureOf(report, 'feedback').suppressed ? { ...rows, read: null, counted: null } : rows,
    figures: report.figures.map(withoutCases),
    tables: report.tables.map((table) => ({
      ...table,
      rows: table.rows.map(shownRow),
      total: table.total && shownRow(table.total),
    })),
    comparisons: comparisons.map(({ id, title, unit, years, label, base }) => ({
      id,
      title,
      unit,
      years: years.map(({ year, value, suppressed }) => ({ year, value, suppressed })),
      label,
      base,
    })),
    equality,
    contradictions: contradictions.map((found) => ({ ...found, explanation: explanation(found.id) })),
  };
  return new Map([
    ['report.html', renderReport(publication)],
    ['report.json', `${JSON.stringify(data, null, 2)}\n`],
    ...report.tables.map((table) => [`tables/${table.id}.csv`, tableCsv(table, words)] as const),
    ...(report.edition === 'internal' ? [['cases.html', renderCases(publication, caseUrl)] as const] : []),
  ]);
}
