import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';

/**
 * The steps that a case can come to from some of them, these first and the nearest before those further on. `follows`:
 * only by the outcomes that it lets through.
 */
export function stepsAhead(
  steps: Procedure['steps'],
  from: Iterable<string>,
  follows: (outcome: Outcome) => boolean = () => true,
): string[] {
  const reached = new Set(from);
  // A set that grows while it is walked through is walked to its end.
  for (const id of reached)
    for (const outcome of Object.values(steps[id]?.outcomes ?? {}))
      if (steps[outcome.next] && follows(outcome)) reached.add(outcome.next);
  return [...reached];
}
