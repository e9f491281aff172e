import { upperFirst } from '../text/capitalise.ts';
import type { Sentences } from '../../../workflows/letters/en/sentences.ts';
import { Stage } from '../../../workflows/procedures/meanings.ts';
import type { Procedure, StageClock, Step } from '../../../workflows/procedures/procedure.ts';

/**
 * The stages of a procedure as its complainant is told of them at the beginning, from its clocks and windows: the first
 * with the day of its answer (`firstBy`, ready to print; '' leaves it out), the others with the times of the law. Empty for
 * a procedure without stages.
 */
export function stagesToPrint(procedure: Procedure, sentences: Sentences, firstBy: string): string[] {
  const words = sentences.stages;
  const stages = Stage.options
    .filter((stage) => stage !== 'acknowledgement' && stage !== 'LGSCO')
    .map((stage) => ({ stage, clocks: clocksOfStage(procedure, stage) }))
    .filter(({ clocks }) => clocks.length > 0)
    .map((one) => ({ ...one, asksFor: windowOf(procedure, one.clocks)?.asksFor }))
    .map(({ stage, clocks, asksFor }, place, all): string => {
      if (asksFor !== undefined) {
        const again = all.slice(0, place).some((before) => before.asksFor !== undefined);
        const promises = clocks.flatMap(([, clock]) => promisesOf(clock, sentences));
        return words.later({ stage: asksFor, promises, again });
      }
      const title = clocks.find(([, { publicTitle }]) => publicTitle)?.[1].publicTitle ?? stage;
      const promise = clocks[0]?.[1].publicPromise ?? '';
      return words.first({ title: upperFirst(title), promise, by: promise === '' ? '' : firstBy });
    });
  return stages.length === 0 ? [] : [...stages, words.ombudsman];
}

/** What should happen by the end of a clock, and how long it can take at most. */
function promisesOf({ publicPromise, limit, from, extension }: StageClock, { stages }: Sentences): string[] {
  if (publicPromise === undefined) return [];
  const after = typeof from === 'object' && 'endOf' in from ? ('that' as const) : ('asking' as const);
  return [
    stages.within({ promise: publicPromise, time: stages.time(limit), after }),
    ...(extension?.upTo === undefined
      ? []
      : [stages.longest({ time: stages.time({ ...limit, days: extension.upTo }) })]),
  ];
}

/**
 * The clocks of a stage that a complainant can be told of, each after the one with whose end it begins. Of those that
 * begin together, the one that ends first comes first.
 */
function clocksOfStage({ clocks = {} }: Procedure, stage: Stage): [string, StageClock][] {
  const own = Object.entries(clocks).filter(
    ([, clock]) => clock.stage === stage && clock.reportedWith === undefined,
  );
  const depth = (clock: StageClock, left = own.length): number => {
    const before = typeof clock.from === 'object' && 'endOf' in clock.from ? clock.from.endOf : undefined;
    const found = own.find(([id]) => id === before)?.[1];
    return found && left > 0 ? 1 + depth(found, left - 1) : 0;
  };
  return own.toSorted(([, a], [, b]) => depth(a) - depth(b) || a.limit.days - b.limit.days);
}

/** The window in which a stage can be asked for: it starts one of its clocks. */
function windowOf({ steps }: Procedure, clocks: readonly [string, StageClock][]): Step | undefined {
  return Object.values(steps).find(
    ({ kind, outcomes }) =>
      kind === 'window' &&
      Object.values(outcomes).some(({ starts }) =>
        starts?.some(({ clock }) => clocks.some(([id]) => id === clock)),
      ),
  );
}
