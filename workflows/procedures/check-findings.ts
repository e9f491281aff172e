import type { Field } from './form-field.ts';
import { stageOfStep, type Outcome, type Procedure, type Step } from './procedure.ts';

/**
 * What would be misread in the findings of an outcome: whose they are and of which stage must be said, must be true of the
 * step, and what they follow must have been found before.
 */
export function findingsProblems(outcome: Outcome, step: Step, procedure: Procedure): string[] {
  const { form, answers } = outcome;
  const fields = Object.entries(form);
  const found = fields.filter(([, { type }]) => type === 'findings');
  const misfiled = fields.flatMap(([name, { type, fact }]) => {
    const kept = factOfType[type];
    if (kept !== undefined && fact !== kept) return [`field "${name}": ${type} are recorded as "${kept}"`];
    if (kept === undefined && Object.values(factOfType).some((one) => one === fact))
      return [`field "${name}": the fact "${fact}" is not of type "${type}"`];
    return [];
  });
  const follows = fields.flatMap(([name, field]) => followProblems(name, field, outcome, procedure));
  if (answers === undefined)
    return [
      ...misfiled,
      ...follows,
      ...(found.length > 0 ? ['records findings without saying which stage they answer (answers)'] : []),
    ];
  const stage = stageOfStep(procedure, step);
  return [
    ...misfiled,
    ...follows,
    ...(found.length === 1 && found.every(([, { required }]) => required === true)
      ? []
      : [`answers ${answers.stage}: its form needs one required field of type "findings"`]),
    ...(stage === undefined || stage === answers.stage
      ? []
      : [`answers ${answers.stage}, but the clock of the step is of ${stage}`]),
  ];
}

/** Code reads lists of these types from these facts alone. */
const factOfType: Partial<Record<Field['type'], Field['fact']>> = {
  findings: 'findings',
  recommendations: 'recommendations',
  'recommendation answers': 'recommendationAnswers',
};

function followProblems(
  name: string,
  { type, follows }: Field,
  { answers }: Outcome,
  { steps }: Procedure,
): string[] {
  if (follows === undefined) return [];
  if (type !== 'findings') return [`field "${name}": follows: only findings follow others`];
  const before = Object.values(steps)
    .flatMap(({ outcomes }) => Object.values(outcomes))
    .some((other) => other.answers?.as === follows && other.answers.stage === answers?.stage);
  return before
    ? []
    : [`field "${name}": follows: no outcome records what the ${follows} found at this stage`];
}
