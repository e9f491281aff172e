import type { CohortId } from './cohorts.ts';
import { procedureNames, type DimensionId, type MeasureId } from './dimensions.ts';
import type { Section } from './tables.ts';

/** How a figure is calculated from its cohort. `of`: the whole that a share is taken of. */
type Rule =
  | { kind: 'count' }
  | { kind: 'share'; of: CohortId }
  | { kind: 'mean' | 'median'; measure: MeasureId; only?: string }
  | { kind: 'per month' }
  | { kind: 'repeat' }
  | { kind: 'cell'; by: DimensionId; label: string; share: boolean };

/** A figure of the report as data: its calculation and its explanation begin here. */
export interface FigureDefinition {
  id: string;
  title: string;
  definition: string;
  cohort: CohortId;
  rule: Rule;
  unit: 'cases' | 'per cent' | 'working days' | 'cases a month';
  section: Section;
}

const count = (id: CohortId, title: string, definition: string, section: Section): FigureDefinition => ({
  id,
  title,
  definition,
  cohort: id,
  rule: { kind: 'count' },
  unit: 'cases',
  section,
});

const share = (
  id: string,
  cohort: CohortId,
  of: CohortId,
  title: string,
  definition: string,
  section: Section,
): FigureDefinition => ({
  id,
  title,
  definition: `${definition} In whole per cent, half up.`,
  cohort,
  rule: { kind: 'share', of },
  unit: 'per cent',
  section,
});

const days = (
  kind: 'mean' | 'median',
  measure: MeasureId,
  id: string,
  title: string,
  definition: string,
  only?: string,
): FigureDefinition => ({
  id,
  title,
  definition,
  cohort: measure,
  rule: { kind, measure, ...(only === undefined ? {} : { only }) },
  unit: 'working days',
  section: 'timeliness',
});

const cell = (
  id: string,
  cohort: CohortId,
  by: DimensionId,
  label: string,
  title: string,
  shown: 'count' | 'share',
  section: Section,
): FigureDefinition => ({
  id,
  title,
  definition:
    shown === 'count'
      ? `${title}, counted.`
      : `${title} as a share of their cohort. In whole per cent, half up.`,
  cohort,
  rule: { kind: 'cell', by, label, share: shown === 'share' },
  unit: shown === 'count' ? 'cases' : 'per cent',
  section,
});

const stage1Days =
  'Working days after receipt up to and including the day of the stage 1 response (same day 0); withdrawn complaints left out';
const statutory = procedureNames['childrens-statutory'] ?? '';
const corporate = procedureNames['corporate'] ?? '';

