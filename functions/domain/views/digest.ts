import { hasConflict } from '../case/conflicts.ts';
import { longDateWithWeekday, type CivilDate } from '../time/civil-date.ts';
import { currentPause, isPaused, pausesOf, type Case, type Task } from '../case/case.ts';
import { waitingCount } from '../case/open-messages.ts';
import { presentUser, presentUsers, type Council, type User } from '../council/council.ts';
import { workingDaysLate } from '../clocks/days-late.ts';
import { lastDayOf } from '../clocks/step-clock.ts';
import { peopleRunning } from '../people/independence.ts';
import { may } from '../people/may.ts';
import { teamOf } from '../people/teams.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { sentencesIn, type LetterLanguage } from '../../../workflows/letters/index.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { proceduresAlongside, type Procedures } from '../../../workflows/procedures/index.ts';
import { independentRoles } from '../../../workflows/procedures/roles.ts';
import { digestDaysAhead } from '../../../workflows/procedures/milestones.ts';
import { procedureOfTask } from '../case/procedure-followed.ts';

/** A step as a digest names it: no person, nothing of the complaint, only where to look. */
interface DigestStep {
  reference: string;
  title: string;
  team: string | undefined;
  due: CivilDate;
  /** How late it is, when it is late. */
  workingDaysLate?: number;
  /** The review of the pause of the case, due since that day. */
  pause?: true;
  /** It stands before everything else. */
  urgent?: true;
  /** How many messages wait on its case, if it is the task to deal with one. */
  messages?: number;
}

/**
 * One person's digest on one morning. It is never empty. Steps by due date; `repeatedDelays` only for senior managers.
 */
export interface Digest {
  to: User;
  overdue: DigestStep[];
  dueToday: DigestStep[];
  dueSoon: DigestStep[];
  repeatedDelays: { team: string; overdue: number }[];
  /** The cases on which messages wait for the reader, and how many. */
  messages: { reference: string; count: number }[];
  /** Held mail for this reader to look at, by the day on which it is due, earliest first. */
  held: CivilDate[];
}

export interface DigestContext {
  council: Council;
  procedures: Pick<Procedures, 'version'>;
  calendar: WorkingDays;
  today: CivilDate;
  /** The days on which held mail is due, earliest first. */
  held?: readonly CivilDate[];
}

/** A team with at least this many overdue steps at once has repeated delays. */
const repeatedFrom = 2;

/** The first due date after the period of the day's digest. Only steps due before it need to be read. */
export function digestEnd({ calendar, today }: Pick<DigestContext, 'calendar' | 'today'>): CivilDate {
  return calendar.add(today, digestDaysAhead + 1);
}

/** One step in the digest of one person. */
export interface DigestEntry extends DigestStep {
  to: User;
}

/**
 * One entry for each person whose digest lists an open step. No digest lists a complainant's window, because no one
 * here has to act on it, or a step of a paused case, because its clock is paused: from its review day that pause itself is
 * listed, until the case is resumed or the pause is reviewed.
 */
export function digestEntries(state: Case, task: Task, context: DigestContext): DigestEntry[] {
  const { council, procedures } = context;
  const paused = isPaused(state, task) ? currentPause(state) : undefined;
  if (paused ? paused.reviewOn > context.today : task.performer === 'complainant') return [];
  const procedure = procedureOfTask(task, procedures);
  const due = paused?.reviewOn ?? lastDayOf(state, task, procedure, context.calendar, context.today);
  // The review of a pause is late by every day that the pause lasts.
  const pauses = paused ? [] : pausesOf(state, task);
  const step = {
    reference: state.reference,
    title: procedure?.steps[task.step]?.title ?? task.step,
    team: teamOf(state, task, council),
    due,
    workingDaysLate: workingDaysLate(due, context.today, pauses, context.calendar),
    ...(paused ? { pause: true as const } : {}),
    ...(task.urgent ? { urgent: true as const } : {}),
    ...(procedure?.id === proceduresAlongside.dealWithMessage ? { messages: waitingCount(state) } : {}),
  };
  // Conflict of interest overrides every reason to tell someone (law.md section 2).
  const free = presentUsers(council).filter((user) =>
    may(user, { do: 'hear of step', task }, state, council),
  );
  const found = free.filter((user) => hasToAct(user, state, task, step, council));
  // A step is never listed for no one, such as that of someone who has left a team without another of their role: as
  // with its alerts, it then goes to the people who run the case (recipients.ts).
  const acting = found.length > 0 ? found : peopleRunning(state, council);
  return free
    .filter(
      (user) =>
        acting.some(({ id }) => id === user.id) ||
        ((step.due < context.today || task.urgent === true) && overseesAll(user)),
    )
    .map((to) => ({ ...step, to }));
}

/** Whether a step is waiting for this person or their team. */
function hasToAct(user: User, state: Case, task: Task, step: DigestStep, council: Council): boolean {
  const present = (id: string | undefined) => (id === undefined ? undefined : presentUser(council, id));
  const assignee = present(task.assignee);
  const waitsForThem = assignee ? assignee.id === user.id : canHave(user.roles, task) && inTeam(user, step);
  const ofTheirTeam =
    user.roles.includes('team-manager') && user.team !== undefined && user.team === step.team;
  // The officer who handles a case follows up all its steps, whoever they are assigned to.
  const { handler } = state.facts;
  const left =
    (handler !== undefined && (!present(handler) || hasConflict(state, handler, council))) ||
    (!assignee && !presentUsers(council).some(({ roles }) => canHave(roles, task)));
  // If a step has no one to do it, or its handler has left or is complained about, it goes to the people who run the
  // case.
  const handles = left ? peopleRunning(state, council).some(({ id }) => id === user.id) : handler === user.id;
  return waitsForThem || handles || ofTheirTeam;
}

