import {
  endings,
  type ClockTurn,
  type Outcome,
  type Procedure,
  type StageClock,
  type Step,
} from './procedure.ts';
import type { Stage } from './meanings.ts';

// A procedure as the cases that follow it: which clocks have started, and which may still run, at each of its steps.

const stages: readonly Stage[] = ['acknowledgement', 'stage 1', 'stage 2', 'stage 3'];

/** The clocks that have started on every way to a step, and those that may not have ended on some way to it. */
interface ClocksAt {
  started: ReadonlySet<string>;
  running: ReadonlySet<string>;
}

/** What would be misread in the order in which clocks start and end: problems of clocks, steps and outcomes. */
export function clockOrderProblems(procedure: Procedure): string[] {
  const circles = circleProblems(procedure);
  // What runs in a circle has no order.
  if (circles.length > 0) return circles;
  const at = clocksAtSteps(procedure);
  return Object.entries(procedure.steps).flatMap(([id, step]) => {
    const here = at.get(id);
    if (!here) return [];
    const opening =
      needsClock(step) && step.clock !== undefined && !here.started.has(step.clock)
        ? [`step "${id}": can open before its clock "${step.clock}" has started`]
        : [];
    const outcomes = Object.entries(step.outcomes).flatMap(([name, outcome]) =>
      outcomeProblems(step, outcome, here, procedure).map(
        (problem) => `step "${id}", outcome "${name}": ${problem}`,
      ),
    );
    return [...opening, ...outcomes];
  });
}

/** Whether the time of a step is that of its clock. */
const needsClock = ({ limit }: Step): boolean => limit === undefined;

const isStep = ({ steps }: Procedure, next: string): boolean =>
  !endings.some((ending) => ending === next) && Object.hasOwn(steps, next);

function outcomeProblems(step: Step, outcome: Outcome, here: ClocksAt, procedure: Procedure): string[] {
  const { steps, clocks = {} } = procedure;
  const ended = turned(outcome.ends);
  const after = afterOutcome(outcome, here, procedure);
  const both = turned(outcome.starts).filter((clock) => ended.includes(clock));
  const promised = outcome.promises === undefined ? undefined : steps[outcome.promises];
  const beside = Object.entries(clocks).flatMap(([id, { reportedWith = '' }]) =>
    ended.includes(reportedWith) && here.running.has(id) && !ended.includes(id)
      ? [`ends the clock "${reportedWith}" and not "${id}", which is reported with it`]
      : [],
  );
  const next = isStep(procedure, outcome.next) ? steps[outcome.next] : undefined;
  const left = next ? [...after.running].filter((clock) => isLeftBehind(clock, step, next, clocks)) : [];
  return [
    ...both.map((clock) => `starts and ends the clock "${clock}" at once`),
    ...beside,
    ...left.map((clock) => `leads on while the clock "${clock}" runs (ends)`),
    ...(promised?.clock !== undefined && needsClock(promised) && !after.started.has(promised.clock)
      ? [`promises: the clock "${promised.clock}" of that step has not started`]
      : []),
  ];
}

/** Whether a clock that runs on has no step any more that could end it: of this step, or of a stage before the next one's. */
function isLeftBehind(
  id: string,
  from: Step,
  to: Step,
  clocks: Readonly<Record<string, StageClock>>,
): boolean {
  const clock = clocks[id];
  if (!clock || clock.reportedWith !== undefined) return false;
  if (id === from.clock) return to.clock !== id;
  const isBefore = (other: string | undefined) => {
    const stage = clocks[other ?? '']?.stage;
    return stage === undefined || stages.indexOf(clock.stage) < stages.indexOf(stage);
  };
  // Where it was left behind earlier, that outcome is named.
  return isBefore(to.clock) && !isBefore(from.clock);
}

const turned = (turns: readonly ClockTurn[] = []): string[] => turns.map(({ clock }) => clock);

/** The clocks after a decision: a withdrawal ends them all. */
function afterOutcome(outcome: Outcome, here: ClocksAt, { steps, clocks = {} }: Procedure): ClocksAt {
  const ended = turned(outcome.ends);
  // Not where the decision leads past the steps of the clock, such as out of the stage.
  const follow = Object.entries(clocks).flatMap(([id, { from }]) =>
    typeof from === 'object' &&
    'endOf' in from &&
    ended.includes(from.endOf) &&
    steps[outcome.next]?.clock === id
      ? [id]
      : [],
  );
  const begun = [...turned(outcome.starts), ...follow];
  const running = outcome.effect === 'withdraw' ? [] : [...here.running, ...begun];
  return {
    started: new Set([...here.started, ...begun]),
    running: new Set(running.filter((clock) => !ended.includes(clock) || follow.includes(clock))),
  };
}

/** Which clocks have started and may still run at each step that is reached. */
export function clocksAtSteps(procedure: Procedure): Map<string, ClocksAt> {
  const { steps, first, clocks = {} } = procedure;
  const fromTheStart = Object.entries(clocks).flatMap(([id, { from }]) =>
    from === undefined || (typeof from === 'object' && 'endOf' in from) ? [] : [id],
  );
  const at = new Map<string, ClocksAt>([
    [first, { started: new Set(fromTheStart), running: new Set(fromTheStart) }],
  ]);
  const changed = [first];
  for (let id = changed.pop(); id !== undefined; id = changed.pop()) {
    const here = at.get(id);
    if (!here) continue;
    for (const outcome of Object.values(steps[id]?.outcomes ?? {})) {
      if (!isStep(procedure, outcome.next)) continue;
      const known = at.get(outcome.next);
      const joined = join(known, afterOutcome(outcome, here, procedure));
      if (known && known.started.size === joined.started.size && known.running.size === joined.running.size)
        continue;
      at.set(outcome.next, joined);
      changed.push(outcome.next);
    }
  }
  return at;
}

/** Started on both ways; running on either. */
function join(one: ClocksAt | undefined, other: ClocksAt): ClocksAt {
  if (!one) return other;
  return {
    started: new Set([...one.started].filter((clock) => other.started.has(clock))),
    running: new Set([...one.running, ...other.running]),
  };
}

/** Times that are counted from themselves, and clocks reported with one that is itself reported with another. */
function circleProblems({ steps, clocks = {} }: Procedure): string[] {
  const before = (id: string): string | undefined => {
    const from = clocks[id]?.from;
    return typeof from === 'object' && 'endOf' in from ? from.endOf : undefined;
  };
  const sameStart = (id: string): string | undefined => {
    const from = steps[id]?.limit?.from;
    return typeof from === 'object' && 'sameStartAs' in from ? from.sameStartAs : undefined;
  };
  return [
    ...Object.keys(clocks)
      .filter((id) => before(id) !== id && comesBack(id, before))
      .map((id) => `clock "${id}": it begins with an end that it comes before itself`),
    ...Object.entries(clocks).flatMap(([id, { reportedWith }]) =>
      reportedWith !== undefined && clocks[reportedWith]?.reportedWith !== undefined
        ? [`clock "${id}": it is reported with "${reportedWith}", which is reported with another itself`]
        : [],
    ),
    ...Object.keys(steps)
      .filter((id) => comesBack(id, sameStart))
      .map((id) => `step "${id}": its time starts with its own start`),
  ];
}

/** Whether going from one to the next comes back to where it began. */
function comesBack(id: string, next: (id: string) => string | undefined): boolean {
  const seen = new Set<string>();
  for (let at = next(id); at !== undefined && !seen.has(at); at = next(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}
