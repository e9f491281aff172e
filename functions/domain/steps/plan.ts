import { londonDate, londonInstant, type Instant } from '../time/civil-date.ts';
import { currentStop, isPaused, reopening, runOf, stopsOf, type Case, type Task } from '../case/case.ts';
import {
  presentUser,
  presentUsers,
  userById,
  userIdOf,
  usersWithRole,
  type Council,
} from '../council/council.ts';
import { stepTime } from '../decisions/decide.ts';
import { lateFrom, milestoneAt } from '../clocks/deadlines.ts';
import type { Addressee, Answers, NewEvent } from '../case/events.ts';
import { caseOutcome } from '../case/facts.ts';
import { anchor, milestoneKey, tasksSharing } from '../clocks/shared-clock.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { isAppointed, whoRuns } from '../people/independence.ts';
import { independentRoles, type Role } from '../../../workflows/procedures/roles.ts';
import type { Milestone, Procedure, Recipient, Step } from '../../../workflows/procedures/procedure.ts';

/** Where the state machine stands: the step, its turn in the run of the procedure, and the last decision it took in. */
export interface Place {
  step: string;
  run: number;
  turn: number;
  handled: number;
  /** When the execution began. */
  since?: Instant | undefined;
}

/** What the plan state answers to the machine; 'undecided' sends it to await, 'hand over' to a new execution. */
export interface PlanAnswer {
  task: string;
  outcome: string;
  handled: number;
  nextTurn: number;
  timeoutSeconds: number;
}

/** What has to be written before the answer holds: nothing (`events` empty) when the case is as it should be. */
export interface Plan {
  events: NewEvent[];
  answer: PlanAnswer | undefined;
}

/** A wait is never longer than this, so that a changed calendar or a moved deadline is noticed without being told. */
const longestWaitSeconds = 7 * 24 * 60 * 60;
const reviewTime = '08:00';
/** Step Functions ends an execution after a year; one that is so old goes on in a new one (DESIGN section 4). */
const oldExecutionMs = 300 * 24 * 60 * 60 * 1000;

export interface PlanContext {
  council: Council;
  calendar: WorkingDays;
  now: Instant;
  /** The answers with which an earlier task was decided, for clocks that start from a date given there. */
  answersOf: (task: Task) => Answers | undefined;
}

/**
 * One pass of planning. With events: write them and plan again. Without: `answer` says what the machine does next.
 * The same place planned twice opens one task and performs each milestone once.
 */
export function plan(state: Case, procedure: Procedure, place: Place, context: PlanContext): Plan {
  const step = procedure.steps[place.step];
  if (!step) throw new UnknownStep(`${procedure.id} ${procedure.version} has no step "${place.step}"`);
  const task = state.tasks.find(
    ({ run, turn, step: name }) => run === place.run && turn === place.turn && name === place.step,
  );
  if (!task && step.passOver && passesOver[step.passOver.when](state)) {
    const { outcome } = step.passOver;
    return {
      events: [],
      answer: { task: '', outcome, handled: 0, nextTurn: place.turn + 1, timeoutSeconds: longestWaitSeconds },
    };
  }
  if (!task) return { events: opened(state, procedure, step, place, context), answer: undefined };

  const decision = task.decisions.find(({ n }) => n > place.handled);
  const answer = { task: task.key, nextTurn: place.turn + 1, timeoutSeconds: longestWaitSeconds };
  if (decision) return { events: [], answer: { ...answer, outcome: decision.outcome, handled: decision.n } };

  const due = isPaused(state, task)
    ? stopReview(state, task, context)
    : dueNow(state, procedure, task, step, context);
  if (due.events.length > 0) return { events: due.events, answer: undefined };
  if (place.since !== undefined && Date.parse(context.now) - Date.parse(place.since) >= oldExecutionMs)
    return { events: [], answer: { ...answer, outcome: 'hand over', handled: place.handled } };
  return {
    events: [],
    answer: {
      ...answer,
      outcome: 'undecided',
      handled: place.handled,
      timeoutSeconds: secondsUntil(due.next, context.now),
    },
  };
}

/** Thrown when a state machine names a step that the version of the procedure does not have. */
class UnknownStep extends Error {
  override name = 'UnknownStep' as const;
}

function secondsUntil(next: Instant | undefined, now: Instant): number {
  if (next === undefined) return longestWaitSeconds;
  const seconds = Math.ceil((Date.parse(next) - Date.parse(now)) / 1000);
  return Math.min(longestWaitSeconds, Math.max(1, seconds));
}

const passesOver: Record<NonNullable<Step['passOver']>['when'], (state: Case) => boolean> = {
  'learning is recorded or not called for': nothingToAsk,
  // Taken up again, or put under a legal hold, in the moment in which its review began.
  'there is nothing to review': ({ status, legalHold }) => status === 'open' || legalHold !== undefined,
};

