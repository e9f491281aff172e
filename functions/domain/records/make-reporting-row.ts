import { runOf, type Case, type Task } from '../case/case.ts';
import { milestonesPassed } from '../clocks/shared-clock.ts';
import { choosesProcedure, clocksOf, type ClockState } from '../clocks/stage-clocks.ts';
import { londonDate, type CivilDate } from '../time/civil-date.ts';
import { caseOutcome, type Facts } from '../case/facts.ts';
import { answerOf, foundBy } from '../case/findings-of-stages.ts';
import type { StageFindings } from '../case/stage-findings.ts';
import { doneOn, ombudsmanRemedies, remediesOfRow } from './remedies-of-row.ts';
import {
  endedAfterDeath,
  resolvedInformally,
  untyped,
  type ReportingRow,
  type Stage,
} from './reporting-row.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { AnsweredStage, MilestoneMeaning } from '../../../workflows/procedures/meanings.ts';
import { meaningOf, stageOfStep } from '../../../workflows/procedures/procedure.ts';
import { procedureOfTask } from '../case/procedure-followed.ts';

/** Tells of an answer that another body gave for both; the day of the response is the one on which that body sent it. */
const jointAnswer = 'joint-answer';

/** The letters that answer a stage; the day one was prepared is the day of the response. */
const responses = new Set([
  'stage-1-response',
  'stage-2-adjudication',
  'stage-3-response',
  'final-response',
  jointAnswer,
]);

/**
 * Makes the reporting row of a case. Undefined for an email that could not be read, because it is not feedback, and for a
 * case that was merged into another, which counts.
 * `complainantKey` is the keyed hash of the resolved person, made where the key is.
 */
