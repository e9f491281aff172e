import type { Outcome, Procedure, Step } from './procedure.ts';

/**
 * What would let money go out that no one approved, or lose it on the way: an answer that offers money needs a step that
 * approves it, and a letter that waits for the approval.
 */
export function moneyProblems(step: Step, outcome: Outcome, steps: Procedure['steps']): string[] {
  const { effect, form, by, gates = [], drafts, next } = outcome;
  const offers = Object.entries(form).filter(([, { type, fact }]) => type === 'money' || fact === 'money');
  // Few outcomes offer money, and only theirs needs the others: to gather those each time took most of a check.
  const all =
    offers.length === 0 ? [] : Object.values(steps).flatMap(({ outcomes }) => Object.values(outcomes));
  const judges = effect === 'approve money' || effect === 'approve and pay' || effect === 'refuse money';
  // What the Ombudsman asked for needs no letter of ours to promise it: its approval pays it.
  const pays = all.some((one) => one.effect === 'approve and pay');
  const sending = all.filter(({ letters }) => drafts !== undefined && letters.includes(drafts));
  return [
    ...offers.flatMap(([name, { type, fact }]) =>
      type === 'money' && fact === 'money'
        ? []
        : [`field "${name}": money is a field and a fact of that name`],
    ),
    ...(offers.length === 0 || pays || all.some((one) => one.effect === 'approve money')
      ? []
      : ['it offers money, which no outcome approves']),
    ...(offers.length === 0 || all.some((one) => one.effect === 'refuse money')
      ? []
      : ['it offers money, which no outcome refuses']),
    ...(offers.length === 0 ||
    pays ||
    (sending.length > 0 && sending.every((one) => one.effect === 'promise remedies'))
      ? []
      : ['it offers money, but its letter does not promise it (effect "promise remedies")']),
    ...(effect !== 'promise remedies' || gates.includes('money approved')
      ? []
      : ['it promises money that no one need have approved (gate "money approved")']),
    ...(judges && !step.notByAuthor
      ? ['the author of an answer does not judge its money (notByAuthor)']
      : []),
    ...(judges && outcome.reserved !== true ? ['only its performers judge money (reserved)'] : []),
    ...(effect === 'refuse money' && next !== step.writtenIn
      ? ['refused money goes back to the step in which the answer was written']
      : []),
    ...(outcome.reserved && by?.length === 0 ? ['it is reserved for no one'] : []),
  ];
}