export const figures: readonly FigureDefinition[] = [
  count('feedback', 'Feedback received', 'All feedback, by the day it was received.', 'feedback'),
  count('compliments', 'Compliments', 'Compliments received.', 'feedback'),
  count('comments', 'Comments', 'Comments and other enquiries received.', 'feedback'),
  count('complaints', 'Complaints', 'Complaints received.', 'feedback'),
  share(
    'complaints-share',
    'complaints',
    'feedback',
    'Complaints as a share of all feedback',
    'Complaints received, of all feedback received.',
    'feedback',
  ),
  {
    id: 'monthly-average',
    title: 'Feedback a month',
    definition: 'Feedback received, divided by the months of the period, 12 in a year, to one decimal place.',
    cohort: 'feedback',
    rule: { kind: 'per month' },
    unit: 'cases a month',
    section: 'feedback',
  },
  count(
    'investigations',
    'Complaint investigations',
    'Complaints received, less those withdrawn or closed before investigation.',
    'complaints',
  ),
  cell(
    'corporate',
    'investigations',
    'procedure',
    corporate,
    'Investigations under the corporate procedure',
    'count',
    'complaints',
  ),
  cell(
    'corporate-share',
    'investigations',
    'procedure',
    corporate,
    'Investigations under the corporate procedure',
    'share',
    'complaints',
  ),
  cell(
    'statutory',
    'investigations',
    'procedure',
    statutory,
    'Investigations under the children’s statutory procedure',
    'count',
    'complaints',
  ),
  cell(
    'statutory-share',
    'investigations',
    'procedure',
    statutory,
    'Investigations under the children’s statutory procedure',
    'share',
    'complaints',
  ),
  {
    id: 'repeat-complaints',
    title: 'Complaints by repeat complainants',
    definition:
      'Complaints received from a person who made more than one in the period. A person, not a name.',
    cohort: 'complaints',
    rule: { kind: 'repeat' },
    unit: 'cases',
    section: 'people',
  },
  days(
    'mean',
    'stage-1',
    'days-to-close',
    'Average days to close',
    `${stage1Days}; mean, in whole days, half up.`,
  ),
  days('median', 'stage-1', 'days-to-close-median', 'Median days to close', `${stage1Days}; median.`),
  days(
    'mean',
    'stage-1',
    'days-to-close-corporate',
    'Average days to close, corporate',
    `${stage1Days}; mean over the corporate procedure, in whole days, half up.`,
    corporate,
  ),
  days(
    'mean',
    'stage-1',
    'days-to-close-statutory',
    'Average days to close, statutory',
    `${stage1Days}; mean over the children’s statutory procedure, in whole days, half up.`,
    statutory,
  ),
  count(
    'stage-1',
    'Stage 1 responses',
    'Investigations closed in the period with a stage 1 response.',
    'timeliness',
  ),
  share(
    'in-time-original',
    'stage-1-in-original',
    'stage-1',
    'Stage 1 in time, original date',
    'Stage 1 responses sent by the original date, of all.',
    'timeliness',
  ),
  share(
    'in-time-extended',
    'stage-1-in-extended',
    'stage-1',
    'Stage 1 in time, with extensions',
    'Stage 1 responses sent by the date as extended, of all.',
    'timeliness',
  ),
  count(
    'stage-2',
    'Stage 2 responses',
    'Stage 2 investigations or reviews answered in the period.',
    'timeliness',
  ),
  share(
    'stage-2-in-time-original',
    'stage-2-in-original',
    'stage-2',
    'Stage 2 in time, original date',
    'Stage 2 answered by the original date, of all.',
    'timeliness',
  ),
  share(
    'stage-2-in-time-extended',
    'stage-2-in-extended',
    'stage-2',
    'Stage 2 in time, with extensions',
    'Stage 2 answered by the date as extended, of all.',
    'timeliness',
  ),
  days(
    'mean',
    'stage-2',
    'stage-2-days',
    'Average days of stage 2, from the request',
    'Working days after the request up to the adjudication or review; mean, in whole days, half up.',
  ),
  days(
    'mean',
    'stage-2-with-statement',
    'stage-2-statement-days',
    'Average days of stage 2, from the agreed statement',
    'Working days after the statement of complaint was agreed up to the adjudication; mean, in whole days, half up.',
  ),
  count('stage-3', 'Stage 3 responses', 'Stage 3 panels answered in the period.', 'timeliness'),
  share(
    'stage-3-in-time-extended',
    'stage-3-in-extended',
    'stage-3',
    'Stage 3 in time, with extensions',
    'Stage 3 answered by the date as extended, of all.',
    'timeliness',
  ),
  days(
    'mean',
    'stage-3',
    'stage-3-days',
    'Average days of stage 3',
    'Working days after the request up to the council’s response; mean, in whole days, half up.',
  ),
  count(
    'closed',
    'Investigations closed',
    'Complaint investigations closed in the period, whenever received.',
    'outcomes',
  ),
  count('upheld', 'Upheld', 'Investigations closed as upheld.', 'outcomes'),
  share(
    'upheld-rate',
    'upheld',
    'closed',
    'Upheld, of all closed',
    'Investigations closed as upheld, of all closed.',
    'outcomes',
  ),
  share(
    'upheld-rate-found',
    'upheld',
    'with-finding',
    'Upheld, of those with a finding',
    'Investigations closed as upheld, of those closed as upheld, partially upheld or not upheld.',
    'outcomes',
  ),
  cell(
    'partially-upheld-rate',
    'closed',
    'outcome',
    'Partially upheld',
    'Investigations closed as partially upheld',
    'share',
    'outcomes',
  ),
  cell(
    'not-upheld-rate',
    'closed',
    'outcome',
    'Not upheld',
    'Investigations closed as not upheld',
    'share',
    'outcomes',
  ),
  count(
    'fault-found',
    'Upheld or partially upheld',
    'Investigations closed as upheld or partially upheld.',
    'outcomes',
  ),
  count(
    'looked-after',
    'About looked-after children',
    'Complaints received that concern a looked-after child.',
    'people',
  ),
  count('made-by-child', 'Made by children', 'Complaints received that a child made themselves.', 'people'),
  count(
    'advocacy-offered',
    'Advocate offered',
    'Complaints received in which an advocate was offered.',
    'people',
  ),
  count(
    'advocacy-provided',
    'Advocate provided',
    'Complaints received in which an advocate was provided.',
    'people',
  ),
  count(
    'child-offered-advocate',
    'Children offered an advocate',
    'Of the complaints that children made themselves, those in which an advocate was offered. It is a duty (section 26A of the Children Act 1989).',
    'people',
  ),
  count(
    'beyond-stage-1',
    'Beyond stage 1',
    'Complaints that reached a further stage in the period, each counted once.',
    'beyond',
  ),
  count('reached-stage-2', 'Reached stage 2', 'Complaints that reached stage 2 in the period.', 'beyond'),
  count('reached-stage-3', 'Reached stage 3', 'Complaints that reached stage 3 in the period.', 'beyond'),
  count(
    'reached-lgsco',
    'Reached the Ombudsman',
    'Complaints that the Ombudsman took up in the period.',
    'beyond',
  ),
  count(
    'escalated',
    'Escalated',
    'Complaints received that were escalated to a head of service or director.',
    'timeliness',
  ),
  count(
    'learning-recorded',
    'Closed with learning or action',
    'Investigations closed as upheld or partially upheld that have a learning point or an action.',
    'learning',
  ),
  share(
    'learning-recorded-share',
    'learning-recorded',
    'fault-found',
    'Learning recorded',
    'Cases with learning or action, of those closed as upheld or partially upheld.',
    'learning',
  ),
];