/** Learning and actions are asked for when a complaint was upheld at all and none are recorded yet (RULES section 8). */
function nothingToAsk({ facts, withdrawn }: Case): boolean {
  if (withdrawn) return true;
  const upheld = ['upheld', 'partially upheld'].includes(caseOutcome(facts.findings ?? []));
  const recorded = (facts.learning ?? []).length > 0 || (facts.actions ?? []).length > 0;
  return !upheld || recorded || facts.noLearningReason !== undefined;
}

/** A task that opens; a complainant whose case is taken up again is told with its first. */
function opened(
  state: Case,
  procedure: Procedure,
  step: Step,
  place: Place,
  context: PlanContext,
): NewEvent[] {
  const task = openTask(state, procedure, step, place, context);
  const first = !state.tasks.some(({ run }) => run === place.run);
  // The run that follows on triage is of the same reopening.
  const told = state.letters.filter(({ template }) => template === 'reopened').length >= state.reopenings;
  if (runOf(state, place.run).matter?.id !== reopening || !first || told || task.type !== 'task-opened')
    return [task];
  const letter = `${task.task}/reopened/complainant`;
  return [
    task,
    {
      at: context.now,
      by: 'system',
      type: 'letter-prepared',
      letter,
      template: 'reopened',
      to: 'complainant',
      task: task.task,
    },
  ];
}

function openTask(
  state: Case,
  procedure: Procedure,
  step: Step,
  place: Place,
  context: PlanContext,
): NewEvent {
  const visits = state.tasks.filter((task) => task.step === place.step).length;
  const run = runOf(state, place.run);
  const { now, answersOf, calendar, council } = context;
  const { from, due, ...more } = stepTime(place.step, step, {
    state,
    procedure,
    run,
    today: londonDate(now),
    answersOf,
    calendar,
  });
  const named =
    run.matter?.owner ?? (step.assignedBy === undefined ? undefined : state.facts[step.assignedBy]);
  // Who has come to be complained about since, or has left the council, has no part in the case any more.
  const assignee =
    typeof named === 'string' && presentUser(council, named) && !state.facts.complainedAbout?.includes(named)
      ? named
      : undefined;
  return {
    at: context.now,
    by: 'system',
    type: 'task-opened',
    task: `${place.step}#${visits + 1}`,
    step: place.step,
    run: place.run,
    turn: place.turn,
    performer: step.performer,
    ...(assignee === undefined ? {} : { assignee }),
    clockFrom: from,
    due,
    ...more,
  };
}

interface DueNow {
  events: NewEvent[];
  next: Instant | undefined;
}

function dueNow(state: Case, procedure: Procedure, task: Task, step: Step, context: PlanContext): DueNow {
  const base = { at: context.now, by: 'system' as const };
  const late = lateFrom(task.due);
  if (step.lapse !== undefined && context.now >= late) {
    const ended: NewEvent = {
      ...base,
      type: 'decided',
      task: task.key,
      decision: task.decisions.length + 1,
      outcome: step.lapse,
      answers: {},
      ends: true,
    };
    return { events: [ended], next: undefined };
  }
  const ahead: Instant[] = step.lapse === undefined ? [] : [late];
  const before = tasksSharing(state, procedure, task).filter(({ key }) => key !== task.key);
  const passed = (milestone: Milestone, { milestones }: Task) =>
    milestones.includes(milestoneKey(milestone, task));
  for (const milestone of step.milestones) {
    if (passed(milestone, task)) continue;
    if (milestone.when !== 'opened' && before.some((earlier) => passed(milestone, earlier))) continue;
    const at = milestoneAt(milestone, task, stopsOf(state, task), context.calendar);
    if (context.now < at) ahead.push(at);
    else if (!overtaken(milestone, at, task, context.now >= late)) {
      return { events: performed(state, task, milestone, context), next: undefined };
    }
  }
  return { events: [], next: ahead.sort()[0] };
}

/** A reminder whose moment was before the step began, or that the breach has overtaken, is not sent any more. */
function overtaken(milestone: Milestone, at: Instant, task: Task, isLate: boolean): boolean {
  const beforeDue =
    typeof milestone.when === 'object' && 'workingDays' in milestone.when && milestone.when.workingDays <= 0;
  return beforeDue && (isLate || at < task.openedAt);
}

function performed(state: Case, task: Task, milestone: Milestone, context: PlanContext): NewEvent[] {
  const passed: NewEvent = {
    at: context.now,
    by: 'system',
    type: 'milestone',
    task: task.key,
    milestone: milestone.id,
    title: milestone.title,
    due: anchor(milestone, task),
  };
  return [
    passed,
    ...lettersFor(
      milestone.letter,
      milestone.to,
      `${task.key}/${milestoneKey(milestone, task)}`,
      state,
      task,
      context,
    ),
  ];
}

/** One prepared letter per addressee. `occasion` makes the key: the same occasion prepares the same letters. */
export function lettersFor(
  template: string | undefined,
  to: readonly Recipient[],
  occasion: string,
  state: Case,
  task: Task,
  context: Pick<PlanContext, 'council' | 'now'>,
  decision?: number,
  enclosures: readonly string[] = [],
): NewEvent[] {
  if (template === undefined) return [];
  return addressees(to, state, task, context.council).map((addressee) => ({
    at: context.now,
    by: 'system' as const,
    type: 'letter-prepared' as const,
    letter: `${occasion}/${template}/${addressee}`,
    template,
    to: addressee,
    task: task.key,
    ...(decision === undefined ? {} : { decision }),
    ...(enclosures.length === 0 ? {} : { enclosures: [...enclosures] }),
  }));
}

