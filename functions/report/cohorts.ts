import type { CivilDate } from '../domain/time/civil-date.ts';
import type { ReportingRow } from '../domain/records/reporting-row.ts';
import { within, type Period } from './period.ts';

/**
 * The treatment of a small rest, the members of a whole that are not in its part. To protect the rest, the part or the
 * whole is hidden. Or the rest may be known, because it says something only about the council and not about a person.
 */
export type RestOf = 'hides the part' | 'hides the whole' | 'is open';

/**
 * A set of cases that figures are taken over, as data. `has` decides which cases belong to it; `definition` says so in
 * words.
 */
interface CohortDefinition {
  title: string;
  definition: string;
  /** The cohort that it is part of: `has` is only asked about its members. */
  part?: string;
  /** The treatment of the rest, the members of the whole that are not in it, if the rest is small. */
  rest?: RestOf;
  has: (row: ReportingRow, period: Period) => boolean;
}

const cohort = (
  title: string,
  definition: string,
  has: CohortDefinition['has'],
  part?: string,
  rest?: RestOf,
): CohortDefinition => ({
  title,
  definition,
  has,
  ...(part === undefined ? {} : { part }),
  ...(rest === undefined ? {} : { rest }),
});

/** The day on which an investigation ends: the day of its stage 1 response, or of the closing of a case without one. */
export const investigationClosed = ({ stage1, closed }: ReportingRow): CivilDate | null =>
  stage1?.responded ?? closed;

const fault = (row: ReportingRow) => row.outcome === 'upheld' || row.outcome === 'partially upheld';

