import { complainantMay } from '../../domain/decisions/complainant-choices.ts';
import { record } from '../../domain/case/replay.ts';
import { messageWaits, type Case, type Task } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import type { MessageHandling } from '../../domain/case/sender.ts';
import { decide } from '../../domain/decisions/decide.ts';
import { outcomeOf } from '../../domain/decisions/checks.ts';
import { refuse, type Refused } from '../../domain/text/refusal.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { type OfOmbudsman, ownPoints } from '../../domain/case/facts.ts';
import { remediesOf, runAbout } from '../../domain/case/remedies.ts';
import type { FormContext } from '../../domain/decisions/forms.ts';
import { jointBodyNamed } from '../../domain/decisions/joint-body-named.ts';
import { advocateDue } from '../../domain/decisions/gates.ts';
import { refuseAppointment, refuseUnsigned } from '../../domain/people/independence.ts';
import {
  appointsIndependent,
  lettersNaming,
  lettersOnReplacement,
  replacesSomeone,
} from '../../domain/correspondence/letters-about-people.ts';
import { may } from '../../domain/people/may.ts';
import type { Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { dispatchNow } from '../dispatch.ts';
import type { CaseFile } from '../../ports.ts';
import { messageDealtWith } from '../message-dealt-with.ts';
import { procedureOfRun } from '../runs/procedure-of-run.ts';
import { consentLetters } from '../case-actions/ask-consent.ts';
import { releaseTasks } from '../case-actions/complained-about.ts';
import { startedBy } from '../consequences/follow-clocks.ts';
import { startPromised } from '../runs/start-alongside.ts';
import { lettersEntry } from '../letters-entry.ts';
import { signalEntry } from '../runs/signal-entry.ts';
import { UnknownCase, writeRecentCase } from '../write-case.ts';
import { always } from '../recent-case.ts';
import { changePeople, withoutDetails } from './change-people.ts';
import { lettersOf, missingFrom } from './letters-of-decision.ts';
import { procedureOfCase } from '../../domain/case/procedure-followed.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

/** A person's decision on a step. `seen` is the tag of the task that was shown to them (`taskTag`). */
export interface StepDecision {
  caseId: string;
  step: string;
  outcome: string;
  answers: unknown;
  by: User | 'complainant';
  seen: string;
  /** A message that asked for it, which is dealt with in the same transaction. */
  message?: { id: string; how: MessageHandling; done: string };
}

export type DecisionResult = { ok: true; state: Case; task: string; decision: number } | Refused;

/** The task with this key, or the open task of this step, or its last task. */
export function taskNamed(state: Case, name: string): Task | undefined {
  const named = state.tasks.filter(({ key, step }) => key === name || step === name);
  return named.findLast(({ status }) => status === 'open') ?? named.at(-1);
}

/** The version of a task that a person has seen. It changes with every decision, due date, assignment and pause. */
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
 * Takes a decision. It is written to the case first and signalled to the state machine second, so a crash, a time-out
 * in the same second or two people at once lead to exactly one outcome. A refusal changes nothing.
 */
export async function decideStep(deps: Dependencies, command: StepDecision): Promise<DecisionResult> {
  const calendar = await currentCalendar(deps);
  try {
    const result = await writeRecentCase<Refused>(deps, command.caseId, always, async (file) => {
      const { state } = file;
      const task = taskNamed(state, command.step);
      if (command.by !== 'complainant' && !may(command.by, { do: 'read case' }, state, deps.council))
        return { answer: refuseUnsignedReader(deps, command.by, state) ?? notFound };
      if (!task) return { answer: notFound };
      const procedure = procedureOfRun(deps.procedures, file, task.run);
      const step = procedure.steps[task.step];
      if (!step) return { answer: notFound };
      const outcome = outcomeOf(step, command.outcome);
      if (outcome && !allowed(deps, command, state, task, step, outcome)) {
        const params = { outcome: outcome.title };
        return { answer: refuse('not allowed', { code: 'outcome-not-allowed', params }) };
      }
      if (task.status === 'open' && command.seen !== '*' && command.seen !== taskTag(state, task)) {
        return { answer: refuse('stale', { code: 'step-changed', params: {} }) };
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
      const of = remediesOf(procedure, step);
      const consequences = consequencesOf(deps, state, outcome, decided.events, { ...choice, of });
      const missing = lettersOf(
        { deps, calendar },
        file,
        { task, step, outcome: command.outcome },
        decided.events,
      ).flatMap(missingFrom);
      if (missing.length > 0)
        return { answer: refuse('invalid', { code: 'letter-incomplete', params: {} }, missing) };
      const people = changePeople(
        deps,
        file,
        { task, outcome, decided: decided.events },
        { now, by: command.by },
      );
      if ('ok' in people) return { answer: people };
      const { message } = command;
      if (message && !messageWaits(state, message.id))
        return { answer: refuse('conflict', { code: 'message-done-already', params: {} }) };
      const dealt = message
        ? messageDealtWith(
            deps,
            state,
            {
              message: message.id,
              how: message.how,
              done: message.done,
              outcome: { task: task.key, decision: decided.decision },
            },
            choice,
          )
        : { events: [], outbox: [] };
      const body = jointBodyNamed(state, outcome, decided.events, file.persons, choice);
      const ends = decided.events.some((event) => event.type === 'decided' && event.ends);
      return {
        events: [
          ...(outcome ? withoutDetails(outcome, decided.events) : decided.events),
          ...dealt.events,
          ...consequences.events,
          ...people.events,
          ...body.events,
        ],
        persons: [...(people.persons ?? []), ...body.persons],
        letters: people.letters,
        // Drafts of a step that has ended, or of the outcome decided now, are no longer needed.
        draftsDone: file.drafts.filter(
          (draft) => draft.task === task.key && (ends || draft.outcome === command.outcome),
        ),
        outbox: [
          signalEntry(
            state.id,
            { task: task.key, decision: decided.decision, outcome: command.outcome },
            now,
          ),
          ...consequences.outbox,
          ...people.outbox,
          ...(people.events.some(({ type }) => type === 'letter-prepared') ? [lettersEntry(state, now)] : []),
          ...dealt.outbox,
        ],
      };
    });
    if ('answer' in result) return result.answer;
    if (!('written' in result)) return notFound;
    const decided = result.events.find((event) => event.type === 'decided');
    // From here the decision is valid. If the machine cannot be told now, it will find the decision itself or the
    // repair will tell it.
    await dispatchNow(deps, result.outbox);
    return { ok: true, state: result.written, task: decided?.task ?? '', decision: decided?.decision ?? 0 };
  } catch (error) {
    if (error instanceof UnknownCase) return notFound;
    throw error;
  }
}

const notFound = refuse('not found', { code: 'no-such-step', params: {} });

/** A person who is appointed but has not signed knows about the case, so they are told to sign first. */
function refuseUnsignedReader(deps: Dependencies, by: User, state: Case): Refused<'not allowed'> | undefined {
  const refusal = refuseUnsigned(by, state);
  return refusal !== undefined && may(by, { do: 'declare independence' }, state, deps.council)
    ? refuse('not allowed', refusal)
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

/**
 * The consequences of a decision: actions start, consent is requested, people complained about lose their open steps,
 * and the complainant is told who has a part in the case now.
 */
function consequencesOf(
  deps: Dependencies,
  before: Case,
  outcome: Outcome | undefined,
  decided: readonly NewEvent[],
  { now, by, of }: { now: Instant; by: Actor; of: OfOmbudsman | undefined },
): EventsAndOutbox {
  const { after } = record(before.id, before, decided);
  const context = { council: deps.council, now };
  const letters = [
    ...consentLetters(deps, before, after, now),
    ...(outcome && replacesSomeone(outcome) ? lettersOnReplacement(before, after, context) : []),
    ...(outcome && appointsIndependent(outcome) ? lettersNaming(after, context) : []),
  ];
  const alongside = startedBy(deps, after, outcome, decided, { now, by });
  const events = [...releaseTasks(before, after, { now, by }, deps.council), ...letters, ...alongside.events];
  const outbox = [...(letters.length === 0 ? [] : [lettersEntry(before, now)]), ...alongside.outbox];
  const effect = outcome?.effect;
  if (effect !== 'start actions' && effect !== 'promise remedies' && effect !== 'approve and pay')
    return { events, outbox };
  const started = startPromised(deps, after, { now, by, of, pays: effect !== 'start actions' });
  return { events: [...events, ...started.events], outbox: [...outbox, ...started.outbox] };
}

/** The source of the choices in the forms of a case. */
export function formContext(
  deps: Pick<Dependencies, 'council' | 'procedures'>,
  { state, documents }: Pick<CaseFile, 'state' | 'documents'>,
): FormContext {
  return {
    council: deps.council,
    procedures: deps.procedures.forFeedback(state.receivedOn),
    points: ownPoints(state.facts),
    followed: procedureOfCase(state, deps.procedures),
    recommendations: state.facts.recommendations ?? [],
    documents,
    actions: (state.facts.actions ?? []).filter(({ id }) => runAbout(state, id)?.status === 'running'),
    childOrCareLeaver: advocateDue(state.facts),
    refuseAppointment: (user, role) => refuseAppointment(user, role, state, deps.council),
  };
}
