import type { CivilDate } from '../domain/time/civil-date.ts';
import { endedAfterDeath, resolvedInformally, type ReportingRow } from '../domain/records/reporting-row.ts';
import { within, type Period } from './period.ts';

/**
 * The treatment of a small rest, the members of a whole that are not in its part. To protect the rest, the part or the
 * whole is hidden. Or the rest may be known, because it says something only about the council and not about a person.
 */
export type RestOf = 'hides the part' | 'hides the whole' | 'is open';

/** A set of cases that figures are taken over, as data. `has` decides which cases belong to it; the catalogue says so. */
interface CohortDefinition {
  /** The cohort that it is part of: `has` is only asked about its members. */
  part?: string;
  /** The treatment of the rest, the members of the whole that are not in it, if the rest is small. */
  rest?: RestOf;
  has: (row: ReportingRow, period: Period) => boolean;
}

const cohort = (has: CohortDefinition['has'], part?: string, rest?: RestOf): CohortDefinition => ({
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
  feedback: cohort((row, period) => within(row.received, period)),
  compliments: cohort((row) => row.kind === 'compliment', 'feedback'),
  comments: cohort((row) => row.kind === 'comment', 'feedback'),
  complaints: cohort((row) => row.kind === 'complaint', 'feedback'),
  investigations: cohort((row) => row.investigated, 'complaints', 'is open'),
  'resolved-informally': cohort((row) => row.outcome === resolvedInformally, 'complaints'),
  'ended-after-death': cohort((row) => row.outcome === endedAfterDeath, 'complaints'),
  'looked-after': cohort((row) => row.lookedAfter === true, 'complaints'),
  'made-by-child': cohort((row) => row.madeByChild === true, 'complaints'),
  'advocacy-offered': cohort((row) => row.advocacyOffered === true, 'complaints'),
  'advocacy-provided': cohort((row) => row.advocacyProvided === true, 'complaints'),
  'child-offered-advocate': cohort((row) => row.advocacyOffered === true, 'made-by-child'),
  escalated: cohort((row) => row.escalations > 0, 'complaints'),
  closed: cohort((row, period) => row.investigated && within(investigationClosed(row), period)),
  'with-finding': cohort((row) => fault(row) || row.outcome === 'not upheld', 'closed', 'hides the whole'),
  'fault-found': cohort(fault, 'with-finding'),
  upheld: cohort((row) => row.outcome === 'upheld', 'fault-found'),
  'learning-recorded': cohort(
    (row) => row.learning.length > 0 || row.actions.length > 0,
    'fault-found',
    'is open',
  ),
  'stage-1': cohort(
    (row) => row.stage1?.responded !== null && row.withdrawn === null,
    'closed',
    'hides the whole',
  ),
  'stage-1-in-extended': cohort((row) => row.stage1?.inTimeExtended === true, 'stage-1', 'is open'),
  'stage-1-in-original': cohort(
    (row) => row.stage1?.inTimeOriginal === true,
    'stage-1-in-extended',
    'is open',
  ),
  'stage-2': cohort((row, period) => within(row.stage2?.responded, period)),
  'stage-2-in-extended': cohort((row) => row.stage2?.inTimeExtended === true, 'stage-2', 'is open'),
  'stage-2-in-original': cohort(
    (row) => row.stage2?.inTimeOriginal === true,
    'stage-2-in-extended',
    'is open',
  ),
  'stage-2-with-statement': cohort((row) => row.stage2?.statementAgreed !== null, 'stage-2', 'is open'),
  'stage-3': cohort((row, period) => within(row.stage3?.responded, period)),
  'stage-3-in-extended': cohort((row) => row.stage3?.inTimeExtended === true, 'stage-3', 'is open'),
  'stage-3-in-original': cohort(
    (row) => row.stage3?.inTimeOriginal === true,
    'stage-3-in-extended',
    'is open',
  ),
  'beyond-stage-1': cohort(
    (row, period) =>
      within(row.stage2?.opened, period) ||
      within(row.stage3?.opened, period) ||
      within(row.lgsco?.received, period),
  ),
  'reached-stage-2': cohort((row, period) => within(row.stage2?.opened, period), 'beyond-stage-1'),
  'reached-stage-3': cohort((row, period) => within(row.stage3?.opened, period), 'beyond-stage-1'),
  'reached-lgsco': cohort((row, period) => within(row.lgsco?.received, period), 'beyond-stage-1'),
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
  ['upheld', ['upheld']],
  ['fault-found', ['upheld', 'partially upheld']],
  ['with-finding', ['upheld', 'partially upheld', 'not upheld']],
];

/** Whether a row counts in a period at all: by its receipt, or by a later event. */
export function belongsTo(row: ReportingRow, period: Period): boolean {
  return cohortIds.some((id) => wholeOf(id) === undefined && cohorts[id].has(row, period));
}

/** Cohorts that divide another: every member of the whole is in exactly one of the parts. */
export const partitions: readonly { whole: CohortId; parts: readonly CohortId[] }[] = [
  { whole: 'feedback', parts: ['compliments', 'comments', 'complaints'] },
];
