import { addMonths } from '../domain/time/civil-date.ts';
import { capital } from '../domain/text/capitalise.ts';
import { outcomes, type ReportingRow } from '../domain/records/reporting-row.ts';
import type { CohortId } from './cohorts.ts';
import { monthName, monthNames, monthsOf, quarterName, quarterNames, type Period } from './period.ts';

/**
 * A property by which cases are counted. `value`: its value in a row, or several (possibly none) if `several` is set;
 * `label`: the label of a value in a report, if it is not the value itself.
 */
interface Dimension {
  title: string;
  value: (row: ReportingRow) => string | null | readonly string[];
  label?: (value: string) => string;
  order?: readonly string[];
  several?: true;
  /** The value that contains it. Labels are then pairs (`pairOf`). */
  within?: (row: ReportingRow) => string | null;
}

const kinds: Record<string, string> = {
  compliment: 'Compliments',
  comment: 'Comments',
  complaint: 'Complaints',
};
export const procedureNames: Record<string, string> = {
  'childrens-statutory': 'Statutory (children’s social care)',
  corporate: 'Corporate',
  'adult-social-care': 'Statutory (adult social care)',
};

/** The name of a procedure in tables. */
export const procedureName = (id: string): string => procedureNames[id] ?? capital(id);

/** The label of cases without a value, so that the parts add up to the whole. */
export const notRecorded = 'Not recorded';

const between = '\u001f';
/** The label of a value within another value. */
export const pairOf = (outer: string | null, inner: string) => `${outer ?? notRecorded}${between}${inner}`;
/** The two labels of a pair. */
export function labelsOfPair(label: string): [outer: string, inner: string] {
  const [outer = '', inner = ''] = label.split(between);
  return [outer, inner];
}

const dimensions = {
  kind: {
    title: 'Kind of feedback',
    value: (row) => row.kind,
    label: (kind) => kinds[kind] ?? kind,
    order: ['Compliments', 'Comments', 'Complaints'],
  },
  serviceArea: { title: 'Service area', value: (row) => row.serviceArea },
  team: { title: 'Team', value: (row) => row.team },
  teamInArea: {
    title: 'Team in its service area',
    value: (row) => row.team,
    within: (row) => row.serviceArea,
  },
  month: { title: 'Month', value: (row) => row.received, label: monthName, order: monthNames },
  quarter: { title: 'Quarter', value: (row) => row.received, label: quarterName, order: quarterNames },
  channel: { title: 'Channel', value: (row) => row.channel, label: capital },
  procedure: { title: 'Procedure', value: (row) => row.procedure, label: procedureName },
  category: { title: 'Problem category', value: (row) => row.category },
  subCategory: { title: 'Problem sub-category', value: (row) => row.subCategory },
  subCategoryInCategory: {
    title: 'Problem sub-category in its category',
    value: (row) => row.subCategory,
    within: (row) => row.category,
  },
  theme: { title: 'Theme', value: (row) => row.themes, several: true },
  relation: { title: 'Who complained', value: (row) => row.relation },
  outcome: {
    title: 'Outcome',
    value: (row) => row.outcome ?? 'no recorded outcome',
    label: capital,
    order: outcomes.map(capital),
  },
  learning: { title: 'Type of learning', value: (row) => row.learning, several: true },
  action: { title: 'Type of action', value: (row) => row.actions.map(({ type }) => type), several: true },
  lgscoDecision: {
    title: 'Decision of the Ombudsman',
    value: (row) => row.lgsco?.decision ?? 'Awaiting decision',
  },
} satisfies Record<string, Dimension>;

export type DimensionId = keyof typeof dimensions;

/** The dimension with its optional properties. */
export const dimension = (id: DimensionId): Dimension => dimensions[id];

/** Dimensions that divide the labels of another: a reader who knows the area of each team can add up teams. */
export const nestings: readonly { outer: DimensionId; inner: DimensionId; pairs: DimensionId }[] = [
  { outer: 'serviceArea', inner: 'team', pairs: 'teamInArea' },
  { outer: 'category', inner: 'subCategory', pairs: 'subCategoryInCategory' },
];

/**
 * Whether a label can have cases in a period. A month or quarter outside the period cannot, and 0 would suggest that it
 * was counted.
 */
export function canBeIn(period: Period, by: DimensionId, label: string): boolean {
  if (by !== 'month' && by !== 'quarter') return true;
  return Array.from({ length: monthsOf(period) }, (_, n) => addMonths(period.from, n)).some(
    (day) => dimensions[by].label(day) === label,
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
