import type { Procedure } from '../../workflows/procedures/procedure.ts';
import type { ReportWords } from '../words/report-words.ts';
import type { Period } from './period.ts';

/** A procedure that applied in a period: its timed steps with their limits, in words. */
export interface ProcessDescription {
  title: string;
  law: string;
  steps: { title: string; limit: string; extension: string; source: string; toBeChecked: boolean }[];
}

/**
 * The procedures that applied to feedback received in a period. Steps in which the council checks or signs off a text
 * are left out, because complainants do not wait for them separately. `used`: whether a complaint followed a procedure.
 */
export function describeProcess(
  procedures: readonly Procedure[],
  period: Period,
  used: (procedure: string) => boolean,
  { process: words }: ReportWords,
): ProcessDescription[] {
  return procedures
    .filter(
      ({ id, feedback, received }) =>
        used(id) &&
        feedback?.includes('complaint') === true &&
        (received.from ?? '') <= period.until &&
        period.from <= (received.until ?? '9999-12-31'),
    )
    .map(({ title, law, steps, clocks = {} }) => ({
      title,
      law,
      steps: Object.values(steps)
        .filter(({ writtenIn }) => writtenIn === undefined)
        .flatMap(({ title: step, limit: own, extension: ownExtension, clock }) => {
          const limit = own ?? clocks[clock ?? '']?.limit;
          const extension = own ? ownExtension : clocks[clock ?? '']?.extension;
          return limit
            ? [
                {
                  title: step,
                  limit: words.days({ count: limit.days, unit: limit.unit }),
                  extension:
                    extension === undefined
                      ? words.none
                      : extension.upTo === undefined
                        ? words.asAgreed
                        : words.upTo({ limit: words.days({ count: extension.upTo, unit: limit.unit }) }),
                  source: limit.citation,
                  toBeChecked: limit.toBeChecked === true,
                },
              ]
            : [];
        }),
    }));
}
