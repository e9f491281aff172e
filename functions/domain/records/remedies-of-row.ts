import * as z from 'zod/mini';
import { runOf, type Case } from '../case/case.ts';
import { runAbout } from '../case/remedies.ts';
import { CivilDate } from '../time/civil-date.ts';

const pence = z.number().check(z.int(), z.nonnegative());

/** What letters have promised the complainant, in pence: drafts and refused money do not count. */
export const RowRemedies = z.strictObject({
  apology: z.boolean(),
  decidedPence: pence,
  paidPence: pence,
  payments: z.array(z.strictObject({ pence, decided: CivilDate, paid: z.nullable(CivilDate) })),
});
export type RowRemedies = z.infer<typeof RowRemedies>;

/** The remedies of a case as reports count them. */
export function remediesOfRow(state: Case): RowRemedies {
  const { money = [], apologies = [] } = state.facts;
  const payments = money.flatMap(({ id, pence: amount }) => {
    const decided = runAbout(state, id)?.matter?.from;
    return decided === undefined ? [] : [{ pence: amount, decided, paid: doneOn(state, id) }];
  });
  const sum = (all: readonly { pence: number }[]) => all.reduce((total, one) => total + one.pence, 0);
  return {
    apology: apologies.length > 0,
    decidedPence: sum(payments),
    paidPence: sum(payments.filter(({ paid }) => paid !== null)),
    payments,
  };
}

/**
 * The day on which an action was done or money paid, as it was recorded. What was dropped has none.
 */
export function doneOn(state: Case, subject: string): CivilDate | null {
  const task = state.tasks.findLast(({ run }) => runOf(state, run).matter?.id === subject);
  return task?.decisions.at(-1)?.doneOn ?? null;
}