/**
 * Who a recipient means on this case. A person complained about gets nothing of it, whatever their role (RULES section 2),
 * nor does who has left; what would reach nobody of the council for that reason goes to those who run the case.
 */
function addressees(to: readonly Recipient[], state: Case, task: Task, council: Council): Addressee[] {
  const conflicted = new Set((state.facts.complainedAbout ?? []).map((id): Addressee => `user:${id}`));
  const gone = (id: string) => presentUser(council, id) === undefined;
  const running = whoRuns(state, council).map(({ id }): Addressee => `user:${id}`);
  const found = to.flatMap((recipient): Addressee[] => {
    switch (recipient) {
      case 'complainant':
        return ['complainant'];
      case 'assignee': {
        const { assignee } = task;
        const theirs = assignee === undefined || gone(assignee) ? rolesOf(task, state, council) : [assignee];
        return theirs.length > 0 || task.performer === 'complainant'
          ? theirs.map((id): Addressee => `user:${id}`)
          : running;
      }
      case 'author': {
        const before = state.tasks.findLast(
          ({ run, key, status }) => run === task.run && key !== task.key && status === 'decided',
        );
        const by = before?.decisions.at(-1)?.by;
        return by?.startsWith('user:') ? [`user:${userIdOf(by)}`] : [];
      }
      case 'head-of-service': {
        const head = council.teams.find(({ name }) => name === teamOf(state, task, council))?.headOfService;
        if (head !== undefined && !gone(head) && !conflicted.has(`user:${head}`)) return [`user:${head}`];
        // Above a head of service who is complained about is the director.
        const instead = head === undefined || gone(head) ? 'senior-manager' : 'director';
        return usersWithRole(council, instead).map(({ id }): Addressee => `user:${id}`);
      }
      case 'complaints-officer': {
        const { handler } = state.facts;
        return handler === undefined || gone(handler) || conflicted.has(`user:${handler}`)
          ? running
          : [`user:${handler}`];
      }
      case 'team':
        return presentUsers(council)
          .filter(({ team }) => team !== undefined && team === state.facts.team)
          .map(({ id }): Addressee => `user:${id}`);
      case 'praised':
        return (state.facts.staffPraised ?? []).map((id): Addressee => `user:${id}`);
      default:
        return appointedTo(recipient, state, council).map((id): Addressee => `user:${id}`);
    }
  });
  const left = found.filter(
    (addressee) => addressee === 'complainant' || !(conflicted.has(addressee) || gone(userIdOf(addressee))),
  );
  const unheard = found.length > left.length && left.every((addressee) => addressee === 'complainant');
  return [...new Set(unheard ? [...left, ...running] : left)];
}

/** Everybody of a role; of an independent role only who is appointed to the case. */
function appointedTo(role: Role, state: Case, council: Council): string[] {
  const users = usersWithRole(council, role);
  const appointed = independentRoles.has(role) || role === 'adjudicating-officer';
  return users.filter((user) => !appointed || isAppointed(user, state)).map(({ id }) => id);
}

/** The team that answers for a case: the one recorded, or that of the person who has the step. */
export function teamOf(state: Case, task: Task | undefined, council: Council): string | undefined {
  return (
    state.facts.team ?? (task?.assignee === undefined ? undefined : userById(council, task.assignee)?.team)
  );
}

/** Who could have a step that nobody has: of its role, in the team of the case; of an independent role nobody. */
function rolesOf({ performer }: Task, state: Case, council: Council): string[] {
  if (performer === 'complainant' || performer === 'owner' || independentRoles.has(performer)) return [];
  const users = usersWithRole(council, performer);
  const inTeam = users.filter(({ team }) => team !== undefined && team === state.facts.team);
  return (inTeam.length > 0 ? inTeam : users).map(({ id }) => id);
}

/** While a case is paused its clocks stand still; only the day on which the pause is to be reviewed comes up. */
function stopReview(state: Case, task: Task, context: PlanContext): DueNow {
  const reviewOn = currentStop(state)?.reviewOn ?? londonDate(context.now);
  const at = londonInstant(reviewOn, reviewTime);
  if (task.milestones.includes(`pause-review@${reviewOn}`)) return { events: [], next: undefined };
  if (context.now < at) return { events: [], next: at };
  return {
    events: [
      {
        at: context.now,
        by: 'system',
        type: 'milestone',
        task: task.key,
        milestone: 'pause-review',
        title: 'The pause is to be reviewed',
        due: reviewOn,
      },
      ...lettersFor(
        'alert-pause-review',
        ['complaints-officer'],
        `${task.key}/pause-review@${reviewOn}`,
        state,
        task,
        context,
      ),
    ],
    next: undefined,
  };
}
