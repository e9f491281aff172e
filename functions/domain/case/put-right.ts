import type { Case, Task } from './case.ts';
import type { Event } from './events.ts';
import { type Facts, ownPoints, type Point, pointNumber } from './facts.ts';

type Corrected = Extract<Event, { type: 'corrected' }>;

/**
 * A case with what a correction puts right besides its recorded facts, and the facts that it records. Tasks and clocks are
 * worked out from the case as it is then.
 */
export function putRight(state: Case, event: Corrected): { state: Case; facts: Facts } {
  const { superseded, milestones = [], neverBreached = [] } = event;
  const followed = superseded === undefined ? state : underAnother(state, superseded);
  const { state: corrected, facts } = withCorrection(followed, event);
  return {
    state: {
      ...corrected,
      tasks: corrected.tasks.map((task) => recounted(task, milestones, neverBreached)),
    },
    facts: {
      ...facts,
      ...(superseded?.procedure === undefined ? {} : { procedure: superseded.procedure }),
      ...(superseded?.kind === undefined ? {} : { kind: superseded.kind }),
      // The complainant reads why it is this procedure. A day that brings in another version gives no such reason.
      ...(superseded && event.correction.what !== 'receivedOn' ? { procedureReason: event.reason } : {}),
    },
  };
}

function withCorrection(state: Case, { correction }: Corrected): { state: Case; facts: Facts } {
  const { facts } = state;
  switch (correction.what) {
    case 'receivedOn':
      return {
        state: { ...state, receivedOn: correction.to.on, receivedAt: correction.to.at },
        facts: {},
      };
    case 'channel':
      return { state: { ...state, channel: correction.to }, facts: {} };
    case 'kind':
      return { state: { ...state, kind: correction.to }, facts: { kind: correction.to } };
    case 'points': {
      const own = new Set(ownPoints(facts).map(({ id }) => id));
      const elsewhere = (facts.points ?? []).filter(({ id }) => !own.has(id));
      const points = [...correction.to, ...elsewhere].toSorted((a, b) => pointNumber(a) - pointNumber(b));
      const kept = new Set(points.map(({ id }) => id));
      // What stages found stays with the stages. Cases of before have it among their facts alone.
      const findings =
        state.stageFindings === undefined
          ? undefined
          : facts.findings?.filter(({ point }) => kept.has(point));
      return { state, facts: { points, ...(findings === undefined ? {} : { findings }) } };
    }
    case 'procedure':
      return { state, facts: {} };
    case 'summary': {
      // A complaint without points has what was understood as its first.
      const [only, ...others] = facts.points ?? [];
      const isSummary = only !== undefined && others.length === 0 && only.text === facts.summary;
      const points = isSummary ? { points: [{ ...only, text: correction.to }] } : {};
      return { state, facts: { summary: correction.to, ...points } };
    }
    default:
      return { state, facts: { [correction.what]: correction.to } };
  }
}

/** A case that leaves a run of the wrong procedure. Its points were routed there only as those of the case itself. */
function underAnother(
  state: Case,
  { run: number, by, tells, kind }: NonNullable<Corrected['superseded']>,
): Case {
  const { procedure: before, ...facts } = state.facts;
  const points = facts.points?.map((point): Point => {
    const { procedure: _, procedureReason: __, ...own } = point;
    return point.case === undefined && point.procedure === before ? own : point;
  });
  return {
    ...state,
    ...(kind === undefined ? {} : { kind }),
    facts: { ...facts, ...(points === undefined ? {} : { points }) },
    runs: state.runs.map((run) =>
      run.run === number ? { ...run, superseded: { by, ...(tells ? { tells } : {}) } } : run,
    ),
  };
}

/** A task whose milestones are counted from the right day. */
function recounted(
  task: Task,
  milestones: NonNullable<Corrected['milestones']>,
  neverBreached: readonly string[],
): Task {
  const own = new Map(milestones.filter((one) => one.task === task.key).map(({ was, is }) => [was, is]));
  const { breachedAt, ...rest } = task;
  return {
    ...(neverBreached.includes(task.key) || breachedAt === undefined ? rest : task),
    milestones: task.milestones.flatMap((key) => (own.has(key) ? (own.get(key) ?? []) : [key])),
  };
}
