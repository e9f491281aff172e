import type { CohortId } from './cohorts.ts';
import type { DimensionId, MeasureId } from './dimensions.ts';

/**
 * A table of counts: a row for each value of `by`, a column for each cohort, and days if `days` names a measure. Its
 * title is in the catalogue.
 */
interface Definition {
  id: string;
  by: DimensionId;
  columns: readonly CohortId[];
  days?: MeasureId;
  /** The unit that is counted, in the plural. */
  unit?: 'learning points' | 'actions';
  /** Columns that are shown as shares of another column of the same row. */
  sharesOf?: CohortId;
  chart: 'bars' | 'columns' | 'none';
  section: Section;
}

/** Whether a cohort is printed value by value of a dimension. */
export const isPrintedBy = (cohort: CohortId, dimension: DimensionId): boolean =>
  tables.some(({ by, columns }) => by === dimension && columns.includes(cohort));

export type Section =
  | 'feedback'
  | 'complaints'
  | 'timeliness'
  | 'outcomes'
  | 'beyond'
  | 'people'
  | 'learning';

const kindColumns = ['complaints', 'compliments', 'comments'] as const;

const definitions = [
  {
    id: 'kinds',
    by: 'kind',
    columns: ['feedback'],
    chart: 'bars',
    section: 'feedback',
  },
  {
    id: 'service-areas',
    by: 'serviceArea',
    columns: kindColumns,
    chart: 'bars',
    section: 'feedback',
  },
  {
    id: 'months',
    by: 'month',
    columns: ['feedback'],
    chart: 'columns',
    section: 'feedback',
  },
  {
    id: 'quarters',
    by: 'quarter',
    columns: ['feedback', ...kindColumns],
    chart: 'none',
    section: 'feedback',
  },
  {
    id: 'channels',
    by: 'channel',
    columns: ['feedback'],
    chart: 'bars',
    section: 'feedback',
  },
  {
    id: 'procedures',
    by: 'procedure',
    columns: ['investigations'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'categories',
    by: 'category',
    columns: ['complaints'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'sub-categories',
    by: 'subCategory',
    columns: ['complaints'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'themes',
    by: 'theme',
    columns: ['complaints'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'teams',
    by: 'team',
    columns: ['complaints', 'compliments'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'stage-1-days',
    by: 'procedure',
    columns: ['stage-1', 'stage-1-in-original', 'stage-1-in-extended'],
    days: 'stage-1',
    sharesOf: 'stage-1',
    chart: 'bars',
    section: 'timeliness',
  },
  {
    id: 'stage-1-days-by-team',
    by: 'team',
    columns: ['stage-1', 'stage-1-in-original', 'stage-1-in-extended'],
    days: 'stage-1',
    sharesOf: 'stage-1',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'stage-2-days',
    by: 'procedure',
    columns: ['stage-2', 'stage-2-in-original', 'stage-2-in-extended'],
    days: 'stage-2',
    sharesOf: 'stage-2',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'stage-2-statement-days',
    by: 'procedure',
    columns: ['stage-2-with-statement'],
    days: 'stage-2-with-statement',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'stage-3-days',
    by: 'procedure',
    columns: ['stage-3', 'stage-3-in-original', 'stage-3-in-extended'],
    days: 'stage-3',
    sharesOf: 'stage-3',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'outcomes',
    by: 'outcome',
    columns: ['closed'],
    chart: 'bars',
    section: 'outcomes',
  },
  {
    id: 'relations',
    by: 'relation',
    columns: ['complaints'],
    chart: 'bars',
    section: 'people',
  },
  {
    id: 'lgsco-decisions',
    by: 'lgscoDecision',
    columns: ['reached-lgsco'],
    chart: 'none',
    section: 'beyond',
  },
  {
    id: 'learning-types',
    by: 'learning',
    columns: ['closed'],
    unit: 'learning points',
    chart: 'bars',
    section: 'learning',
  },
  {
    id: 'action-types',
    by: 'action',
    columns: ['closed'],
    unit: 'actions',
    chart: 'bars',
    section: 'learning',
  },
] as const satisfies readonly Definition[];

export type TableId = (typeof definitions)[number]['id'];
export interface TableDefinition extends Definition {
  id: TableId;
}

export const tables: readonly TableDefinition[] = definitions;
