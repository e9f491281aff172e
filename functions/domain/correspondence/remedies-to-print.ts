import { textOf } from '../case/answer-text.ts';
import type { Case, Run } from '../case/case.ts';
import type { Event } from '../case/events.ts';
import { promiseOf, runAbout } from '../case/remedies.ts';
import { dueDate } from '../clocks/deadlines.ts';
import { actionsIn, moneyIn } from '../decisions/remedies.ts';
import { poundsToPrint } from '../text/pounds.ts';
import { longDateWithWeekday, type CivilDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Sentences } from '../../../workflows/letters/en/sentences.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { payWithin } from '../../../workflows/procedures/remedies.ts';
import * as z from 'zod/mini';

type Decided = Extract<Event, { type: 'decided' }>;

/** A case with the decision in which the answer of a letter was written; undefined for a letter that answers nothing. */
interface Answered {
  state: Case;
  events: readonly Event[];
  run: Run;
  answer: Pick<Decided, 'seq' | 'answers'> | undefined;
}

/**
 * What an answer offers the complainant, ready to print: only what this answer says, and apart from it the actions that
 * an earlier one promised and that are not done yet.
 */
export function remediesToPrint(
  { state, events, run, answer }: Answered,
  sentences: Sentences,
  { nameOf, today, calendar }: { nameOf: (id: string) => string; today: CivilDate; calendar: WorkingDays },
): Pick<
  LetterValues,
  'apology' | 'money' | 'payment' | 'remedies' | 'learning' | 'actions' | 'actionsUnderWay'
> {
  const answers = answer?.answers ?? {};
  const underWay = answer === undefined ? [] : actionsBefore(state, events, answer.seq);
  const actionToPrint = ({ text, owner, dueOn }: { text: string; owner: string; dueOn: CivilDate }) =>
    (dueOn < today ? sentences.actionLate : sentences.action)({
      text,
      owner: nameOf(owner),
      dueOn: longDateWithWeekday(dueOn),
    });
  const by = textOf(answers['apologyBy']);
  const paid = (state.facts.money ?? []).find(({ id }) => id === promiseOf(run));
  // Older answers have their money in words.
  const redress = textOf(answers['redress']);
  return {
    apology:
      answers['apology'] === true
        ? [textOf(answers['apologyFor']), ...(by === '' ? [] : [sentences.apologyBy({ name: by })])].join(
            '\n\n',
          )
        : '',
    money: [
      ...moneyIn(answers['money']).map(({ pence, for: what }) =>
        sentences.money({
          amount: poundsToPrint(pence),
          what: what.trim().replace(/\.$/, ''),
          payBy: longDateWithWeekday(payBy({ pence, for: what }, state, today, calendar)),
        }),
      ),
      ...(redress === '' ? [] : [redress]),
    ],
    payment: paid === undefined ? '' : poundsToPrint(paid.pence),
    remedies: z.array(z.string()).safeParse(answers['remedies']).data ?? [],
    learning: (z.array(z.object({ text: z.string() })).safeParse(answers['learning']).data ?? []).map(
      ({ text }) => text,
    ),
    actions: actionsIn(answers['actions'])
      .filter(
        (action) =>
          !underWay.some(({ id, text, owner }) =>
            action.id === undefined ? text === action.text && owner === action.owner : id === action.id,
          ),
      )
      .map(actionToPrint),
    actionsUnderWay: underWay.map(actionToPrint),
  };
}

/** The actions that were under way when an answer was written, each with the day it is due by now. */
function actionsBefore(state: Case, events: readonly Event[], seq: number) {
  return (state.facts.actions ?? []).flatMap((action) => {
    const run = runAbout(state, action.id);
    const first = state.runs.find((one) => promiseOf(one) === action.id);
    const started = events.find((event) => event.type === 'procedure-started' && event.run === first?.run);
    if (run?.status !== 'running' || started === undefined || started.seq > seq) return [];
    return [{ ...action, dueOn: state.tasks.findLast((task) => task.run === run.run)?.due ?? action.dueOn }];
  });
}

/** The last day of a payment: counted from the letter that promises it, or from today while it is a draft. */
function payBy(
  { pence, for: what }: { pence: number; for: string },
  state: Case,
  today: CivilDate,
  calendar: WorkingDays,
): CivilDate {
  const promised = (state.facts.money ?? []).findLast(
    (one) => one.pence === pence && one.for === what && one.refused === undefined,
  );
  const from = promised && runAbout(state, promised.id)?.matter?.from;
  return dueDate(from ?? today, payWithin.days, payWithin.unit, calendar);
}
