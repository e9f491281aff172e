import type { CohortId } from './cohorts.ts';
import type { DimensionId, MeasureId } from './dimensions.ts';

/** A table of counts: a row for each label of `by`, a column for each cohort, and days if `days` names a measure. */
export interface TableDefinition {
  id: string;
  title: string;
  by: DimensionId;
  columns: readonly CohortId[];
  days?: MeasureId;
  /** The unit that is counted, in the plural. */
  unit?: string;
  /** Columns that are shown as shares of another column of the same row. */
  sharesOf?: CohortId;
  chart: 'bars' | 'columns' | 'none';
  section: Section;
}

/** Whether a cohort is printed label by label of a dimension. */
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

export const tables: readonly TableDefinition[] = [
  {
    id: 'kinds',
    title: 'Feedback by kind',
    by: 'kind',
    columns: ['feedback'],
    chart: 'bars',
    section: 'feedback',
  },
  {
    id: 'service-areas',
    title: 'Feedback by service area',
    by: 'serviceArea',
    columns: kindColumns,
    chart: 'bars',
    section: 'feedback',
  },
  {
    id: 'months',
    title: 'Feedback by month',
    by: 'month',
    columns: ['feedback'],
    chart: 'columns',
    section: 'feedback',
  },
  {
    id: 'quarters',
    title: 'Feedback by quarter',
    by: 'quarter',
    columns: ['feedback', ...kindColumns],
    chart: 'none',
    section: 'feedback',
  },
  {
    id: 'channels',
    title: 'How feedback came in',
    by: 'channel',
    columns: ['feedback'],
    chart: 'bars',
    section: 'feedback',
  },
  {
    id: 'procedures',
    title: 'Investigations by procedure',
    by: 'procedure',
    columns: ['investigations'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'categories',
    title: 'Complaints by problem category',
    by: 'category',
    columns: ['complaints'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'sub-categories',
    title: 'Complaints by problem sub-category',
    by: 'subCategory',
    columns: ['complaints'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'themes',
    title: 'Complaints by theme',
    by: 'theme',
    columns: ['complaints'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'teams',
    title: 'Complaints and compliments by team',
    by: 'team',
    columns: ['complaints', 'compliments'],
    chart: 'bars',
    section: 'complaints',
  },
  {
    id: 'stage-1-days',
    title: 'Stage 1: days to close and responses in time',
    by: 'procedure',
    columns: ['stage-1', 'stage-1-in-original', 'stage-1-in-extended'],
    days: 'stage-1',
    sharesOf: 'stage-1',
    chart: 'bars',
    section: 'timeliness',
  },
  {
    id: 'stage-1-days-by-team',
    title: 'Stage 1 by team: days to close and responses in time',
    by: 'team',
    columns: ['stage-1', 'stage-1-in-original', 'stage-1-in-extended'],
    days: 'stage-1',
    sharesOf: 'stage-1',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'stage-2-days',
    title: 'Stage 2: working days from the request',
    by: 'procedure',
    columns: ['stage-2', 'stage-2-in-original', 'stage-2-in-extended'],
    days: 'stage-2',
    sharesOf: 'stage-2',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'stage-2-statement-days',
    title: 'Stage 2: working days from the agreed statement',
    by: 'procedure',
    columns: ['stage-2-with-statement'],
    days: 'stage-2-with-statement',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'stage-3-days',
    title: 'Stage 3: working days from the request',
    by: 'procedure',
    columns: ['stage-3', 'stage-3-in-original', 'stage-3-in-extended'],
    days: 'stage-3',
    sharesOf: 'stage-3',
    chart: 'none',
    section: 'timeliness',
  },
  {
    id: 'outcomes',
    title: 'Outcomes of investigations closed',
    by: 'outcome',
    columns: ['closed'],
    chart: 'bars',
    section: 'outcomes',
  },
  {
    id: 'relations',
    title: 'Complaints by who made them',
    by: 'relation',
    columns: ['complaints'],
    chart: 'bars',
    section: 'people',
  },
  {
    id: 'lgsco-decisions',
    title: 'Decisions of the Ombudsman',
    by: 'lgscoDecision',
    columns: ['reached-lgsco'],
    chart: 'none',
    section: 'beyond',
  },
  {
    id: 'learning-types',
    title: 'Learning by type',
    by: 'learning',
    columns: ['closed'],
    unit: 'learning points',
    chart: 'bars',
    section: 'learning',
  },
  {
    id: 'action-types',
    title: 'Actions by type',
    by: 'action',
    columns: ['closed'],
    unit: 'actions',
    chart: 'bars',
    section: 'learning',
  },
];
