import type { Outcome, Step } from './procedure.ts';

/** What would leave a step waiting for ever: an outcome that no one decides, or one decided by itself that cannot be. */
export function byItselfProblems(step: Step): string[] {
  const { kind, lapse, passOver, outcomes } = step;
  const names = [lapse, passOver?.outcome].filter((name) => name !== undefined);
  return [
    ...(kind === 'task' && lapse !== undefined ? ['lapse: only a window ends by itself'] : []),
    ...names.flatMap((name) => {
      const outcome = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
      return outcome ? notByItself(name, outcome) : [];
    }),
    ...Object.entries(outcomes).flatMap(([name, { by, effect }]) =>
      by?.length === 0 && effect !== 'call off' && !names.includes(name)
        ? [`outcome "${name}": no one can decide it, and it is not decided by itself`]
        : [],
    ),
    ...(Object.values(outcomes).some(({ by, next }) => by?.length !== 0 && next !== 'again')
      ? []
      : ['no one can decide an outcome that leads on']),
  ];
}

function notByItself(name: string, { form, gates = [], onlyAfter, next }: Outcome): string[] {
  const where = `outcome "${name}" is decided by itself`;
  const asked = Object.entries(form).filter(
    ([, field]) => field.required === true || field.neededWhen || field.neededFor || field.mustBeYes,
  );
  return [
    ...asked.map(([field]) => `${where}: no one answers its field "${field}"`),
    ...(gates.length > 0 || onlyAfter !== undefined
      ? [`${where}: nothing can hold it up (gates, onlyAfter)`]
      : []),
    ...(next === 'again' ? [`${where}: it leads on`] : []),
  ];
}
