import { currentPause, isPaused, isPauseToReview, type Case, type Task } from '../case/case.ts';
import { waitingCount } from '../case/open-messages.ts';
import { addCalendarDays, addMonths, londonDate, weekday, type CivilDate } from '../time/civil-date.ts';
import type { Council, User } from '../council/council.ts';
import { timesPassed } from '../clocks/shared-clock.ts';
import { lastDayOf } from '../clocks/step-clock.ts';
import { reportingRow } from '../records/make-reporting-row.ts';
import { latestAssigned, may } from '../people/may.ts';
import { teamOf } from '../people/teams.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import { procedureOfTask } from '../case/procedure-followed.ts';

/** The number of months in the trend, including the current one. */
const trendMonths = 6;

/** The workload of one team or, with `team` undefined, of cases that have no team yet. */
interface TeamStanding {
  team: string | undefined;
  open: number;
  dueThisWeek: number;
  overdue: number;
  /** Open complaints that have missed a deadline. */
  breached: number;
  /** Open complaints with more than one delay: a deadline extended, missed, or put off by a delay letter. */
  repeatedDelays: number;
  escalated: number;
}

/** A step in the managers' overview, by reference and name. */
interface OverseenStep {
  state: Case;
  task: Task;
  /** The last day of the clock of its stage, or its own. */
  due: CivilDate;
  title: string;
  team: string | undefined;
  /** How often its lateness was escalated to someone higher. */
  escalations: number;
}

export interface Overview {
  total: Omit<TeamStanding, 'team'>;
  teams: TeamStanding[];
  /** Messages on cases of any kind that no one has dealt with yet. */
  messages: number;
  /** Longest overdue first. */
  overdue: OverseenStep[];
  escalated: OverseenStep[];
  /** Steps of cases whose pause is due for review, by the day of the review. */
  pauses: OverseenStep[];
  /**
   * By month of receipt (`2026-05`): how many were received, how many of them have missed a deadline so far, how many
   * are closed.
   */
  trend: { month: string; received: number; breached: number; closed: number }[];
}

interface Context {
  council: Council;
  procedures: Procedures;
  calendar: WorkingDays;
  today: CivilDate;
}

/** The last day of the week of a day. What is due by then is due this week. */
function endOfWeek(day: CivilDate): CivilDate {
  return weekday(day) === 'Sunday' ? day : endOfWeek(addCalendarDays(day, 1));
}

/** The first day of the first month in the trend. */
export function trendStart(today: CivilDate): CivilDate {
  return addMonths(`${today.slice(0, 7)}-01`, 1 - trendMonths);
}

const isComplaint = ({ kind, facts }: Case) => (facts.kind ?? kind) === 'complaint';
const hasBreached = ({ tasks }: Case) => tasks.some(({ breachedAt }) => breachedAt !== undefined);

/**
 * The overview for someone who oversees complaints: all of them, or those of their team. Cases they may not hear of,
 * especially one about themselves, are neither listed nor counted.
 */
export function overviewOf(
  user: User,
  { open, recent }: { open: readonly Case[]; recent: readonly Case[] },
  context: Context,
): Overview {
  const { council, procedures, calendar, today } = context;
  const seen = (state: Case) =>
    state.mergedInto === undefined && isComplaint(state) && may(user, { do: 'oversee' }, state, council);
  const week = endOfWeek(today);
  const standings = new Map<string | undefined, TeamStanding>();
  const steps: (OverseenStep & { overdue: boolean })[] = [];
  for (const state of open.filter(seen)) {
    const team = teamOf(state, latestAssigned(state), council);
    const standing = standings.get(team) ?? { team, ...nothing };
    standings.set(team, standing);
    const waiting = state.tasks.filter(
      (task) =>
        task.status === 'open' &&
        task.performer !== 'complainant' &&
        may(user, { do: 'hear of step', task }, state, council),
    );
    const procedureOf = (task: Task) => procedureOfTask(task, procedures);
    const escalationsOf = (task: Task) => timesPassed(task, procedureOf(task), 'escalation');
    const dueOf = (task: Task) => lastDayOf(state, task, procedureOf(task), calendar, today);
    const running = waiting.filter((task) => !isPaused(state, task)).map(dueOf);
    standing.open += 1;
    if (running.some((due) => due >= today && due <= week)) standing.dueThisWeek += 1;
    if (running.some((due) => due < today) || waiting.some(({ urgent }) => urgent)) standing.overdue += 1;
    if (hasBreached(state)) standing.breached += 1;
    if ((reportingRow(state, null, procedures, calendar, today)?.delays ?? 0) > 1)
      standing.repeatedDelays += 1;
    if (waiting.some((task) => escalationsOf(task) > 0)) standing.escalated += 1;
    steps.push(
      ...waiting.map((task) => ({
        state,
        task,
        team,
        due: dueOf(task),
        title: procedureOf(task)?.steps[task.step]?.title ?? task.step,
        escalations: escalationsOf(task),
        overdue: task.urgent === true || (dueOf(task) < today && !isPaused(state, task)),
      })),
    );
  }
  const teams = [...standings.values()].sort(
    (a, b) => b.overdue - a.overdue || b.open - a.open || ((a.team ?? '~') < (b.team ?? '~') ? -1 : 1),
  );
  const order = (step: OverseenStep) => (step.task.urgent ? '' : step.due);
  const latest = steps.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return {
    total: teams.reduce(
      (sum, team) => ({
        open: sum.open + team.open,
        dueThisWeek: sum.dueThisWeek + team.dueThisWeek,
        overdue: sum.overdue + team.overdue,
        breached: sum.breached + team.breached,
        repeatedDelays: sum.repeatedDelays + team.repeatedDelays,
        escalated: sum.escalated + team.escalated,
      }),
      nothing,
    ),
    teams,
    overdue: latest.filter(({ overdue }) => overdue),
    escalated: latest.filter(({ escalations }) => escalations > 0),
    pauses: steps
      .flatMap((step) => {
        const pause = isPaused(step.state, step.task) ? currentPause(step.state) : undefined;
        return pause && isPauseToReview(step.state, today) ? [{ ...step, due: pause.reviewOn }] : [];
      })
      .sort((a, b) => (a.due < b.due ? -1 : 1)),
    messages: open
      .filter((state) => may(user, { do: 'oversee' }, state, council))
      .reduce((sum, state) => sum + waitingCount(state), 0),
    trend: trendOf(recent.filter(seen), today),
  };
}

const nothing = { open: 0, dueThisWeek: 0, overdue: 0, breached: 0, repeatedDelays: 0, escalated: 0 };

function trendOf(cases: readonly Case[], today: CivilDate): Overview['trend'] {
  const start = trendStart(today);
  return Array.from({ length: trendMonths }, (_, n) => {
    const name = addMonths(start, n).slice(0, 7);
    const theirs = cases.filter(({ receivedAt }) => londonDate(receivedAt).startsWith(name));
    return {
      month: name,
      received: theirs.length,
      breached: theirs.filter(hasBreached).length,
      closed: theirs.filter(({ status }) => status === 'closed').length,
    };
  });
}
