import {
  currentPause,
  nextRun,
  openTasks,
  reopening,
  runOf,
  type Case,
  type Task,
} from '../../domain/case/case.ts';
import type { Correction } from '../../domain/case/correction.ts';
import type { Actor } from '../../domain/case/events.ts';
import { superseded } from '../../domain/case/superseded.ts';
import { clockOfRun } from '../../domain/clocks/stage-clocks.ts';
import { turns } from '../../domain/clocks/clock-start.ts';
import { answerDueNow } from '../../domain/correspondence/answer-due.ts';
import { gateProblems } from '../../domain/decisions/gates.ts';
import { refuse } from '../../domain/text/refusal.ts';
import { londonDate, type CivilDate, type Instant } from '../../domain/time/civil-date.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';
import type { Draft, LetterRow } from '../../domain/case/stored-rows.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureStart } from '../runs/procedure-start.ts';
import { signalEntry } from '../runs/signal-entry.ts';
import { firstProcedure } from '../../../workflows/procedures/index.ts';
import type { FeedbackKind } from '../../../workflows/procedures/meanings.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import type { CaseActionRefusal } from './case-action.ts';
import { callOffReview } from './call-off-review.ts';
import { callOffLetters } from './call-off-letters.ts';
import { procedureOfCase, procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { noEvents, type EventsAndOutbox } from '../events-and-outbox.ts';

/** The procedure that a case goes on under after a correction. `kind`: what it is then, when that changes with it. */
interface NextProcedure {
  procedure: Procedure;
  /** An officer chooses there under which procedure it goes on. */
  atTriage?: true;
  kind?: FeedbackKind;
}

/**
 * The procedure that a correction brings a case to; undefined when it stays where it is. A kind that only one procedure
 * deals with goes there; for a complaint an officer chooses again, as after its receipt.
 */
export function procedureAfter(
  { procedures }: Pick<Dependencies, 'procedures'>,
  state: Case,
  correction: Correction,
  now: Instant,
): NextProcedure | undefined {
  const { procedure: followed, receivedOn } = state;
  if (!followed || followed.id === firstProcedure) return undefined;
  switch (correction.what) {
    case 'receivedOn': {
      const found = procedures.on(followed.id, correction.to.on);
      const isOther =
        found.ok && procedures.version(followed.id, followed.version)?.version !== found.procedure.version;
      return isOther ? { procedure: found.procedure } : undefined;
    }
    case 'procedure': {
      const procedure = procedures.version(correction.to.id, correction.to.version);
      if (!procedure) return undefined;
      const kinds = procedure.feedback ?? [];
      const [first] = kinds;
      const fits = kinds.some((kind) => kind === (state.facts.kind ?? state.kind));
      return { procedure, ...(fits || first === undefined ? {} : { kind: first }) };
    }
    case 'kind': {
      const { to } = correction;
      if (procedures.version(followed.id, followed.version)?.feedback?.includes(to)) return undefined;
      const [only, ...others] = procedures
        .forFeedback(receivedOn)
        .filter(({ feedback }) => feedback?.includes(to));
      const found = only && others.length === 0 ? procedures.on(only.id, receivedOn) : undefined;
      if (found?.ok) return { procedure: found.procedure };
      const triage = procedures.on(firstProcedure, londonDate(now));
      return triage.ok ? { procedure: triage.procedure, atTriage: true } : undefined;
    }
    default:
      return undefined;
  }
}

/** The letters that a person was written to with in the run that a case follows, other than one with a private link. */
export const wasToldOfDates = ({ letters, tasks, procedure }: Case): boolean =>
  letters.some(
    ({ to, template, status, task }) =>
      to === 'complainant' &&
      template !== 'private-link' &&
      template !== 'consent-request' &&
      status !== 'prepared' &&
      status !== 'not needed' &&
      tasks.some(({ key, run }) => key === task && run === procedure?.run),
  );

interface ProcedureChange extends EventsAndOutbox {
  letters: LetterRow[];
  draftsDone: readonly Draft[];
}

/**
 * Ends the run of a wrong procedure and starts the right one at the stage that the case has reached (decision 0036). Open
 * steps of the wrong one are superseded and its letters that have not left are called off. What runs alongside the case is
 * about its own subject and stays, except letters to post and delays to write about.
 */
export function changeProcedure(
  deps: Dependencies,
  file: CaseFile,
  next: NextProcedure,
  change: { correction: Correction; reason: string; by: Actor; now: Instant; calendar: WorkingDays },
): ProcedureChange | CaseActionRefusal {
  const { state } = file;
  const { correction, reason, by, now, calendar } = change;
  const followed = state.procedure;
  const wrong = procedureOfCase(state, deps.procedures);
  if (!followed || !wrong) return refuse('conflict', { code: 'procedure-not-chosen', params: {} });
  const refusal = refuseChange(deps, state, wrong, followed.run);
  if (refusal) return refusal;
  const task = openTasks(state).find(({ run }) => run === followed.run);
  const base = { at: now, by };
  const number = nextRun(state);
  const start = next.atTriage ? undefined : startOf(state, wrong, next, change);
  const { matter } = runOf(state, followed.run);
  const goesOn = matter?.id === reopening && isComplaint(wrong) && isComplaint(next.procedure);
  const started = procedureStart(deps, state, {
    procedure: next.procedure,
    now,
    by,
    run: number,
    follows: followed.run,
    ...(start === undefined ? {} : { startAt: start.step }),
    ...(goesOn ? { matter } : {}),
  });
  const today = londonDate(now);
  const wasDue = answerDueNow(state, deps.procedures, calendar, today);
  const tells = !next.atTriage && wasToldOfDates(state);
  const toComplainant = file.letters.filter(
    ({ to, task: key }) =>
      to === 'complainant' && state.tasks.some((one) => one.key === key && one.run === followed.run),
  );
  const calledOff = callOffLetters(deps, state, toComplainant, { now, by, reason, detail: superseded });
  const review = state.status === 'closed' ? callOffReview(deps, state, now) : noEvents;
  const ended = task && { task: task.key, decision: task.decisions.length + 1, outcome: superseded };
  return {
    events: [
      ...(state.status === 'closed'
        ? [{ ...base, type: 'reopened' as const, step: next.procedure.first, reason }]
        : []),
      ...review.events,
      ...(ended ? [{ ...base, type: 'decided' as const, ...ended, answers: {}, ends: true }] : []),
      {
        ...base,
        type: 'corrected',
        correction,
        reason,
        superseded: {
          run: followed.run,
          by: number,
          ...(next.atTriage ? {} : { procedure: next.procedure.id }),
          ...(next.kind === undefined ? {} : { kind: next.kind }),
          ...(tells ? { tells } : {}),
        },
        ...(tells && wasDue !== undefined ? { answerWasDue: wasDue } : {}),
      },
      ...started.events,
      ...(start?.acknowledged ?? []).map(({ task: key, clock, on }) => ({
        ...base,
        type: 'clock-ended' as const,
        task: key,
        run: number,
        clock,
        on,
      })),
      ...calledOff.events,
    ],
    outbox: [
      ...review.outbox,
      ...(ended ? [signalEntry(state.id, ended, now)] : []),
      ...started.outbox,
      ...calledOff.outbox,
    ],
    letters: calledOff.letters,
    draftsDone: file.drafts.filter((draft) => draft.task === task?.key),
  };
}

const isComplaint = ({ feedback }: Procedure): boolean => feedback?.includes('complaint') ?? false;

/** Why the procedure of a case cannot change any more, or not now. */
function refuseChange(
  deps: Pick<Dependencies, 'procedures'>,
  state: Case,
  wrong: Procedure,
  run: number,
): CaseActionRefusal | undefined {
  // What was no complaint has no answer that a complaint could not still have.
  if (state.status === 'closed')
    return isComplaint(wrong) ? refuse('conflict', { code: 'case-closed', params: {} }) : undefined;
  const pause = currentPause(state);
  if (pause) return refuse('conflict', { code: 'case-paused', params: { since: pause.from } });
  for (const task of state.tasks) {
    const of = runOf(state, task.run);
    const procedure = procedureOfTask(task, deps.procedures);
    if (of.beside || of.superseded || !procedure) continue;
    for (const { outcome } of task.decisions) {
      const left = turns(procedure.steps[task.step]?.outcomes[outcome], 'ends')
        .map(({ clock }) => procedure.clocks?.[clock]?.stage)
        .find((stage) => stage !== undefined && stage !== 'acknowledgement');
      if (left !== undefined)
        return refuse('conflict', {
          code: 'stage-answered',
          params: { stage: left, procedure: procedure.title },
        });
    }
  }
  return openTasks(state).some((task) => task.run === run)
    ? undefined
    : refuse('conflict', { code: 'case-between-steps', params: {} });
}

interface Start {
  step: string;
  /** The clocks that the acknowledgement of before has ended under the right procedure as well. */
  acknowledged: { task: string; clock: string; on: CivilDate }[];
}

/**
 * Where the right procedure starts. What was acknowledged already is not acknowledged again, unless the right procedure
 * asks for more at that step, such as the offer of an advocate.
 */
function startOf(
  state: Case,
  wrong: Procedure,
  { procedure }: NextProcedure,
  { now, calendar }: { now: Instant; calendar: WorkingDays },
): Start | undefined {
  const first = procedure.steps[procedure.first];
  const done = acknowledgementOf(state, wrong, { now, calendar });
  const acknowledging = Object.values(first?.outcomes ?? {}).find(
    (outcome) =>
      procedure.steps[outcome.next]?.kind === 'task' &&
      turns(outcome, 'ends').some(({ clock }) => procedure.clocks?.[clock]?.stage === 'acknowledgement') &&
      turns(outcome, 'ends').length === 1,
  );
  if (!done || !acknowledging || asksMore(state, acknowledging, londonDate(now))) return undefined;
  return {
    step: acknowledging.next,
    acknowledged: turns(acknowledging, 'ends').map(({ clock }) => ({ ...done, clock })),
  };
}

/** Whether an acknowledgement needs something that the case does not have. */
const asksMore = (state: Case, outcome: Outcome, today: CivilDate): boolean =>
  gateProblems(outcome, {}, state, { today }).length > 0 ||
  Object.values(outcome.form).some(
    ({ required, fact }) => required === true && (fact === undefined || state.facts[fact] === undefined),
  );

/** The step in which a case was acknowledged in the run that it follows, and the day. */
function acknowledgementOf(
  state: Case,
  procedure: Procedure,
  { now, calendar }: { now: Instant; calendar: WorkingDays },
): { task: string; on: CivilDate } | undefined {
  const run = state.procedure && runOf(state, state.procedure.run);
  if (!run) return undefined;
  const acknowledges = ({ step, decisions }: Task) =>
    decisions.some(({ outcome }) =>
      turns(procedure.steps[step]?.outcomes[outcome], 'ends').some(
        ({ clock }) => procedure.clocks?.[clock]?.stage === 'acknowledgement',
      ),
    );
  const task = state.tasks.find((one) => one.run === run.run && acknowledges(one));
  const clock = Object.entries(procedure.clocks ?? {}).find(([, { stage }]) => stage === 'acknowledgement');
  const today = londonDate(now);
  const on = clock && clockOfRun(clock[0], { state, run, procedure, calendar, today })?.endedOn;
  return task && on !== undefined
    ? { task: task.key, on }
    : carriedAcknowledgement(state, run.run, clock?.[0]);
}

/** An acknowledgement that an earlier correction has carried over already. */
function carriedAcknowledgement(
  state: Case,
  run: number,
  clock: string | undefined,
): { task: string; on: CivilDate } | undefined {
  const on = state.clocks?.find((one) => one.run === run && one.clock === clock)?.endedOn;
  const task = state.tasks.find((one) => runOf(state, one.run).superseded !== undefined);
  return on === undefined || task === undefined ? undefined : { task: task.key, on };
}
