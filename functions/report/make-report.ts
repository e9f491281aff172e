import type { CohortId } from './cohorts.ts';
import { cellKey, cohortKey, countsOf, keysOf, repeatKey } from './counts.ts';
import { canBeIn, dimension, type DimensionId } from './dimensions.ts';
import { figures, type FigureDefinition, type FigureId } from './figures.ts';
import { monthsOf, type Period } from './period.ts';
import { perCent, quotient } from './rounding.ts';
import { suppress } from './suppress.ts';
import { tables, type Section, type TableDefinition, type TableId } from './tables.ts';
import { cellsOf, repeatComplaints, statisticsOf, type Tally } from './tally.ts';

export type Edition = 'internal' | 'public';

/**
 * A number to print. `suppressed`: it exists but this edition must not show it. Otherwise `null` means that there is
 * none.
 */
export interface Shown {
  value: number | null;
  suppressed: boolean;
}

/** A figure without its words. `numerator` and `denominator` give the value before rounding. */
export interface Figure extends Shown {
  id: FigureId;
  cohort: CohortId;
  unit: FigureDefinition['unit'];
  section: Section;
  numerator: number | null;
  denominator: number | null;
  /** The cases behind it, by reference. Empty in the public edition. */
  cases: string[];
}

/** A row of a table: a count for each column, its share if the table shows shares, and days if it has them. */
export interface ReportTableRow {
  key: string;
  cells: (Shown & { share: number | null; cases: string[] })[];
  mean: Shown;
  median: Shown;
}

export interface ReportTable {
  id: TableId;
  section: Section;
  by: DimensionId;
  /** What one count stands for. */
  unit: 'cases' | NonNullable<TableDefinition['unit']>;
  chart: TableDefinition['chart'];
  hasDays: boolean;
  columns: readonly CohortId[];
  rows: ReportTableRow[];
  /** Absent if a case can have several keys. */
  total: ReportTableRow | null;
}

/** A report as ids, keys and numbers; `wordReport` gives it words. */
export interface Report {
  period: Period;
  edition: Edition;
  figures: Figure[];
  tables: ReportTable[];
}

/** The figures and tables of a period, made from a tally. The public edition lacks everything that `suppress` hides. */
export function makeReport(tally: Tally, period: Period, edition: Edition): Report {
  const { counts, equations, unprinted } = countsOf(tally);
  const hidden = edition === 'public' ? suppress(counts, equations, unprinted) : new Set<string>();
  return {
    period,
    edition,
    figures: figures.map((definition) => makeFigure(tally, definition, hidden, edition, period)),
    // The report of a quarter has no table of quarters.
    tables: tables
      .filter(({ by }) => by !== 'quarter' || monthsOf(period) > 3)
      .map((definition) => makeTable(tally, definition, hidden, edition, period)),
  };
}

/** The figure of a report. Throws for an id without a figure, which is a fault in the code. */
export function figureOf<F extends { id: string }>(
  { figures: all }: { figures: readonly F[] },
  id: string,
): F {
  const match = all.find((figure) => figure.id === id);
  if (!match) throw new Error(`The report has no figure "${id}"`);
  return match;
}

function makeFigure(
  tally: Tally,
  definition: FigureDefinition,
  hidden: ReadonlySet<string>,
  edition: Edition,
  period: Period,
): Figure {
  const { id, unit, section, cohort } = definition;
  const worked = workOut(tally, definition, monthsOf(period));
  const suppressed = worked.keys.some((key) => hidden.has(key));
  return {
    id,
    cohort,
    unit,
    section,
    suppressed,
    value: suppressed ? null : worked.value,
    numerator: suppressed ? null : worked.numerator,
    denominator: suppressed || hidden.has(worked.whole ?? '') ? null : worked.denominator,
    cases: edition === 'internal' ? worked.cases : [],
  };
}

interface WorkedOut {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  cases: string[];
  /** The counts that it reveals. */
  keys: string[];
  /** The count that the denominator reveals, if the value does not. */
  whole?: string;
}

