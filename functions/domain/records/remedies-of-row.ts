import * as z from 'zod/mini';
import { runOf, type Case } from '../case/case.ts';
import { promiseOf, runAbout } from '../case/remedies.ts';
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
  const payments = money.flatMap(({ id, pence: amount, of }) => {
    const decided = of === undefined ? runAbout(state, id)?.matter?.from : undefined;
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
  const task = state.tasks.findLast(({ run }) => promiseOf(runOf(state, run)) === subject);
  return task?.decisions.at(-1)?.doneOn ?? null;
}

/** A remedy that the Ombudsman asked for. `inTime`: null while its day is yet to come and it is not done. */
export const OmbudsmanRemedy = z.strictObject({
  kind: z.enum(['apology', 'money', 'action']),
  due: CivilDate,
  done: z.nullable(CivilDate),
  inTime: z.nullable(z.boolean()),
});
export type OmbudsmanRemedy = z.infer<typeof OmbudsmanRemedy>;

/**
 * What the Ombudsman asked for, and whether it was done by the day that was set first: a later day that we gave ourselves
 * does not change it. Money that is not approved yet has no day unless the Ombudsman gave one, and is left out until then.
 */
export function ombudsmanRemedies(state: Case, today: CivilDate): OmbudsmanRemedy[] {
  const { actions = [], money = [] } = state.facts;
  const judged = (kind: OmbudsmanRemedy['kind'], id: string, set: CivilDate | undefined) => {
    const task = state.tasks.find(({ run }) => promiseOf(runOf(state, run)) === id);
    const due = set ?? task?.originalDue;
    if (due === undefined) return [];
    const done = doneOn(state, id);
    return [{ kind, due, done, inTime: done === null ? (today > due ? false : null) : done <= due }];
  };
  return [
    ...actions
      .filter(({ of }) => of === 'LGSCO')
      .flatMap(({ id, dueOn, apology }) => judged(apology ? 'apology' : 'action', id, dueOn)),
    ...money
      .filter(({ of, refused }) => of === 'LGSCO' && !refused)
      .flatMap(({ id, dueOn }) => judged('money', id, dueOn)),
  ];
}
