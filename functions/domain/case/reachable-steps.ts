import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';

/**
 * The steps that a case can reach from the given ones: these first, then the others, nearest first. `follows` selects
 * the outcomes that count.
 */
export function stepsAhead(
  steps: Procedure['steps'],
  from: Iterable<string>,
  follows: (outcome: Outcome) => boolean = () => true,
): string[] {
  const reached = new Set(from);
  // A set that grows during iteration is iterated to its end.
  for (const id of reached)
    for (const outcome of Object.values(steps[id]?.outcomes ?? {}))
      if (steps[outcome.next] && follows(outcome)) reached.add(outcome.next);
  return [...reached];
}
