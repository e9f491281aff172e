import { complainantMay } from '../../domain/decisions/complainant-choices.ts';
import { record } from '../../domain/case/replay.ts';
import type { Case, Task } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import { decide } from '../../domain/decisions/decide.ts';
import { outcomeOf } from '../../domain/decisions/checks.ts';
import type { Refusal } from '../../domain/decisions/refusal.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { ownPoints } from '../../domain/case/facts.ts';
import type { FormContext } from '../../domain/decisions/forms.ts';
import { advocateDue } from '../../domain/decisions/gates.ts';
import { whyNotAppointed, whyNotSigned } from '../../domain/people/independence.ts';
import { may } from '../../domain/people/may.ts';
import type { OutboxEntry } from '../../domain/case/stored-rows.ts';
import type { Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { dispatch } from '../dispatch.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../procedure-of-run.ts';
import { consentLetters } from '../case-actions/ask-consent.ts';
import { releaseTasks } from '../case-actions/complained-about.ts';
import { startActions } from '../start-alongside.ts';
import { signalId, UnknownCase, writeCase } from '../write-case.ts';
import { lettersOf, missingFrom } from './letters-of-decision.ts';

/** A decision on a step as somebody asks for it; `seen` is the tag of the task they decided on (`taskTag`). */
export interface StepDecision {
  caseId: string;
  step: string;
  outcome: string;
  answers: unknown;
  by: User | 'complainant';
  seen: string;
}

export type DecisionResult =
  | { ok: true; state: Case; task: string; decision: number }
  | Refusal
  | { ok: false; code: 'not found' | 'not allowed' | 'stale'; reason: string };

/** The task that somebody names: by its key, or by its step, of which the one that is open or the last is meant. */
export function taskNamed(state: Case, name: string): Task | undefined {
  const named = state.tasks.filter(({ key, step }) => key === name || step === name);
  return named.findLast(({ status }) => status === 'open') ?? named.at(-1);
}

/** Says which state of a task somebody has seen: it changes with every decision, due date, assignment and pause. */
export function taskTag(state: Case, task: Task): string {
  return [
    task.key,
    task.decisions.length,
    task.due,
    task.assignee ?? '',
    state.stops.length,
    state.stops.at(-1)?.until ?? '',
  ].join('.');
}

/**
 * Takes a decision: committed to the case first, told to the state machine second, so that a crash, a time-out in the
 * same second or two people at once end in exactly one outcome. A refusal changes nothing.
 */
export async function decideStep(deps: Dependencies, command: StepDecision): Promise<DecisionResult> {
  const calendar = await currentCalendar(deps);
  try {
    const result = await writeCase<Exclude<DecisionResult, { ok: true }>>(
      deps,
      command.caseId,
      async (file) => {
        const { state, events } = file;
        const task = taskNamed(state, command.step);
        if (command.by !== 'complainant' && !may(command.by, { do: 'read case' }, state, deps.council))
          return { answer: unsigned(deps, command.by, state) ?? notFound };
        if (!task) return { answer: notFound };
        const procedure = procedureOfRun(deps.procedures, events, task.run);
        const step = procedure.steps[task.step];
        if (!step) return { answer: notFound };
        const outcome = outcomeOf(step, command.outcome);
        if (outcome && !allowed(deps, command, state, task, step, outcome)) {
          return {
            answer: {
              ok: false,
              code: 'not allowed',
              reason: `You cannot decide "${outcome.title}" on this step.`,
            },
          };
        }
        if (task.status === 'open' && command.seen !== '*' && command.seen !== taskTag(state, task)) {
          return {
            answer: {
              ok: false,
              code: 'stale',
              reason: 'This step has changed since you opened it. Look at it again, then decide.',
            },
          };
        }
        const now = deps.clock.now();
        const choice = {
          outcome: command.outcome,
          answers: command.answers,
          by: command.by === 'complainant' ? command.by : (`user:${command.by.id}` as const),
          now,
        };
        const decided = decide({ state, task, procedure, step }, choice, formContext(deps, file), calendar);
        if (!decided.ok) return { answer: decided };
        const consequences = consequencesOf(deps, state, outcome, decided.events, choice);
        const missing = lettersOf(
          { deps, calendar },
          file,
          { task, step, outcome: command.outcome },
          decided.events,
        ).flatMap(missingFrom);
        if (missing.length > 0)
          return {
            answer: {
              ok: false,
              code: 'invalid',
              reason: 'The letter cannot be written: something it must contain is missing.',
              errors: missing,
            },
          };
        const ends = decided.events.some((event) => event.type === 'decided' && event.ends);
        return {
          events: [...decided.events, ...consequences.events],
          // What was typed for a step that is over, or for what is decided now, is needed no more.
          draftsDone: file.drafts.filter(
            (draft) => draft.task === task.key && (ends || draft.outcome === command.outcome),
          ),
          outbox: [signalEntry(state, task, decided.decision, command.outcome, now), ...consequences.outbox],
        };
      },
    );
    if ('answer' in result) return result.answer;
    if (!('written' in result)) return notFound;
    const decided = result.events.find((event) => event.type === 'decided');
    // The decision holds from here on. If the machine cannot be told now, it finds out itself or the repair tells it.
    for (const entry of result.outbox) await dispatch(deps, entry).catch(() => undefined);
    return { ok: true, state: result.written, task: decided?.task ?? '', decision: decided?.decision ?? 0 };
  } catch (error) {
    if (error instanceof UnknownCase) return notFound;
    throw error;
  }
}

const notFound = { ok: false, code: 'not found', reason: 'There is no such case or step.' } as const;

/** Who is appointed and has not signed knows of the case, and is told what comes first. */
function unsigned(deps: Dependencies, by: User, state: Case): (DecisionResult & { ok: false }) | undefined {
  const reason = whyNotSigned(by, state);
  return reason !== undefined && may(by, { do: 'declare independence' }, state, deps.council)
    ? { ok: false, code: 'not allowed', reason }
    : undefined;
}

function allowed(
  deps: Dependencies,
  command: StepDecision,
  state: Case,
  task: Task,
  step: Step,
  outcome: Step['outcomes'][string],
): boolean {
  if (command.by === 'complainant') return complainantMay(state, { task, step, outcome });
  return may(command.by, { do: 'decide', task, step, outcome }, state, deps.council);
}

/** What follows from a decision besides: actions are started, consent is asked for, and who is complained about loses their open steps. */
function consequencesOf(
  deps: Dependencies,
  before: Case,
  outcome: Outcome | undefined,
  decided: readonly NewEvent[],
  { now, by }: { now: Instant; by: Actor },
): { events: NewEvent[]; outbox: OutboxEntry[] } {
  const { after } = record(before.id, before, decided);
  const letters = consentLetters(deps, before, after, now);
  const events = [...releaseTasks(before, after, { now, by }), ...letters];
  const outbox: OutboxEntry[] =
    letters.length === 0
      ? []
      : [{ id: `letters-${before.version}`, caseId: before.id, since: now, kind: 'letters' }];
  if (outcome?.effect !== 'start actions') return { events, outbox };
  const started = startActions(deps, after, { now, by });
  return { events: [...events, ...started.events], outbox: [...outbox, ...started.outbox] };
}

/** What the choices in the forms of a case are drawn from. */
export function formContext(
  deps: Pick<Dependencies, 'council' | 'procedures'>,
  { state, documents }: Pick<CaseFile, 'state' | 'documents'>,
): FormContext {
  return {
    council: deps.council,
    procedures: deps.procedures.forFeedback(state.receivedOn),
    points: ownPoints(state.facts),
    recommendations: state.facts.recommendations ?? [],
    documents,
    childOrCareLeaver: advocateDue(state.facts),
    whyNot: (user, role) => whyNotAppointed(user, role, state, deps.council),
  };
}

function signalEntry(state: Case, task: Task, decision: number, outcome: string, now: string): OutboxEntry {
  return {
    id: signalId(task.key, decision),
    caseId: state.id,
    since: now,
    kind: 'signal',
    task: task.key,
    decision,
    outcome,
  };
}
