import type { Case, Run } from './case.ts';
import type { Money, OfOmbudsman } from './facts.ts';
import { action, payment } from '../../../workflows/procedures/action-and-payment.ts';
import { stageOfStep, type Procedure, type Step } from '../../../workflows/procedures/procedure.ts';

/** Whether a run follows up an action or a payment. Messages are numbered like payments (M1, M2, ...). */
const keepsPromise = (run: Run): boolean => [action.id, payment.id].includes(procedureBegun(run));

/** The procedure with which the subject of a run began, also if that was withdrawn and another one took it over. */
export const procedureBegun = ({ procedure, takesOver }: Pick<Run, 'procedure' | 'takesOver'>): string =>
  takesOver?.procedure ?? procedure;

/** The number of the action or the payment that a run follows up. */
export const promiseOf = (run: Run): string | undefined => (keepsPromise(run) ? run.matter?.id : undefined);

/** The run that follows up an action or a payment, once a letter has promised it. */
export function runAbout({ runs }: Pick<Case, 'runs'>, id: string): Run | undefined {
  return runs.findLast((run) => promiseOf(run) === id);
}

/** The money that a run alongside the case follows up. */
export function moneyOf({ facts, runs }: Pick<Case, 'facts' | 'runs'>, number: number): Money | undefined {
  const run = runs.find((one) => one.run === number);
  const about = run && promiseOf(run);
  return (facts.money ?? []).find(({ id }) => id === about);
}

/** Money that an answer proposes, or the Ombudsman asks for (`of`), and that no one has approved or refused. */
export function moneyWaiting({ facts }: Pick<Case, 'facts'>, of?: OfOmbudsman): Money[] {
  return (facts.money ?? []).filter((one) => one.of === of && !one.approved && !one.refused);
}

/** Whose remedies a step is about: those of an answer of ours, or what the Ombudsman asks for. */
export const remediesOf = (procedure: Procedure, step: Pick<Step, 'clock'>): OfOmbudsman | undefined =>
  stageOfStep(procedure, step) === 'LGSCO' ? 'LGSCO' : undefined;
