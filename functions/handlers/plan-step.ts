import { makeDependencies } from '../runtime/environment.ts';
import { inOneOperation } from '../runtime/in-one-operation.ts';
import { about, lambda } from '../runtime/observe.ts';
import { PlanInput, planStep } from '../operations/runs/plan-step.ts';

const deps = makeDependencies();

export const handler = lambda(deps, PlanInput, async (input) => {
  about({ caseId: input.caseId, step: input.step });
  return planStep(inOneOperation(deps), input);
});