export function reportingRow(
  whole: Case,
  complainantKey: string | null,
  procedures: Procedures,
  calendar: WorkingDays,
  today: CivilDate,
): ReportingRow | undefined {
  const state = withoutSuperseded(whole);
  const { facts } = state;
  const recordedKind = facts.kind ?? state.kind;
  if (recordedKind === 'unreadable email' || state.mergedInto !== undefined) return undefined;
  const kind = recordedKind === 'complaint' || recordedKind === 'compliment' ? recordedKind : 'comment';
  const staged = (stage: string) => state.tasks.filter((task) => stageOf(task, procedures) === stage);
  // Before triage the clocks only watch a complaint, which is in no stage yet.
  const clocks = clocksOf(state, procedures, calendar, today).filter(({ run }) => {
    const { procedure, version } = runOf(state, run);
    const followed = procedures.version(procedure, version);
    return followed !== undefined && !choosesProcedure(followed);
  });
  const make = (stage: AnsweredStage['stage']) =>
    makeStage(state, staged(stage), clocks, procedures, stage, calendar);
  const [stage1, second, third] = [make('stage 1'), make('stage 2'), make('stage 3')];
  const statementAgreed =
    clocks.find(({ clock }) => clock.stage === 'stage 2' && clock.reportedWith !== undefined)?.from ??
    staged('stage 2').find(({ alsoFrom }) => alsoFrom !== undefined)?.alsoFrom ??
    null;
  const stage2 = second && {
    ...second,
    statementAgreed,
    workingDaysFromStatement:
      statementAgreed === null || second.responded === null || second.responded < statementAgreed
        ? null
        : calendar.count(statementAgreed, second.responded),
    investigationOutcome: outcomeBy(foundBy(state, { stage: 'stage 2', as: 'investigation' })),
  };
  const stage3 = third && {
    ...third,
    panelOutcome: outcomeBy(foundBy(state, { stage: 'stage 3', as: 'panel' })),
  };
  const [enquiry] = staged('LGSCO');
  const timed = state.tasks.filter((task) => stageOf(task, procedures) !== undefined);
  const passed = (means: MilestoneMeaning) =>
    state.tasks
      .flatMap((task) =>
        milestonesPassed(task, procedureOfTask(task, procedures)).map(({ milestone, clock }) => ({
          counts: clock === undefined ? timed.includes(task) : clock.stage !== 'acknowledgement',
          means: meaningOf(milestone),
        })),
      )
      .filter((one) => one.counts && one.means === means).length;
  const closed =
    state.status === 'closed' && state.closedAt !== undefined ? londonDate(state.closedAt) : null;
  const phase = state.withdrawn?.phase ?? null;
  const investigated =
    kind === 'complaint' &&
    stage1 !== null &&
    phase !== 'before investigation' &&
    state.resolvedInformallyOn === undefined;
  return {
    reference: state.reference,
    kind,
    channel: state.channel,
    received: state.receivedOn,
    closed,
    serviceArea: facts.serviceArea ?? null,
    team: facts.team ?? null,
    category: facts.category ?? null,
    subCategory: facts.subCategory ?? null,
    themes: [...new Set(facts.themes)],
    procedure: state.procedure?.id ?? null,
    procedureVersion: state.procedure?.version ?? null,
    lookedAfter: facts.lookedAfter ?? null,
    madeByChild: facts.madeByChild ?? null,
    complainantKey,
    relation: facts.relation ?? null,
    investigated,
    stageReached: enquiry ? 'LGSCO' : stage3 ? 'stage 3' : stage2 ? 'stage 2' : stage1 ? 'stage 1' : null,
    stage1,
    stage2,
    stage3,
    outcome: kind === 'complaint' ? outcomeOf(state) : null,
    findings: countsOf(answerOf(state)?.findings ?? []),
    learning: (facts.learning ?? []).map(({ type }) => type ?? untyped),
    actions: (facts.actions ?? []).map(({ id, type, dueOn }) => ({
      type: type ?? untyped,
      due: dueOn,
      done: doneOn(state, id),
    })),
    remedies: remediesOfRow(state),
    ...routesOfRow(state),
    ...jointOfRow(facts),
    lgsco: enquiry
      ? {
          received: enquiry.clockFrom,
          decision: facts.ombudsmanDecision ?? null,
          remedies: ombudsmanRemedies(state, today),
        }
      : null,
    // A compliment has no stage, and a case may begin at stage 2 without stage 1: reports count both as not
    // investigated.
    withdrawn: phase === null || investigated ? phase : 'before investigation',
    advocacyOffered: facts.advocacyOffered ?? null,
    advocacyProvided: facts.advocacyOffered === undefined ? null : facts.advocateAppointed !== undefined,
    delays:
      extensionsOf(state, timed) +
      passed('breach') +
      timed.filter(({ expected }) => expected !== undefined).length,
    escalations: passed('escalation'),
  };
}

/** A case is counted once, under the right procedure: what was done under a wrong one is in its history alone. */
function withoutSuperseded(state: Case): Case {
  const wrong = new Set(state.runs.filter(({ superseded }) => superseded).map(({ run }) => run));
  return wrong.size === 0 ? state : { ...state, tasks: state.tasks.filter(({ run }) => !wrong.has(run)) };
}

/** The stage a task counts to, by the clock of its step. */
function stageOf(task: Task, procedures: Procedures): string | undefined {
  const procedure = procedureOfTask(task, procedures);
  return procedure && stageOfStep(procedure, procedure.steps[task.step]);
}

/** How often a clock or a step was extended; steps that shared a time carried its extensions on. */
function extensionsOf({ extensions = [] }: Case, timed: readonly Task[]): number {
  const granted = [...extensions, ...timed.flatMap((task) => task.extensions)];
  return new Set(granted.map(({ at, until }) => `${at} ${until}`)).size;
}

/**
 * A stage from its tasks and its clock: it opened with the first, is due as the clock of the task that answers says
 * (until then of the last opened), and was answered when its response was prepared. Stage 3 has clocks within it; its days
 * count from the request all the same. A clock that runs before the first step of its stage has opened counts, too.
 */