/** Every cohort by its id. A part comes after its whole. */
export const cohorts = {
  feedback: cohort(
    'All feedback',
    'Compliments, comments and complaints, by the day they were received.',
    (row, period) => within(row.received, period),
  ),
  compliments: cohort('Compliments', 'Compliments received.', (row) => row.kind === 'compliment', 'feedback'),
  comments: cohort(
    'Comments',
    'Comments and other enquiries received.',
    (row) => row.kind === 'comment',
    'feedback',
  ),
  complaints: cohort('Complaints', 'Complaints received.', (row) => row.kind === 'complaint', 'feedback'),
  investigations: cohort(
    'Complaint investigations',
    'Complaints received, less those withdrawn or closed before investigation.',
    (row) => row.investigated,
    'complaints',
    'is open',
  ),
  'looked-after': cohort(
    'Complaints about looked-after children',
    'Complaints received that concern a looked-after child.',
    (row) => row.lookedAfter === true,
    'complaints',
  ),
  'made-by-child': cohort(
    'Complaints made by children',
    'Complaints received that a child made themselves.',
    (row) => row.madeByChild === true,
    'complaints',
  ),
  'advocacy-offered': cohort(
    'Advocate offered',
    'Complaints received in which an advocate was offered.',
    (row) => row.advocacyOffered === true,
    'complaints',
  ),
  'advocacy-provided': cohort(
    'Advocate provided',
    'Complaints received in which an advocate was provided.',
    (row) => row.advocacyProvided === true,
    'complaints',
  ),
  'child-offered-advocate': cohort(
    'Children offered an advocate',
    'Complaints that a child made themselves in which an advocate was offered.',
    (row) => row.advocacyOffered === true,
    'made-by-child',
  ),
  escalated: cohort(
    'Escalated complaints',
    'Complaints received that were escalated to a head of service or director.',
    (row) => row.escalations > 0,
    'complaints',
  ),
  closed: cohort(
    'Investigations closed',
    'Complaint investigations closed: the stage 1 response was sent, or the case was closed without one; whenever received.',
    (row, period) => row.investigated && within(investigationClosed(row), period),
  ),
  'with-finding': cohort(
    'Closed with a finding',
    'Investigations closed as upheld, partially upheld or not upheld.',
    (row) => fault(row) || row.outcome === 'not upheld',
    'closed',
    'hides the whole',
  ),
  'fault-found': cohort(
    'Upheld or partially upheld',
    'Investigations closed as upheld or partially upheld.',
    fault,
    'with-finding',
  ),
  upheld: cohort(
    'Upheld',
    'Investigations closed as upheld.',
    (row) => row.outcome === 'upheld',
    'fault-found',
  ),
  'learning-recorded': cohort(
    'With learning or action',
    'Investigations closed as upheld or partially upheld that have a learning point or an action.',
    (row) => row.learning.length > 0 || row.actions.length > 0,
    'fault-found',
    'is open',
  ),
  'stage-1': cohort(
    'Stage 1 responses',
    'Investigations closed with a stage 1 response, those withdrawn left out.',
    (row) => row.stage1?.responded !== null && row.withdrawn === null,
    'closed',
    'hides the whole',
  ),
  'stage-1-in-extended': cohort(
    'In time, extended',
    'Stage 1 responses sent on or before the date as extended.',
    (row) => row.stage1?.inTimeExtended === true,
    'stage-1',
    'is open',
  ),
  'stage-1-in-original': cohort(
    'In time',
    'Stage 1 responses sent on or before the original date.',
    (row) => row.stage1?.inTimeOriginal === true,
    'stage-1-in-extended',
    'is open',
  ),
  'stage-2': cohort(
    'Stage 2 responses',
    'Stage 2 investigations or reviews answered, whenever requested.',
    (row, period) => within(row.stage2?.responded, period),
  ),
  'stage-2-in-extended': cohort(
    'In time, extended',
    'Stage 2 answered on or before the date as extended.',
    (row) => row.stage2?.inTimeExtended === true,
    'stage-2',
    'is open',
  ),
  'stage-2-in-original': cohort(
    'In time',
    'Stage 2 answered on or before the original date.',
    (row) => row.stage2?.inTimeOriginal === true,
    'stage-2-in-extended',
    'is open',
  ),
  'stage-2-with-statement': cohort(
    'Stage 2 with an agreed statement',
    'Stage 2 investigations answered for which the day the statement of complaint was agreed is known.',
    (row) => row.stage2?.statementAgreed !== null,
    'stage-2',
    'is open',
  ),
  'stage-3': cohort('Stage 3 responses', 'Stage 3 panels answered, whenever requested.', (row, period) =>
    within(row.stage3?.responded, period),
  ),
  'stage-3-in-extended': cohort(
    'In time, extended',
    'Stage 3 answered on or before the date as extended.',
    (row) => row.stage3?.inTimeExtended === true,
    'stage-3',
    'is open',
  ),
  'stage-3-in-original': cohort(
    'In time',
    'Stage 3 answered on or before the original date.',
    (row) => row.stage3?.inTimeOriginal === true,
    'stage-3-in-extended',
    'is open',
  ),
  'beyond-stage-1': cohort(
    'Beyond stage 1',
    'Complaints that reached stage 2, stage 3 or the Ombudsman, by the day they did; each counted once.',
    (row, period) =>
      within(row.stage2?.opened, period) ||
      within(row.stage3?.opened, period) ||
      within(row.lgsco?.received, period),
  ),
  'reached-stage-2': cohort(
    'Reached stage 2',
    'Complaints that reached stage 2.',
    (row, period) => within(row.stage2?.opened, period),
    'beyond-stage-1',
  ),
  'reached-stage-3': cohort(
    'Reached stage 3',
    'Complaints that reached stage 3.',
    (row, period) => within(row.stage3?.opened, period),
    'beyond-stage-1',
  ),
  'reached-lgsco': cohort(
    'Reached the Ombudsman',
    'Complaints taken up by the Local Government and Social Care Ombudsman.',
    (row, period) => within(row.lgsco?.received, period),
    'beyond-stage-1',
  ),
} satisfies Record<string, CohortDefinition>;

export type CohortId = keyof typeof cohorts;

const isCohort = (id: string): id is CohortId => Object.hasOwn(cohorts, id);
export const cohortIds: readonly CohortId[] = Object.keys(cohorts).filter(isCohort);

/** The treatment of the rest of a cohort's whole, if the rest is small. */
export function restOf(id: CohortId): RestOf {
  const { rest = 'hides the part' }: CohortDefinition = cohorts[id];
  return rest;
}

/** The cohort that contains this one, if any. */
export function wholeOf(id: CohortId): CohortId | undefined {
  const { part } = cohorts[id];
  return part !== undefined && isCohort(part) ? part : undefined;
}

/** The outcomes whose investigations are each of these cohorts. */
export const cohortsOfOutcomes: readonly (readonly [CohortId, readonly string[]])[] = [
  ['upheld', ['Upheld']],
  ['fault-found', ['Upheld', 'Partially upheld']],
  ['with-finding', ['Upheld', 'Partially upheld', 'Not upheld']],
];

/** Whether a row counts in a period at all: by its receipt, or by a later event. */
export function belongsTo(row: ReportingRow, period: Period): boolean {
  return cohortIds.some((id) => wholeOf(id) === undefined && cohorts[id].has(row, period));
}

/** Cohorts that divide another: every member of the whole is in exactly one of the parts. */
export const partitions: readonly { whole: CohortId; parts: readonly CohortId[] }[] = [
  { whole: 'feedback', parts: ['compliments', 'comments', 'complaints'] },
];
