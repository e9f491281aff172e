import { longDate, longDateWithWeekday, type CivilDate } from '../time/civil-date.ts';
import { isPaused, type Case, type Task } from '../case/case.ts';
import { presentUser, presentUsers, type Council, type User } from '../council/council.ts';
import { whoRuns } from '../people/independence.ts';
import { may } from '../people/may.ts';
import { teamOf } from '../people/teams.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import { independentRoles } from '../../../workflows/procedures/roles.ts';
import { digestLooksAhead } from '../../../workflows/procedures/standing.ts';

/** A step as a digest names it: no person, no complaint, only where to look. */
interface DigestStep {
  reference: string;
  title: string;
  team: string | undefined;
  due: CivilDate;
}

/** What one person is told on one morning; never empty. Steps by due date; `repeatedDelays` for senior managers only. */
export interface Digest {
  to: User;
  overdue: DigestStep[];
  dueToday: DigestStep[];
  dueSoon: DigestStep[];
  repeatedDelays: { team: string; overdue: number }[];
}

export interface DigestContext {
  council: Council;
  procedures: Pick<Procedures, 'version'>;
  calendar: WorkingDays;
  today: CivilDate;
}

/** From so many steps overdue at once on, the delays of a team are called repeated. */
const repeatedFrom = 2;

/** The first due date that no digest of the day speaks of: what is due before it is all that needs to be read. */
export function digestEnd({ calendar, today }: Pick<DigestContext, 'calendar' | 'today'>): CivilDate {
  return calendar.add(today, digestLooksAhead + 1);
}

/** One step in the digest of one person. */
export interface DigestEntry extends DigestStep {
  to: User;
}

/**
 * Who hears of an open step, each once. A window of the complainant waits for nobody here, and the clock of a paused
 * case stands still: of these nobody does.
 */
export function digestEntries(state: Case, task: Task, context: DigestContext): DigestEntry[] {
  const { council, procedures } = context;
  if (task.performer === 'complainant' || isPaused(state, task)) return [];
  const step = {
    reference: state.reference,
    title: procedures.version(task.procedure, task.procedureVersion)?.steps[task.step]?.title ?? task.step,
    team: teamOf(state, task, council),
    due: task.due,
  };
  return (
    presentUsers(council)
      .filter((user) => isFor(user, state, task, step, context))
      // Conflict of interest beats every reason to be told (RULES section 2).
      .filter((user) => may(user, { do: 'hear of step', task }, state, council))
      .map((to) => ({ ...step, to }))
  );
}

/** Whether a step waits for somebody or for their team, or is late and they oversee what is. */
function isFor(
  user: User,
  state: Case,
  task: Task,
  step: DigestStep,
  { council, today }: DigestContext,
): boolean {
  const present = (id: string | undefined) => (id === undefined ? undefined : presentUser(council, id));
  const assignee = present(task.assignee);
  const waitsForThem = assignee ? assignee.id === user.id : canHave(user.roles, task) && inTeam(user, step);
  const ofTheirTeam =
    user.roles.includes('team-manager') && user.team !== undefined && user.team === step.team;
  // The officer who handles a case chases its steps whoever has them.
  const { handler, complainedAbout = [] } = state.facts;
  const left =
    (handler !== undefined && (!present(handler) || complainedAbout.includes(handler))) ||
    (!assignee && !presentUsers(council).some(({ roles }) => canHave(roles, task)));
  // What is left to nobody, or to somebody who is complained about or has left, is for those who run the case.
  const handles = left ? whoRuns(state, council).some(({ id }) => id === user.id) : handler === user.id;
  return waitsForThem || handles || ofTheirTeam || (step.due < today && overseesAll(user));
}

/** Whether a step that nobody has waits for everybody of a role; one of an independent role waits for an appointment. */
const canHave = (roles: User['roles'], { performer }: Task) =>
  roles.some((role) => role === performer && !independentRoles.has(role));

const inTeam = (user: User, { team }: DigestStep) =>
  user.team === undefined || team === undefined || user.team === team;

const overseesAll = ({ roles }: User) => roles.includes('senior-manager') || roles.includes('director');

/** The digests of a morning from the entries of all steps that are due before `digestEnd`. */
export function digestsOf(
  entries: readonly DigestEntry[],
  { today }: Pick<DigestContext, 'today'>,
): Digest[] {
  return [...Map.groupBy(entries, ({ to }) => to.id).values()].flatMap((theirs) => {
    const [first] = theirs;
    if (!first) return [];
    const steps = theirs.toSorted((a, b) => compare(a.due, b.due) || compare(a.reference, b.reference));
    const overdue = steps.filter(({ due }) => due < today);
    return [
      {
        to: first.to,
        overdue,
        dueToday: steps.filter(({ due }) => due === today),
        dueSoon: steps.filter(({ due }) => due > today),
        // Counted from what they may hear of: the count, too, leaves out a case on which they are complained about.
        repeatedDelays: overseesAll(first.to) ? repeatedDelays(overdue) : [],
      },
    ];
  });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function repeatedDelays(overdue: readonly DigestStep[]): Digest['repeatedDelays'] {
  const late = overdue.flatMap(({ team }) => (team === undefined ? [] : [team]));
  return [...Map.groupBy(late, (team) => team)]
    .map(([team, steps]) => ({ team, overdue: steps.length }))
    .filter((delays) => delays.overdue >= repeatedFrom)
    .sort((a, b) => b.overdue - a.overdue || compare(a.team, b.team));
}

/** A digest in the words of its letter. */
export function digestValues(digest: Digest, { council, calendar, today }: DigestContext): LetterValues {
  const line = ({ reference, title, team }: DigestStep, when: string) =>
    [`${reference}: ${title}`, ...(team === undefined ? [] : [team]), when].join(', ');
  const late = ({ due }: DigestStep) => {
    const days = Math.max(1, calendar.count(due, today));
    return `was due ${longDate(due)}, ${days} ${days === 1 ? 'working day' : 'working days'} late`;
  };
  return {
    digestDate: longDateWithWeekday(today),
    assigneeName: digest.to.name,
    councilName: council.name,
    overdueSteps: digest.overdue.map((step) => line(step, late(step))),
    dueSteps: [
      ...digest.dueToday.map((step) => line(step, 'due today')),
      ...digest.dueSoon.map((step) => line(step, `due ${longDateWithWeekday(step.due)}`)),
    ],
    repeatedDelays: digest.repeatedDelays.map(({ team, overdue }) => `${team}: ${overdue} steps overdue`),
    link: `${council.pages.replace(/\/$/, '')}/tasks`,
  };
}