function workOut(tally: Tally, { cohort, rule }: FigureDefinition, months: number): WorkedOut {
  const { all, by } = cellsOf(tally, cohort);
  const whole = cohortKey(cohort);
  switch (rule.kind) {
    case 'count':
      return { value: all.count, numerator: all.count, denominator: null, cases: all.cases, keys: [whole] };
    case 'repeat': {
      const repeated = repeatComplaints(tally);
      return {
        value: repeated,
        numerator: repeated,
        denominator: all.count,
        cases: [],
        keys: [repeatKey],
        whole,
      };
    }
    case 'per month':
      return {
        value: quotient(all.count, months, 1),
        numerator: all.count,
        denominator: months,
        cases: all.cases,
        keys: [whole],
      };
    case 'share': {
      const of = cellsOf(tally, rule.of).all.count;
      return {
        value: perCent(all.count, of),
        numerator: all.count,
        denominator: of,
        cases: all.cases,
        keys: [whole, cohortKey(rule.of)],
      };
    }
    case 'cell': {
      const cell = by.get(rule.by)?.get(rule.key);
      const count = cell?.count ?? 0;
      return {
        value: rule.share ? perCent(count, all.count) : count,
        numerator: count,
        denominator: all.count,
        cases: cell?.cases ?? [],
        keys: [cellKey(cohort, rule.by, rule.key), ...(rule.share ? [whole] : [])],
        whole,
      };
    }
    case 'mean':
    case 'median': {
      const cell = rule.only === undefined ? all : by.get('procedure')?.get(rule.only);
      const { sum, cases, median } = statisticsOf(cell?.days ?? new Map());
      return {
        value: rule.kind === 'median' ? median : quotient(sum, cases),
        numerator: sum,
        denominator: cases,
        cases: cell?.cases ?? [],
        keys: [rule.only === undefined ? whole : cellKey(cohort, 'procedure', rule.only)],
      };
    }
  }
}

function makeTable(
  tally: Tally,
  definition: TableDefinition,
  hidden: ReadonlySet<string>,
  edition: Edition,
  period: Period,
): ReportTable {
  const { id, section, by, columns, chart, days } = definition;
  const several = dimension(by).several === true;
  const shown = (value: number | null, key: string): Shown =>
    hidden.has(key) ? { value: null, suppressed: true } : { value, suppressed: false };
  const points = (column: CohortId) =>
    [...(cellsOf(tally, column).by.get(by)?.values() ?? [])].reduce((sum, { count }) => sum + count, 0);
  const wholeFor = (column: CohortId, cellsAt: (cohort: CohortId) => { count: number }) => {
    if (definition.sharesOf !== undefined)
      return definition.sharesOf === column ? 0 : cellsAt(definition.sharesOf).count;
    if (columns.length > 1 || days !== undefined) return 0;
    return definition.unit === undefined ? cellsOf(tally, column).all.count : points(column);
  };
  const wholeKey = (column: CohortId, key: string | undefined) =>
    definition.sharesOf === undefined || key === undefined
      ? cohortKey(definition.sharesOf ?? column)
      : cellKey(definition.sharesOf, by, key);

  const makeRow = (key: string | undefined): ReportTableRow => {
    const cellAt = (column: CohortId) => {
      const cells = cellsOf(tally, column);
      return key === undefined ? cells.all : cells.by.get(by)?.get(key);
    };
    const keyAt = (column: CohortId) => (key === undefined ? cohortKey(column) : cellKey(column, by, key));
    const statistics = days === undefined ? undefined : statisticsOf(cellAt(days)?.days ?? new Map());
    const daysKey = keyAt(days ?? 'feedback');
    return {
      key: key ?? '',
      cells: columns.map((column) => {
        const cell = cellAt(column);
        const count = shown(cell?.count ?? 0, keyAt(column));
        const whole = wholeFor(column, (cohort) => cellAt(cohort) ?? { count: 0 });
        const hiddenWhole = hidden.has(wholeKey(column, key));
        return {
          ...count,
          share: count.value === null || hiddenWhole ? null : perCent(count.value, whole),
          cases: edition === 'internal' ? (cell?.cases ?? []) : [],
        };
      }),
      mean: shown(statistics ? quotient(statistics.sum, statistics.cases) : null, daysKey),
      median: shown(statistics?.median ?? null, daysKey),
    };
  };

  return {
    id,
    section,
    by,
    unit: definition.unit ?? 'cases',
    chart,
    hasDays: days !== undefined,
    columns,
    rows: keysOf(tally, definition)
      .filter((key) => canBeIn(period, by, key))
      .map(makeRow),
    total: several ? null : makeRow(undefined),
  };
}
