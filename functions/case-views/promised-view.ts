import * as z from 'zod/mini';
import { runOf, type Task } from '../domain/case/case.ts';
import { promiseOf } from '../domain/case/remedies.ts';
import { Money } from '../domain/case/facts.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import type { CaseFile } from '../ports.ts';

/** What a task of a run alongside a case has to keep: an action or a payment, as it was promised to the complainant. */
export const PromisedView = z.object({
  id: z.string(),
  text: z.string(),
  /** The complainant, if they gave a name. */
  to: z.optional(z.string()),
  dueOn: z.optional(CivilDate),
  /** Of a payment. */
  pence: z.optional(z.number()),
  approved: Money.shape.approved,
});
export type PromisedView = z.infer<typeof PromisedView>;

/** The promise behind a task; undefined for a task that is about none. */
export function promisedView({ state, persons }: CaseFile, task: Task): PromisedView | undefined {
  const id = promiseOf(runOf(state, task.run));
  const name = persons.find((person) => person.id === state.person)?.name;
  const to = name === undefined ? {} : { to: name };
  const action = state.facts.actions?.find((one) => one.id === id);
  if (action) return { id: action.id, text: action.text, dueOn: action.dueOn, ...to };
  const money = state.facts.money?.find((one) => one.id === id);
  if (!money) return undefined;
  const { pence, approved } = money;
  return { id: money.id, text: money.for, pence, ...(approved ? { approved } : {}), ...to };
}
