import type { Limit, Procedure } from '../../workflows/procedures/procedure.ts';
import type { Period } from './period.ts';

/** A procedure that applied in a period: its timed steps with their limits, in words. */
export interface ProcessDescription {
  title: string;
  law: string;
  steps: { title: string; limit: string; extension: string; source: string; toBeChecked: boolean }[];
}

const days = (count: number, { unit }: Limit) => `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`;

/**
 * The procedures under which feedback received in a period was handled, from the procedures themselves; what the council
 * does to a text before it goes (to check it, to sign it off) is no step that a reader waits for. `used`: whether a
 * complaint of the period followed it.
 */
export function describeProcess(
  procedures: readonly Procedure[],
  period: Period,
  used: (procedure: string) => boolean,
): ProcessDescription[] {
  return procedures
    .filter(
      ({ id, feedback, received }) =>
        used(id) &&
        feedback?.includes('complaint') === true &&
        (received.from ?? '') <= period.until &&
        period.from <= (received.until ?? '9999-12-31'),
    )
    .map(({ title, law, steps }) => ({
      title,
      law,
      steps: Object.values(steps)
        .filter(({ writtenIn }) => writtenIn === undefined)
        .map(({ title: step, limit, extension }) => ({
          title: step,
          limit: days(limit.days, limit),
          extension: extension ? `to at most ${days(extension.upTo, limit)}` : 'none',
          source: limit.citation,
          toBeChecked: limit.toBeChecked === true,
        })),
    }));
}
