import { longDate, londonDate, type CivilDate, type Instant } from './civil-date.ts';
import { hasPassed, taskOf, type Case, type Task } from './case.ts';
import { userById, userIdOf, type Council } from './council.ts';
import { stepDeadline, textOf } from './decide.ts';
import type { Answers, Event } from './events.ts';
import type { WorkingDays } from './working-days.ts';
import type { LetterValues } from '../../workflows/letters/letter-template.ts';
import type { Procedure, Step } from '../../workflows/procedures/procedure.ts';

/** What a letter is about: a case, the task it comes from, and the decision that sends it (none: a milestone does). */
export interface Occasion {
  state: Case;
  events: readonly Event[];
  procedure: Procedure;
  task: Task;
  decision?: number | undefined;
}

/** Everything a letter of a case can say, in words. What is not known is absent; the template knows whether it may be. */
export function letterValues(
  occasion: Occasion,
  to: { complainantName: string | undefined } | { staffName: string },
  context: { council: Council; calendar: WorkingDays; now: Instant },
): LetterValues {
  const { state, task, procedure, events } = occasion;
  const { council, calendar, now } = context;
  const today = londonDate(now);
  const step = procedure.steps[task.step];
  const decision = decisionOf(events, task.key, occasion.decision);
  const outcome = decision && step?.outcomes[decision.outcome];
  const next = outcome && procedure.steps[outcome.next];
  const nextDue =
    next && stepDeadline(state, next, today, (earlier) => answersOf(events, earlier), calendar).due;
  const window =
    step?.kind === 'window'
      ? { step, due: task.due }
      : next?.kind === 'window'
        ? { step: next, due: nextDue }
        : undefined;
  const performer = performerName(state, task, next, council, decision?.by);
  const { facts } = state;
  const answer = (name: string) => textOf(decision?.answers[name]);
  return {
    reference: state.reference,
    letterDate: longDate(today),
    complainantName: ('complainantName' in to ? to.complainantName : undefined) ?? '',
    assigneeName: 'staffName' in to ? to.staffName : '',
    councilName: council.name,
    councilPhone: council.phone,
    councilEmail: council.intakeAddress,
    officerName:
      (facts.handler === undefined ? undefined : userById(council, facts.handler)?.name) ??
      council.sender.name,
    handlerName: performer.name,
    handlerRole: performer.role,
    receivedOn: longDate(state.receivedOn),
    summary: facts.summary ?? '',
    points: (facts.points ?? []).length > 1 ? (facts.points ?? []).map(({ text }) => text) : [],
    procedureName: procedure.title,
    procedureReason: facts.procedureReason ?? '',
    dueDate: longDate(next?.kind === 'task' ? (nextDue ?? task.due) : task.due),
    oldDueDate: longDate(dueBefore(events, task)),
    newDueDate: longDate(task.due),
    expectedDate: wordsOf(answer('expected')),
    reviewDate: wordsOf(answer('reviewOn')),
    reason: answer('reason'),
    findings: (facts.findings ?? []).map(({ point, finding, reasons }) => {
      const text = facts.points?.find(({ id }) => id === point)?.text ?? point;
      return `${text}\n\nOur finding: ${finding}\n\n${reasons}`;
    }),
    response: answer('response'),
    remedies: facts.remedies ?? [],
    learning: facts.learning ?? [],
    nextStageName: window?.step.asksFor ?? nextStageWithoutAnswer(task, step, procedure) ?? '',
    requestBy: window?.due === undefined ? '' : longDate(window.due),
    howToAsk: `Reply to this letter by email, write to ${council.intakeAddress}, or phone ${council.phone}. Give the reference ${state.reference}.`,
    advocacyOffer:
      facts.advocacyOffered ||
      facts.madeByChild ||
      facts.relation === 'child' ||
      facts.relation === 'care-leaver'
        ? council.advocacy
        : '',
    stepTitle: step?.title ?? task.step,
    workingDaysLate: today > task.due ? String(Math.max(1, calendar.count(task.due, today))) : '',
    link: 'staffName' in to ? `${council.pages.replace(/\/$/, '')}/cases/${state.reference}` : '',
  };
}

function wordsOf(date: string): string {
  return date === '' ? '' : longDate(date);
}

/** When a task was due before it was last extended or moved. */
function dueBefore(events: readonly Event[], task: Task): CivilDate {
  const last = events.findLast(
    (event) => (event.type === 'extended' || event.type === 'deadline-moved') && event.task === task.key,
  );
  return last && 'due' in last ? last.due : task.originalDue;
}

type DecidedEvent = Extract<Event, { type: 'decided' }>;

/** The decision `n` of a task as it was written, or undefined. */
export function decisionOf(
  events: readonly Event[],
  task: string,
  n: number | undefined,
): DecidedEvent | undefined {
  return events.find(
    (event): event is DecidedEvent => event.type === 'decided' && event.task === task && event.decision === n,
  );
}

/** What was answered in the decision that ended a task. */
export function answersOf(events: readonly Event[], task: Task): Answers | undefined {
  return decisionOf(events, task.key, task.decisions.at(-1)?.n)?.answers;
}

/** Who deals with the complaint now: who has the next step, else who has this one, else who decided. */
function performerName(
  state: Case,
  task: Task,
  next: Step | undefined,
  council: Council,
  by: string | undefined,
) {
  const nextUser =
    next?.kind === 'task' && next.assignedBy !== undefined ? state.facts[next.assignedBy] : undefined;
  const id = [nextUser, task.assignee, by === undefined ? undefined : userIdOf(by)].find(
    (candidate) => typeof candidate === 'string' && userById(council, candidate),
  );
  const user = typeof id === 'string' ? userById(council, id) : undefined;
  if (!user) return { name: 'A manager', role: council.name };
  const [role = ''] = user.roles;
  const title = role.replaceAll('-', ' ');
  return { name: user.name, role: user.team === undefined ? title : `${title}, ${user.team}` };
}

/** A complainant who has waited past the limit in all may go on without an answer (RULES, "Stage 1 overdue"). */
function nextStageWithoutAnswer(
  task: Task,
  step: Step | undefined,
  procedure: Procedure,
): string | undefined {
  const onward = Object.values(step?.outcomes ?? {}).find(
    ({ onlyAfter, next }) => onlyAfter !== undefined && procedure.steps[next] && hasPassed(task, onlyAfter),
  );
  return onward && procedure.steps[onward.next]?.title;
}

/** The task a letter of a case belongs to; thrown when there is none: a letter always comes from a step. */
class LetterWithoutTask extends Error {
  override name = 'LetterWithoutTask' as const;
}

export function taskOfLetter(state: Case, key: string | undefined): Task {
  const task = key === undefined ? state.tasks.at(-1) : taskOf(state, key);
  if (!task) throw new LetterWithoutTask('a letter comes from a step that the case does not have');
  return task;
}
