import { addMonths } from '../domain/time/civil-date.ts';
import { outcomes, type ReportingRow } from '../domain/records/reporting-row.ts';
import type { CohortId } from './cohorts.ts';
import { monthOf, months, monthsOf, quarterIn, quarters, type Period } from './period.ts';

/**
 * A property by which cases are counted. `value`: its value in a row, or several (possibly none) if `several` is set;
 * `key`: the key that a value counts under, if it is not the value itself. The catalogue has words for keys.
 */
interface Dimension {
  value: (row: ReportingRow) => string | null | readonly string[];
  key?: (value: string) => string;
  order?: readonly string[];
  several?: true;
  /** The value that contains it. Keys are then pairs (`pairOf`). */
  within?: (row: ReportingRow) => string | null;
}

/** The key of cases without a value, so that parts make up the whole. */
export const notRecorded = '';

/** The key of enquiries that the Ombudsman has not decided. */
const awaitingDecision = 'awaiting decision';

const between = '\u001f';
/** The key of a value within another value. */
export const pairOf = (outer: string | null, inner: string) => `${outer ?? notRecorded}${between}${inner}`;
/** The two keys of a pair. */
export function keysOfPair(pair: string): [outer: string, inner: string] {
  const [outer = '', inner = ''] = pair.split(between);
  return [outer, inner];
}

const dimensions = {
  kind: { value: (row) => row.kind, order: ['compliment', 'comment', 'complaint'] },
  serviceArea: { value: (row) => row.serviceArea },
  team: { value: (row) => row.team },
  teamInArea: { value: (row) => row.team, within: (row) => row.serviceArea },
  month: { value: (row) => row.received, key: monthOf, order: months },
  quarter: { value: (row) => row.received, key: quarterIn, order: quarters },
  channel: { value: (row) => row.channel },
  procedure: { value: (row) => row.procedure },
  category: { value: (row) => row.category },
  subCategory: { value: (row) => row.subCategory },
  subCategoryInCategory: { value: (row) => row.subCategory, within: (row) => row.category },
  theme: { value: (row) => row.themes, several: true },
  relation: { value: (row) => row.relation },
  outcome: { value: (row) => row.outcome ?? 'no recorded outcome', order: outcomes },
  learning: { value: (row) => row.learning, several: true },
  action: { value: (row) => row.actions.map(({ type }) => type), several: true },
  lgscoDecision: { value: (row) => row.lgsco?.decision ?? awaitingDecision },
} satisfies Record<string, Dimension>;

export type DimensionId = keyof typeof dimensions;

/** The dimension with its optional properties. */
export const dimension = (id: DimensionId): Dimension => dimensions[id];

/** Dimensions that divide the values of another: a reader who knows the area of each team can add up teams. */
export const nestings: readonly { outer: DimensionId; inner: DimensionId; pairs: DimensionId }[] = [
  { outer: 'serviceArea', inner: 'team', pairs: 'teamInArea' },
  { outer: 'category', inner: 'subCategory', pairs: 'subCategoryInCategory' },
];

/**
 * Whether a key can have cases in a period. A month or quarter outside the period cannot, and 0 would suggest that it was
 * counted.
 */
export function canBeIn(period: Period, by: DimensionId, key: string): boolean {
  if (by !== 'month' && by !== 'quarter') return true;
  return Array.from({ length: monthsOf(period) }, (_, n) => addMonths(period.from, n)).some(
    (day) => dimensions[by].key(day) === key,
  );
}

/** Working days of a response, by cohort. Means, medians and histograms are taken over them. */
export const measures = {
  'stage-1': (row) => row.stage1?.workingDays,
  'stage-2': (row) => row.stage2?.workingDays,
  'stage-2-with-statement': (row) => row.stage2?.workingDaysFromStatement,
  'stage-3': (row) => row.stage3?.workingDays,
} satisfies Partial<Record<CohortId, (row: ReportingRow) => number | null | undefined>>;

export type MeasureId = keyof typeof measures;
const isMeasure = (id: string): id is MeasureId => Object.hasOwn(measures, id);
export const measureIds: readonly MeasureId[] = Object.keys(measures).filter(isMeasure);
