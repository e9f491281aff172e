import type { Case } from '../case/case.ts';
import { addCalendarDays, addMonths, addYears, londonDate, type CivilDate } from '../time/civil-date.ts';
import type { RefusalOf } from '../text/refusal.ts';
import { draftProcedures } from '../../../workflows/procedures/letter-drafts.ts';
import { retentionReview } from '../../../workflows/procedures/retention-review.ts';
import {
  equalityCountsKept,
  retentionSchedule,
  type RetentionRule,
} from '../../../workflows/procedures/retention.ts';

/** The id of the subject of a retention review. A case has at most one review for each day. */
export const reviewSubject = (day: CivilDate) => `review-${day}`;

/** How long a case is kept: the day of its review, and the rule that gives it. */
export interface Retention {
  reviewOn: CivilDate;
  rule: RetentionRule;
  /**
   * The detail that the rule needs and the case does not have. Without it, the review comes after the years since
   * closing.
   */
  missing?: 'date of birth';
}

/** Thrown for a schedule that does not have a rule for every case. */
class NoRetentionRule extends Error {
  override name = 'NoRetentionRule' as const;
}

/**
 * How long a closed case is kept by a council's schedule. Undefined while it is open. A review or the end of a legal hold can
 * only postpone the day, never bring it forward.
 */
export function retentionOf(
  state: Case,
  schedule: readonly RetentionRule[] = retentionSchedule,
): Retention | undefined {
  if (state.status === 'open' || state.closedAt === undefined) return undefined;
  const rule = schedule.find((candidate) => fits(candidate, state));
  if (!rule) throw new NoRetentionRule('no rule of the retention schedule fits the case');
  const born = state.facts.childBornOn;
  const days = [
    yearsLater(londonDate(state.closedAt), rule.yearsAfterClosing),
    ...(rule.untilAge === undefined || born === undefined ? [] : [yearsLater(born, rule.untilAge)]),
    ...(state.keptUntil === undefined ? [] : [state.keptUntil]),
  ];
  const reviewOn = days.reduce((latest, day) => (day > latest ? day : latest));
  const missing = rule.untilAge !== undefined && born === undefined;
  return { reviewOn, rule, ...(missing ? { missing: 'date of birth' as const } : {}) };
}

function fits({ kinds, procedures, lookedAfter }: RetentionRule, { kind, facts, procedure }: Case): boolean {
  const caseKind = facts.kind ?? kind;
  return (
    (kinds === undefined || kinds.some((one) => one === caseKind)) &&
    (procedures === undefined || (procedure !== undefined && procedures.includes(procedure.id))) &&
    (lookedAfter === undefined || facts.lookedAfter === lookedAfter)
  );
}

/**
 * The same day a number of years later. 29 February becomes 1 March in other years: a day too long is better than a day
 * too short.
 */
function yearsLater(day: CivilDate, years: number): CivilDate {
  const later = addYears(day, years);
  return later.slice(8) === day.slice(8) ? later : addCalendarDays(later, 1);
}

/**
 * The day on which a review of this case must begin. Undefined while the case is open or held, or if that review has begun.
 * The table lists cases by the day of the shared schedule, which no council can shorten; whoever begins a review asks again
 * with the council's own.
 */
export function reviewDay(
  state: Case,
  schedule: readonly RetentionRule[] = retentionSchedule,
): CivilDate | undefined {
  const keeping = retentionOf(state, schedule);
  if (!keeping || state.legalHold) return undefined;
  const reviews = state.runs.filter(({ procedure }) => procedure === retentionReview.id);
  const begun = reviews.some(
    ({ status, matter }) => status === 'running' || matter?.id === reviewSubject(keeping.reviewOn),
  );
  return begun ? undefined : keeping.reviewOn;
}

/**
 * Why a case may not be erased on a day. Undefined if it may. A letter that no one has finished does not keep it: its draft is
 * erased too.
 */
export function refuseErasure(
  state: Case,
  today: CivilDate,
  schedule: readonly RetentionRule[] = retentionSchedule,
): RefusalOf<'case-kept-open' | 'legal-hold' | 'kept-until' | 'still-under-way'> | undefined {
  const keeping = retentionOf(state, schedule);
  if (!keeping) return { code: 'case-kept-open', params: {} };
  if (state.legalHold) return { code: 'legal-hold', params: { since: londonDate(state.legalHold.since) } };
  const { reviewOn, rule } = keeping;
  if (reviewOn > today)
    return { code: 'kept-until', params: { until: reviewOn, rule: rule.title, citation: rule.citation } };
  const other = state.runs.find(
    ({ status, procedure }) =>
      status === 'running' && procedure !== retentionReview.id && !draftProcedures.includes(procedure),
  );
  return other && { code: 'still-under-way', params: { procedure: other.procedure } };
}

/** Counts of quarters that began before this day are erased: a quarter ends three months after it begins. */
export const equalityCountsKeptFrom = (today: CivilDate): CivilDate =>
  addCalendarDays(addMonths(today, -(12 * equalityCountsKept.years + 3)), 1);