/**
 * Whether an unassigned step is waiting for everyone with a role. A step of an independent role waits for an
 * appointment instead.
 */
const canHave = (roles: User['roles'], { performer }: Task) =>
  roles.some((role) => role === performer && !independentRoles.has(role));

const inTeam = (user: User, { team }: DigestStep) =>
  user.team === undefined || team === undefined || user.team === team;

const overseesAll = ({ roles }: User) => roles.includes('senior-manager') || roles.includes('director');

/** The digests of a morning, made from the entries of all steps due before `digestEnd`. */
export function digestsOf(
  entries: readonly DigestEntry[],
  { today, council, held = [] }: Pick<DigestContext, 'today' | 'held'> & { council?: Council },
): Digest[] {
  const byReader = new Map(
    [...Map.groupBy(entries, ({ to }) => to.id)].map(([id, theirs]) => [id, { to: theirs[0]?.to, theirs }]),
  );
  const heldFor = council && held.length > 0 ? readersOfHeldMail(council, held, today) : [];
  for (const to of heldFor) if (!byReader.has(to.id)) byReader.set(to.id, { to, theirs: [] });
  return [...byReader.values()].flatMap(({ to, theirs }) => {
    if (!to) return [];
    const steps = theirs.toSorted(
      (a, b) =>
        Number(b.urgent ?? false) - Number(a.urgent ?? false) ||
        compare(a.due, b.due) ||
        compare(a.reference, b.reference),
    );
    // What is urgent is late from the first hour.
    const isLate = ({ due, urgent }: DigestStep) => due < today || urgent === true;
    const overdue = steps.filter(isLate);
    return [
      {
        to,
        overdue,
        dueToday: steps.filter((step) => step.due === today && !isLate(step)),
        dueSoon: steps.filter(({ due }) => due > today),
        // Counted from the reader's own entries, because those leave out cases in which they are complained about.
        repeatedDelays: overseesAll(to) ? repeatedDelays(overdue) : [],
        messages: messagesOf(steps),
        held: heldFor.some(({ id }) => id === to.id) ? [...held] : [],
      },
    ];
  });
}

/** Each case once, however many of its messages have a task of their own. */
const messagesOf = (steps: readonly DigestStep[]): Digest['messages'] =>
  [
    ...new Map(
      steps.flatMap(({ reference, messages: count = 0 }) =>
        count === 0 ? [] : [[reference, count] as const],
      ),
    ),
  ].map(([reference, count]) => ({ reference, count }));

/** Officers look at held mail every day. The people above them hear of it once some of it is late. */
function readersOfHeldMail(council: Council, held: readonly CivilDate[], today: CivilDate): User[] {
  const isLate = held.some((due) => due < today);
  return presentUsers(council).filter(
    (user) => may(user, { do: 'see held mail' }, undefined, council) || (isLate && overseesAll(user)),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function repeatedDelays(overdue: readonly DigestStep[]): Digest['repeatedDelays'] {
  const late = overdue.flatMap(({ team }) => (team === undefined ? [] : [team]));
  return [...Map.groupBy(late, (team) => team)]
    .map(([team, steps]) => ({ team, overdue: steps.length }))
    .filter((delays) => delays.overdue >= repeatedFrom)
    .sort((a, b) => b.overdue - a.overdue || compare(a.team, b.team));
}

/** The values of a digest's letter, in the language of its reader. */
export function digestValues(
  digest: Digest,
  { council, today, calendar }: DigestContext,
  language: LetterLanguage,
): LetterValues {
  const sentences = sentencesIn(language).digest;
  const line = ({ reference, title, team, pause }: DigestStep, when: string) =>
    sentences.task({ reference, title: pause ? sentences.pauseToReview : title, team, when });
  const late = ({ due, urgent, workingDaysLate: days = 0 }: DigestStep) =>
    urgent && due >= today
      ? sentences.dueToday
      : sentences.overdue({ due: longDateWithWeekday(due), workingDaysLate: days });
  const heldLine = (which: (due: CivilDate) => boolean) => {
    const some = digest.held.filter(which);
    const [due] = some;
    if (due === undefined) return [];
    const when =
      due < today
        ? sentences.overdue({
            due: longDateWithWeekday(due),
            workingDaysLate: workingDaysLate(due, today, [], calendar),
          })
        : due === today
          ? sentences.dueToday
          : sentences.due({ due: longDateWithWeekday(due) });
    return [sentences.heldMail({ number: some.length, when })];
  };
  return {
    digestDate: longDateWithWeekday(today),
    assigneeName: digest.to.name,
    councilName: council.name,
    overdueSteps: [
      ...heldLine((due) => due < today),
      ...digest.overdue.map((step) => line(step, late(step))),
    ],
    dueSteps: [
      ...heldLine((due) => due >= today),
      ...digest.dueToday.map((step) => line(step, sentences.dueToday)),
      ...digest.dueSoon.map((step) => line(step, sentences.due({ due: longDateWithWeekday(step.due) }))),
    ],
    repeatedDelays: digest.repeatedDelays.map(sentences.repeatedDelays),
    ...(digest.messages.length === 0 ? {} : { waitingMessages: sentences.messages(digest.messages) }),
    link: `${council.pages.replace(/\/$/, '')}/tasks`,
  };
}
