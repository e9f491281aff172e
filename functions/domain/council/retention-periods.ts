import * as z from 'zod/mini';
import { problemAt, type CouncilProblem } from './council-problem.ts';
import {
  lengthened,
  retentionSchedule,
  type RetentionRule,
} from '../../../workflows/procedures/retention.ts';

// A council can keep cases longer than the shared schedule says, never shorter. Its pages can set a longer period than its
// folder, never a shorter one.

const line = z.string().check(z.minLength(1), z.maxLength(200));

const years = z.number().check(z.int(), z.positive());

/**
 * How many years after closing the council keeps the cases of a rule of the retention schedule, and why so long. `untilAge`: and at
 * least to which birthday of the child, for a rule that counts from their birth.
 */
export const RetentionPeriod = z.strictObject({
  rule: line,
  years,
  untilAge: z.optional(years),
  reason: line,
});
export type RetentionPeriod = z.infer<typeof RetentionPeriod>;

/** The periods that a council lengthens. */
interface KeptLonger {
  retention?: RetentionPeriod[] | undefined;
}

/** Longer than any law that we know of asks for; beyond it, a number is a slip. */
const mostYears = 150;

/** The rule that a period of the council lengthens. Undefined for an id that the schedule does not have. */
const ruleNamed = (id: string) => retentionSchedule.find((rule) => rule.id === id);

/** The problems of a council's retention periods. `folder`: the deployed council, if its periods are a minimum too. */
export function retentionProblems({ retention = [] }: KeptLonger, folder?: KeptLonger): CouncilProblem[] {
  return retention.flatMap(({ rule: id, years: after, untilAge }, place): CouncilProblem[] => {
    const at = `retention.${place}`;
    const rule = ruleNamed(id);
    if (!rule) return [problemAt(`${at}.rule`, 'unknown-retention-rule', { id })];
    if (retention.slice(0, place).some((one) => one.rule === id))
      return [problemAt(`${at}.rule`, 'duplicate-retention-rule', { id })];
    if (untilAge !== undefined && rule.untilAge === undefined)
      return [problemAt(`${at}.untilAge`, 'no-age-here', { id })];
    return [
      ...bounds(`${at}.years`, after, leastYears(rule, folder)),
      ...bounds(`${at}.untilAge`, untilAge, leastAge(rule, folder)),
    ];
  });
}

function bounds(at: string, given: number | undefined, least: number): CouncilProblem[] {
  if (given === undefined) return [];
  if (given > mostYears) return [problemAt(at, 'kept-too-long', { most: mostYears })];
  return given < least ? [problemAt(at, 'kept-too-short', { least })] : [];
}

/** The shortest period that a council may set for a rule, in years after closing: that of the schedule or of its folder. */
export const leastYears = ({ id, yearsAfterClosing }: RetentionRule, folder?: KeptLonger): number =>
  Math.max(yearsAfterClosing, folder?.retention?.find(({ rule }) => rule === id)?.years ?? 0);

/** The youngest age that a council may set for a rule that counts from the birth of a child; 0 for another rule. */
export const leastAge = ({ id, untilAge = 0 }: RetentionRule, folder?: KeptLonger): number =>
  Math.max(untilAge, folder?.retention?.find(({ rule }) => rule === id)?.untilAge ?? 0);

/**
 * The periods of a council that was stored, none of them shorter than those of the folder. A folder that is deployed later
 * can ask for more than the pages stored.
 */
export function atLeastAsFolder(
  { retention: stored = [] }: KeptLonger,
  { retention: minimum = [] }: KeptLonger,
): KeptLonger {
  const kept = stored.filter((own) => {
    const least = minimum.find(({ rule }) => rule === own.rule);
    return own.years >= (least?.years ?? 0) && (own.untilAge ?? 0) >= (least?.untilAge ?? 0);
  });
  const all = [...kept, ...minimum.filter(({ rule }) => !kept.some((one) => one.rule === rule))];
  return all.length === 0 ? {} : { retention: all };
}

/** The schedule by which a council keeps its cases. */
export function retentionScheduleOf({ retention = [] }: KeptLonger): readonly RetentionRule[] {
  if (retention.length === 0) return retentionSchedule;
  return retentionSchedule.map((rule) => {
    const own = retention.find((one) => one.rule === rule.id);
    return own ? lengthened(rule, own) : rule;
  });
}
