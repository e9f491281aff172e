import type { CohortId } from './cohorts.ts';
import type { DimensionId, MeasureId } from './dimensions.ts';
import type { Section } from './tables.ts';

/** How a figure is calculated from its cohort. `of`: the whole that a share is taken of. */
type Rule =
  | { kind: 'count' }
  | { kind: 'share'; of: CohortId }
  | { kind: 'mean' | 'median'; measure: MeasureId; only?: string }
  | { kind: 'per month' }
  | { kind: 'repeat' }
  | { kind: 'cell'; by: DimensionId; key: string; share: boolean };

/** A figure of the report as data; its title and definition are in the catalogue. */
interface Definition {
  id: string;
  cohort: CohortId;
  rule: Rule;
  unit: 'cases' | 'per cent' | 'working days' | 'cases a month';
  section: Section;
}

const count = <Id extends CohortId>(id: Id, section: Section): Definition & { id: Id } => ({
  id,
  cohort: id,
  rule: { kind: 'count' },
  unit: 'cases',
  section,
});

const share = <Id extends string>(id: Id, cohort: CohortId, of: CohortId, section: Section) =>
  ({ id, cohort, rule: { kind: 'share', of }, unit: 'per cent', section }) satisfies Definition;

/** A mean or median of working days; `only`: over the cases of one procedure. */
const days = <Id extends string>(kind: 'mean' | 'median', measure: MeasureId, id: Id, only?: string) =>
  ({
    id,
    cohort: measure,
    rule: { kind, measure, ...(only === undefined ? {} : { only }) },
    unit: 'working days',
    section: 'timeliness',
  }) satisfies Definition;

const cell = <Id extends string>(
  id: Id,
  cohort: CohortId,
  by: DimensionId,
  key: string,
  shown: 'count' | 'share',
  section: Section,
) =>
  ({
    id,
    cohort,
    rule: { kind: 'cell', by, key, share: shown === 'share' },
    unit: shown === 'count' ? 'cases' : 'per cent',
    section,
  }) satisfies Definition;

const definitions = [
  count('feedback', 'feedback'),
  count('compliments', 'feedback'),
  count('comments', 'feedback'),
  count('complaints', 'feedback'),
  share('complaints-share', 'complaints', 'feedback', 'feedback'),
  {
    id: 'monthly-average',
    cohort: 'feedback',
    rule: { kind: 'per month' },
    unit: 'cases a month',
    section: 'feedback',
  },
  count('investigations', 'complaints'),
  cell('corporate', 'investigations', 'procedure', 'corporate', 'count', 'complaints'),
  cell('corporate-share', 'investigations', 'procedure', 'corporate', 'share', 'complaints'),
  cell('statutory', 'investigations', 'procedure', 'childrens-statutory', 'count', 'complaints'),
  cell('statutory-share', 'investigations', 'procedure', 'childrens-statutory', 'share', 'complaints'),
  {
    id: 'repeat-complaints',
    cohort: 'complaints',
    rule: { kind: 'repeat' },
    unit: 'cases',
    section: 'people',
  },
  days('mean', 'stage-1', 'days-to-close'),
  days('median', 'stage-1', 'days-to-close-median'),
  days('mean', 'stage-1', 'days-to-close-corporate', 'corporate'),
  days('mean', 'stage-1', 'days-to-close-statutory', 'childrens-statutory'),
  count('stage-1', 'timeliness'),
  share('in-time-original', 'stage-1-in-original', 'stage-1', 'timeliness'),
  share('in-time-extended', 'stage-1-in-extended', 'stage-1', 'timeliness'),
  count('stage-2', 'timeliness'),
  share('stage-2-in-time-original', 'stage-2-in-original', 'stage-2', 'timeliness'),
  share('stage-2-in-time-extended', 'stage-2-in-extended', 'stage-2', 'timeliness'),
  days('mean', 'stage-2', 'stage-2-days'),
  days('mean', 'stage-2-with-statement', 'stage-2-statement-days'),
  count('stage-3', 'timeliness'),
  share('stage-3-in-time-extended', 'stage-3-in-extended', 'stage-3', 'timeliness'),
  days('mean', 'stage-3', 'stage-3-days'),
  count('resolved-informally', 'outcomes'),
  count('ended-after-death', 'outcomes'),
  count('closed', 'outcomes'),
  count('upheld', 'outcomes'),
  share('upheld-rate', 'upheld', 'closed', 'outcomes'),
  share('upheld-rate-found', 'upheld', 'with-finding', 'outcomes'),
  cell('partially-upheld-rate', 'closed', 'outcome', 'partially upheld', 'share', 'outcomes'),
  cell('not-upheld-rate', 'closed', 'outcome', 'not upheld', 'share', 'outcomes'),
  count('fault-found', 'outcomes'),
  count('looked-after', 'people'),
  count('made-by-child', 'people'),
  count('advocacy-offered', 'people'),
  count('advocacy-provided', 'people'),
  count('child-offered-advocate', 'people'),
  count('beyond-stage-1', 'beyond'),
  count('reached-stage-2', 'beyond'),
  count('reached-stage-3', 'beyond'),
  count('reached-lgsco', 'beyond'),
  count('escalated', 'timeliness'),
  count('learning-recorded', 'learning'),
  share('learning-recorded-share', 'learning-recorded', 'fault-found', 'learning'),
] as const;

export type FigureId = (typeof definitions)[number]['id'];
export interface FigureDefinition extends Definition {
  id: FigureId;
}

/** Every figure of a report; what reads or explains a figure starts here. */
export const figures: readonly FigureDefinition[] = definitions;
