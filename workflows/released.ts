import { z } from 'zod';
import { definitionOf } from './compile.ts';
import type { Procedure } from './procedures/procedure.ts';

// What has been released: cases in councils may follow it for years. workflows/released has a file for each state
// machine. `npm run workflow -- --release` writes them, and a test compares them with what the procedures compile to.

/**
 * A released version of a procedure: the hashes of its machine, the current one last, and the steps that cases can be at.
 * A hash is added, never changed: cases are handed over from each to the last.
 */
export const Released = z.strictObject({
  procedure: z.string(),
  version: z.string(),
  stateMachine: z.string(),
  definitions: z.array(z.strictObject({ definition: z.string(), releasedOn: z.iso.date() })).min(1),
  steps: z.array(z.string()),
});
export type Released = z.infer<typeof Released>;

/** What a release of this version records on a day, with what was released of it before. */
export function release(procedure: Procedure, releasedOn: string, before?: Released): Released {
  const { id, version, stateMachine, steps } = procedure;
  const definition = definitionOf(procedure);
  const definitions = before?.definitions ?? [];
  return {
    procedure: id,
    version,
    stateMachine,
    definitions:
      definitions.at(-1)?.definition === definition
        ? definitions
        : [...definitions, { definition, releasedOn }],
    steps: [...new Set([...(before?.steps ?? []), ...Object.keys(steps)])],
  };
}

/**
 * What stands between released versions and their cases: a machine that has changed, or a step or a version that is gone
 * and says nothing of where its cases go.
 */
export function releaseProblems(released: readonly Released[], procedures: readonly Procedure[]): string[] {
  return released.flatMap(({ procedure: id, version, stateMachine, definitions, steps }) => {
    const name = `${id} ${version}`;
    const kept = procedures.find((one) => one.id === id && one.version === version);
    const follows = procedures.find((one) => one.id === id && one.formerVersions?.includes(version));
    if (!kept)
      return follows
        ? []
        : [`${name} was released and is gone: name it in formerVersions of the version that takes its cases`];
    const gone = steps.filter(
      (step) => !Object.hasOwn(kept.steps, step) && !Object.hasOwn(kept.formerSteps ?? {}, step),
    );
    return [
      ...(kept.stateMachine === stateMachine
        ? []
        : [`${name} was released as the machine ${stateMachine}, which its cases still run on`]),
      ...(definitionOf(kept) === definitions.at(-1)?.definition
        ? []
        : [
            `${name} was released, and its machine has changed: make a new version, or hand its cases over with npm run workflow -- --release --hand-over`,
          ]),
      ...gone.map((step) => `${name} was released with the step "${step}": name it in formerSteps`),
    ];
  });
}
