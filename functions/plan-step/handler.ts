import { makeDependencies } from '../environment.ts';
import { about, lambda } from '../observe.ts';
import { PlanInput, planStep } from './plan-step.ts';

const deps = makeDependencies();

export const handler = lambda(deps, PlanInput, async (input) => {
  about({ caseId: input.caseId, step: input.step });
  return planStep(deps, input);
});