function makeStage(
  state: Case,
  tasks: readonly Task[],
  clocks: readonly ClockState[],
  procedures: Procedures,
  stage: AnsweredStage['stage'],
  calendar: WorkingDays,
): Stage | null {
  const ofStage = clocks.filter(({ clock }) => clock.stage === stage && clock.reportedWith === undefined);
  const last = tasks.at(-1);
  if (!last) {
    const running = ofStage.find(({ status }) => status !== 'ended');
    return running === undefined || state.status === 'closed'
      ? null
      : {
          opened: running.from,
          due: running.original,
          extendedDue: running.due > running.original ? running.due : null,
          responded: null,
          workingDays: null,
          inTimeOriginal: null,
          inTimeExtended: null,
          outcome: null,
          findings: null,
        };
  }
  // The clock of the panel's papers runs backwards, from a meeting to come: the stage began before, and was not due then.
  // A step has the time of its clock unless it has a target of its own, and a clock moves with a corrected receipt.
  const startOf = (task: Task): CivilDate => {
    const step = procedureOfTask(task, procedures)?.steps[task.step];
    const clock = step?.limit
      ? undefined
      : ofStage.find((one) => one.run === task.run && one.id === step?.clock);
    return clock?.from ?? task.clockFrom;
  };
  const first = tasks
    .flatMap((task) => [startOf(task), londonDate(task.openedAt)])
    .reduce((a, b) => (a < b ? a : b));
  // A day of receipt that was corrected can be later than the day on which a step began.
  const opened = first < state.receivedOn ? state.receivedOn : first;
  const letter = state.letters.findLast(
    ({ template, task, to }) =>
      responses.has(template) && to === 'complainant' && tasks.some(({ key }) => key === task),
  );
  const answering = tasks.find(({ key }) => key === letter?.task) ?? last;
  const id = procedureOfTask(answering, procedures)?.steps[answering.step]?.clock;
  const clock = ofStage.find((one) => one.run === answering.run && one.id === id);
  const original = clock?.original ?? answering.originalDue;
  const extended = clock?.due ?? answering.due;
  const due = original > opened ? original : opened;
  const extendedDue = extended > due ? extended : null;
  const prepared: CivilDate | null = letter ? londonDate(letter.preparedAt) : null;
  const responded = letter?.template === jointAnswer ? (clock?.endedOn ?? prepared) : prepared;
  const answer = responded === null ? undefined : answerOf(state, stage);
  return {
    opened,
    due,
    extendedDue,
    responded,
    workingDays: responded === null ? null : calendar.count(opened, responded),
    inTimeOriginal: responded === null ? null : responded <= due,
    inTimeExtended: responded === null ? null : responded <= (extendedDue ?? due),
    outcome: outcomeBy(answer),
    findings: answer ? countsOf(answer.findings) : null,
  };
}

/** How often a case, or points of it, went to each route besides the complaint. */
function routesOfRow({ routes = [] }: Case): Pick<ReportingRow, 'routes'> {
  if (routes.length === 0) return {};
  const ids = [...new Set(routes.map(({ route }) => route))];
  return {
    routes: ids.map((id) => ({ route: id, count: routes.filter(({ route }) => route === id).length })),
  };
}

function jointOfRow({ jointWith, jointLead }: Facts): Pick<ReportingRow, 'joint'> {
  return jointWith === undefined || jointLead === undefined
    ? {}
    : { joint: { with: jointWith, lead: jointLead } };
}

function countsOf(findings: StageFindings['findings']): ReportingRow['findings'] {
  const countOf = (finding: string) => findings.filter((one) => one.finding === finding).length;
  return {
    upheld: countOf('upheld'),
    partiallyUpheld: countOf('partially upheld'),
    notUpheld: countOf('not upheld'),
  };
}

/** The outcome that findings make, or null where there are none. */
function outcomeBy(found: StageFindings | undefined): NonNullable<Stage['outcome']> | null {
  if (!found) return null;
  const outcome = caseOutcome(found.findings);
  return outcome === 'no finding' ? 'no recorded outcome' : outcome;
}

function outcomeOf(state: Case): ReportingRow['outcome'] {
  if (state.withdrawn && !state.withdrawn.carriedOn) return 'withdrawn';
  if (state.endedAfterDeathOn !== undefined) return endedAfterDeath;
  if (state.resolvedInformallyOn !== undefined) return resolvedInformally;
  return outcomeBy(answerOf(state)) ?? (state.status === 'closed' ? 'no recorded outcome' : null);
}
