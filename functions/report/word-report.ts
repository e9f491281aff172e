import { upperFirst } from '../domain/text/capitalise.ts';
import type { ReportWords } from '../words/report-words.ts';
import type { CohortId } from './cohorts.ts';
import type { Comparison } from './compare-years.ts';
import { dimension, notRecorded, type DimensionId } from './dimensions.ts';
import type { Figure, Report, ReportTable, ReportTableRow } from './make-report.ts';

/** What is counted or shown, and what exactly that means. */
interface Defined {
  title: string;
  definition: string;
}

/** A figure with everything that explains it. */
export interface WordedFigure extends Omit<Figure, 'cohort'>, Defined {
  cohort: Defined;
}

/** A row of a table with the label of its key. */
export interface WordedRow extends ReportTableRow {
  label: string;
}

export interface WordedTable extends Omit<ReportTable, 'by' | 'columns' | 'rows' | 'total'> {
  title: string;
  /** The heading of the labels. */
  by: string;
  columns: (Defined & { id: CohortId })[];
  rows: WordedRow[];
  total: WordedRow | null;
}

/** A report as people read it. */
export interface WordedReport extends Omit<Report, 'figures' | 'tables'> {
  figures: WordedFigure[];
  tables: WordedTable[];
}

/** A figure over the years with its title; `name` of a year is what people read. */
export interface WordedComparison extends Omit<Comparison, 'years'> {
  title: string;
  years: (Comparison['years'][number] & { name: string })[];
}

/** Gives figures and tables their titles, definitions and labels, and puts the rows of tables in order. */
export const wordReport = (
  { period, edition, figures, tables }: Report,
  words: ReportWords,
): WordedReport => ({
  period,
  edition,
  figures: figures.map(({ id, cohort, ...figure }) => ({
    id,
    ...words.figures[id],
    cohort: words.cohorts[cohort],
    ...figure,
  })),
  tables: tables.map(({ id, section, by, unit, chart, hasDays, columns, rows, total }) => ({
    id,
    title: words.tableTitles[id],
    section,
    by: words.dimensions[by],
    unit,
    chart,
    hasDays,
    columns: columns.map((column) => ({ id: column, ...words.cohorts[column] })),
    rows: inOrder(
      rows.map((row) => ({ label: labelOf(row.key, by, words), ...row })),
      dimension(by).order !== undefined,
    ),
    total: total && { label: words.tables.total, ...total },
  })),
});

/** The largest first, unless the keys have an order of their own. What is hidden comes last: its place would tell of it. */
function inOrder(rows: WordedRow[], keep: boolean): WordedRow[] {
  if (keep) return rows;
  const shown = ({ cells }: WordedRow, column: number) => cells[column]?.value ?? -1;
  return rows.toSorted((a, b) => {
    const column = a.cells.findIndex((_, n) => shown(a, n) !== shown(b, n));
    return column === -1 ? (a.label < b.label ? -1 : 1) : shown(b, column) - shown(a, column);
  });
}

/** The words for a key; the key itself where a council names it. */
function labelOf(key: string, by: DimensionId, words: ReportWords): string {
  if (key === notRecorded) return words.notRecorded;
  const known: Partial<Record<DimensionId, Readonly<Record<string, string>>>> = words.labels;
  return wordOf(known[by], key) ?? (by === 'procedure' ? upperFirst(key) : key);
}

export const wordComparison = (comparison: Comparison, words: ReportWords): WordedComparison => ({
  ...comparison,
  title: words.figures[comparison.id].title,
  years: comparison.years.map((year) => ({ ...year, name: words.periodName(year.period) })),
});

const wordOf = (words: Readonly<Record<string, string>> | undefined, key: string): string | undefined =>
  words !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
