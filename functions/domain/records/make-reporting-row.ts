import { runOf, type Case, type Task } from '../case/case.ts';
import { londonDate, type CivilDate } from '../time/civil-date.ts';
import { caseOutcome } from '../case/facts.ts';
import { untyped, type ReportingRow, type Stage } from './reporting-row.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';

/** The letters that answer a stage; the day one was prepared is the day of the response. */
const responses = new Set(['stage-1-response', 'stage-2-adjudication', 'stage-3-response', 'final-response']);

/**
 * Makes the reporting row of a case. Undefined for an email that could not be read, because it is not feedback.
 * `complainantKey` is the keyed hash of the resolved person, made where the key is.
 */
export function reportingRow(
  state: Case,
  complainantKey: string | null,
  procedures: Procedures,
  calendar: WorkingDays,
): ReportingRow | undefined {
  const { facts } = state;
  const recordedKind = facts.kind ?? state.kind;
  if (recordedKind === 'unreadable email') return undefined;
  const kind = recordedKind === 'complaint' || recordedKind === 'compliment' ? recordedKind : 'comment';
  const staged = (stage: string) => state.tasks.filter((task) => stageOf(task, procedures) === stage);
  const make = (stage: string) => makeStage(state, staged(stage), calendar);
  const [stage1, second, stage3] = [make('stage 1'), make('stage 2'), make('stage 3')];
  const statementAgreed = staged('stage 2').find(({ alsoFrom }) => alsoFrom !== undefined)?.alsoFrom ?? null;
  const stage2 = second && {
    ...second,
    statementAgreed,
    workingDaysFromStatement:
      statementAgreed === null || second.responded === null || second.responded < statementAgreed
        ? null
        : calendar.count(statementAgreed, second.responded),
  };
  const [enquiry] = staged('LGSCO');
  const timed = state.tasks.filter((task) => stageOf(task, procedures) !== undefined);
  const closed =
    state.status === 'closed' && state.closedAt !== undefined ? londonDate(state.closedAt) : null;
  const phase = state.withdrawn?.phase ?? null;
  const investigated = kind === 'complaint' && stage1 !== null && phase !== 'before investigation';
  const findings = facts.findings ?? [];
  const countOf = (finding: string) => findings.filter((one) => one.finding === finding).length;
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
    findings: {
      upheld: countOf('upheld'),
      partiallyUpheld: countOf('partially upheld'),
      notUpheld: countOf('not upheld'),
    },
    learning: (facts.learning ?? []).map(({ type }) => type ?? untyped),
    actions: (facts.actions ?? []).map(({ id, type, dueOn }) => ({
      type: type ?? untyped,
      due: dueOn,
      done: doneOn(state, id),
    })),
    lgsco: enquiry ? { received: enquiry.clockFrom, decision: facts.ombudsmanDecision ?? null } : null,
    // A compliment has no stage, and a case may begin at stage 2 without stage 1: reports count both as not
    // investigated.
    withdrawn: phase === null || investigated ? phase : 'before investigation',
    advocacyOffered: facts.advocacyOffered ?? null,
    advocacyProvided: facts.advocacyOffered === undefined ? null : facts.advocateAppointed !== undefined,
    delays: timed.reduce(
      (sum, { extensions, breachedAt, expected }) =>
        sum + extensions.length + (breachedAt === undefined ? 0 : 1) + (expected === undefined ? 0 : 1),
      0,
    ),
    escalations: timed.flatMap(({ milestones }) => milestones.filter((name) => name.startsWith('escalation')))
      .length,
  };
}

/** The stage that a task counts towards: the stage of its step, or of the step whose answer it checks or sends. */
function stageOf(task: Task, procedures: Procedures): string | undefined {
  const steps = procedures.version(task.procedure, task.procedureVersion)?.steps;
  const step = steps?.[task.step];
  return step?.stage ?? (step?.writtenIn === undefined ? undefined : steps?.[step.writtenIn]?.stage);
}

/**
 * A stage from its tasks: the clock of the first task, the due date of the task that answers (until then of the last
 * one opened), answered on the day its response was prepared. Stage 3 has clocks within it, but its days still count
 * from the request.
 */
function makeStage(state: Case, tasks: readonly Task[], calendar: WorkingDays): Stage | null {
  const last = tasks.at(-1);
  if (!last) return null;
  // The clock of the panel's documents counts back from the meeting, so a task can open after the start of its clock.
  // The stage begins with the earlier of the two days and cannot be due before it.
  const opened = tasks
    .flatMap(({ clockFrom, openedAt }) => [clockFrom, londonDate(openedAt)])
    .reduce((a, b) => (a < b ? a : b));
  const letter = state.letters.findLast(
    ({ template, task, to }) =>
      responses.has(template) && to === 'complainant' && tasks.some(({ key }) => key === task),
  );
  const answering = tasks.find(({ key }) => key === letter?.task) ?? last;
  const due = answering.originalDue > opened ? answering.originalDue : opened;
  const extendedDue = answering.due > due ? answering.due : null;
  const responded: CivilDate | null = letter ? londonDate(letter.preparedAt) : null;
  return {
    opened,
    due,
    extendedDue,
    responded,
    workingDays: responded === null ? null : calendar.count(opened, responded),
    inTimeOriginal: responded === null ? null : responded <= due,
    inTimeExtended: responded === null ? null : responded <= (extendedDue ?? due),
  };
}

function outcomeOf(state: Case): ReportingRow['outcome'] {
  if (state.withdrawn && !state.withdrawn.carriedOn) return 'withdrawn';
  const { findings } = state.facts;
  const outcome = findings === undefined ? 'no finding' : caseOutcome(findings);
  if (outcome !== 'no finding') return outcome;
  return findings !== undefined || state.status === 'closed' ? 'no recorded outcome' : null;
}

/** The day on which an action was done, as its owner recorded it. An action that was dropped has none. */
function doneOn(state: Case, action: string): CivilDate | null {
  const task = state.tasks.findLast(({ run }) => runOf(state, run).matter?.id === action);
  return task?.decisions.at(-1)?.doneOn ?? null;
}
