import { promisedView } from '../../case-views/promised-view.ts';
import { moneyWaiting, runAbout } from '../../domain/case/remedies.ts';
import { doneOn, ombudsmanRemedies } from '../../domain/records/remedies-of-row.ts';
import { poundsToPrint } from '../../domain/text/pounds.ts';
import { type CivilDate, longDate } from '../../domain/time/civil-date.ts';
import type { Case, Task } from '../../domain/case/case.ts';
import type { Money } from '../../domain/case/facts.ts';
import type { CaseFile } from '../../ports.ts';
import type { Step } from '../../../workflows/procedures/procedure.ts';
import type { Words } from '../../words/words.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';

const moneyText = ({ pence, for: what }: Pick<Money, 'pence' | 'for'>, { staff }: Words) =>
  staff.case.moneyFor({ amount: poundsToPrint(pence), what });

/** What a task is about besides its case: the promise that it has to keep, or the money that waits for its decision. */
export function subjectRows(
  kit: PageKit,
  { file, task, step }: { file: CaseFile; task: Task; step: Step },
  words: Words,
) {
  const text = words.staff.task.promised;
  const effects = Object.values(step.outcomes).map(({ effect }) => effect);
  const ofOmbudsman = effects.includes('approve and pay');
  if (ofOmbudsman || effects.includes('approve money'))
    return moneyWaiting(file.state, ofOmbudsman ? 'LGSCO' : undefined).map((one) => ({
      label: text.money,
      text: moneyText(one, words),
    }));
  const promised = promisedView(file, task);
  if (!promised) return [];
  const { pence, approved, to } = promised;
  return [
    {
      label: text.what,
      text: pence === undefined ? promised.text : moneyText({ pence, for: promised.text }, words),
    },
    { label: text.to, text: to ?? words.parties.nameNotGiven },
    ...(approved
      ? [
          {
            label: text.approved,
            text: text.approvedBy({ by: nameOf(kit, approved.by, words), on: longDate(approved.on) }),
          },
        ]
      : []),
  ];
}

/** The money of a case with what has become of each payment. */
export function moneyRows(kit: PageKit, state: Case, words: Words) {
  const text = words.staff.case.moneyStates;
  return (state.facts.money ?? []).map((one) => {
    const { approved, refused } = one;
    const run = runAbout(state, one.id);
    const paid = doneOn(state, one.id);
    const by = (decision: { by: string; on: string }) => ({
      by: nameOf(kit, decision.by, words),
      on: longDate(decision.on),
    });
    const states = [
      ...(refused ? [text.refused({ ...by(refused), reason: refused.reason })] : []),
      ...(approved ? [text.approved(by(approved))] : []),
      ...(!approved && !refused ? [text.waiting] : []),
      ...(paid === null
        ? run?.status === 'ended'
          ? [text.notPaid]
          : []
        : [text.paid({ on: longDate(paid) })]),
    ];
    return { text: moneyText(one, words), state: states.join('. ') };
  });
}

/** What the Ombudsman asked for, each with its day and whether it was done in time. */
export const remediesAsked = (state: Case, today: CivilDate, { staff }: Words): string[] =>
  ombudsmanRemedies(state, today).map(({ kind, due, done, inTime }) =>
    staff.case.ombudsmanRemedy({
      kind,
      due: longDate(due),
      done: done === null ? undefined : longDate(done),
      inTime,
    }),
  );
