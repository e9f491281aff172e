import { londonDate, type CivilDate } from '../time/civil-date.ts';
import type { Case, Task } from '../case/case.ts';
import { endedAfterDeath, merged, superseded } from '../case/superseded.ts';
import { moneyWaiting } from '../case/remedies.ts';
import {
  stageOfStep,
  type Outcome,
  type Procedure,
  type Step,
} from '../../../workflows/procedures/procedure.ts';

/** A step in the progress of a case: decided (when and how), open, or still to come. */
export interface PlaceOnTheWay {
  title: string;
  status: 'done' | 'now' | 'to come';
  /** Only for a decided step. */
  on?: CivilDate;
  outcome?: string;
  /** Only for an open step. */
  task?: Task;
  /** It comes only if the complainant asks for it. */
  ifAsked?: boolean;
}

/** The steps of one stage, by the name the law gives it; `''` for steps of no stage. */
export interface StageOnTheWay {
  stage: string;
  steps: PlaceOnTheWay[];
}

/**
 * The progress of a case in its procedure: decided steps, open steps, and steps it can still reach from there, in the
 * order of the procedure. Steps it has passed by or can no longer reach are left out.
 */
export function progressOf(state: Case, procedures: readonly Procedure[]): StageOnTheWay[] {
  const stages: StageOnTheWay[] = [];
  for (const { run, procedure: id, version, beside, superseded: isWrong } of state.runs) {
    const procedure = procedures.find((one) => one.id === id && one.version === version);
    if (beside || !procedure) continue;
    const ahead =
      state.status === 'open' && run === state.procedure?.run ? stepsAhead(state, procedure) : undefined;
    for (const [name, step] of Object.entries(procedure.steps)) {
      // Of a procedure that was the wrong one, what was done stays and what was left does not.
      const tasks = state.tasks.filter(
        (task) =>
          task.run === run &&
          task.step === name &&
          !(isWrong && task.decisions.at(-1)?.outcome === superseded) &&
          task.decisions.at(-1)?.outcome !== endedAfterDeath &&
          task.decisions.at(-1)?.outcome !== merged,
      );
      const place =
        tasks.length > 0
          ? reached(tasks, step.title, step.outcomes)
          : comes(step.title, asksNothing(state, step) ? undefined : ahead?.get(name));
      if (!place) continue;
      // A window belongs to the stage before it.
      const before = stages.at(-1);
      const stage = stageOfStep(procedure, step) ?? (step.kind === 'window' ? (before?.stage ?? '') : '');
      if (before && before.stage === stage) before.steps.push(place);
      else stages.push({ stage, steps: [place] });
    }
  }
  return stages;
}

function reached(tasks: readonly Task[], title: string, outcomes: Record<string, Outcome>): PlaceOnTheWay {
  const open = tasks.find(({ status }) => status === 'open');
  if (open) return { title, status: 'now', task: open };
  const last = tasks.at(-1)?.decisions.at(-1);
  return {
    title,
    status: 'done',
    ...(last === undefined
      ? {}
      : { on: londonDate(last.at), outcome: outcomes[last.outcome]?.title ?? last.outcome }),
  };
}

/** Most answers offer no money: the step that approves it is shown only when there is some. */
function asksNothing(state: Case, { passOver }: Step): boolean {
  return passOver?.when === 'no money waits for approval' && moneyWaiting(state).length === 0;
}

function comes(title: string, ahead: 'comes' | 'if asked' | undefined): PlaceOnTheWay | undefined {
  return ahead && { title, status: 'to come', ifAsked: ahead === 'if asked' };
}

/** The steps that can follow the open ones. A step after a window comes only if the complainant asks for it. */
function stepsAhead(state: Case, { steps }: Procedure): Map<string, 'comes' | 'if asked'> {
  const reachable = new Map<string, 'comes' | 'if asked'>();
  const open = state.tasks.filter(({ run, status }) => run === state.procedure?.run && status === 'open');
  const visit = (name: string, how: 'comes' | 'if asked') => {
    const known = reachable.get(name);
    if (known === 'comes' || known === how) return;
    reachable.set(name, how);
    follow(name, how);
  };
  const follow = (name: string, how: 'comes' | 'if asked') => {
    const step = steps[name];
    if (!step) return;
    for (const [id, { next, effect }] of Object.entries(step.outcomes))
      // Steps after a withdrawal are not expected to come.
      if (steps[next] && effect !== 'withdraw')
        visit(next, step.kind === 'window' && id !== step.lapse ? 'if asked' : how);
  };
  for (const { step } of open) follow(step, 'comes');
  return reachable;
}
