import type { Council, Target } from './council.ts';
import { problemAt, type CouncilProblem } from './council-problem.ts';
import { makeProcedures, type Procedures } from '../../../workflows/procedures/index.ts';
import type { Limit, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// A council may ask more of itself than the law does, never less: a target shortens the time of a step within the clock
// of its stage, which stays as it is. Passing a target is no breach (law.md section 2b).

/** The longest time that a target of this step may give: that of the step itself, or of the clock of its stage. */
export function longestTarget(procedure: Procedure, step: Step): Pick<Limit, 'days' | 'unit'> | undefined {
  if (step.kind !== 'task' || step.clock === undefined || step.limit?.before) return undefined;
  return step.limit ?? procedure.clocks?.[step.clock]?.limit;
}

/** A step as a target shortens it; unchanged if the target does not fit, such as one of a step that was removed since. */
function shortened(procedure: Procedure, step: Step, { days, unit, reason }: Target): Step {
  const most = longestTarget(procedure, step);
  if (!most || most.unit !== unit || days > most.days) return step;
  return { ...step, limit: { days, unit, from: step.limit?.from ?? 'clock', citation: reason } };
}

/** The problems of a council's targets under these procedures. */
export function targetProblems({ targets = [] }: Council, procedures: Procedures): CouncilProblem[] {
  return targets.flatMap((target, place): CouncilProblem[] => {
    const { procedure: id, step: name, days, unit } = target;
    const versions = procedures.all.filter((procedure) => procedure.id === id);
    const at = `targets.${place}`;
    if (targets.slice(0, place).some((one) => one.procedure === id && one.step === name))
      return [problemAt(`${at}.step`, 'duplicate-target', { step: name })];
    if (versions.length === 0) return [problemAt(`${at}.procedure`, 'unknown-procedure', { id })];
    const steps = versions.flatMap((procedure) => {
      const step = procedure.steps[name];
      return step ? [longestTarget(procedure, step)] : [];
    });
    if (steps.length === 0) return [problemAt(`${at}.step`, 'unknown-step', { procedure: id, step: name })];
    const limits = steps.filter((limit) => limit !== undefined);
    if (limits.length === 0) return [problemAt(`${at}.step`, 'no-target-here', { step: name })];
    // The latest version counts: an older one with a shorter limit keeps that limit.
    const most = limits.at(-1);
    if (!most || (most.unit === unit && days <= most.days)) return [];
    return [problemAt(`${at}.days`, 'target-too-long', { most: most.days, unit: most.unit })];
  });
}

/**
 * The procedures with a council's targets. A target that does not fit changes nothing. What is shortened was checked when it
 * was loaded, and is not checked again each time a Lambda starts.
 */
function withTargets(procedures: Procedures, targets: readonly Target[]): Procedures {
  const shorten = (procedure: Procedure): Procedure => ({
    ...procedure,
    steps: Object.fromEntries(
      Object.entries(procedure.steps).map(([id, step]) => {
        const target = targets.find((one) => one.procedure === procedure.id && one.step === id);
        return [id, target ? shortened(procedure, step, target) : step];
      }),
    ),
  });
  return makeProcedures(procedures.all.map(shorten));
}

/** Gives the procedures in force for a council: worked out once for each version of it. */
export function proceduresInForce(procedures: Procedures): (council: Council) => Procedures {
  const known = new WeakMap<Council, Procedures>();
  return (council) => {
    const { targets = [] } = council;
    if (targets.length === 0) return procedures;
    const found = known.get(council) ?? withTargets(procedures, targets);
    known.set(council, found);
    return found;
  };
}
