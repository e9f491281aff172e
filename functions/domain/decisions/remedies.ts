import * as z from 'zod/mini';
import { textOf } from '../case/answer-text.ts';
import type { Case } from '../case/case.ts';
import type { Actor, Answers } from '../case/events.ts';
import { ActionAnswer, type Facts, type Money, MoneyAnswer, type OfOmbudsman } from '../case/facts.ts';
import { moneyOf, runAbout } from '../case/remedies.ts';
import { userIdOf } from '../council/council.ts';
import type { FieldRefusal } from '../text/refusal.ts';
import { penceOf } from '../text/pounds.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { FactName } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

// An answer offers the complainant remedies (law.md section 2). Nothing that a letter has promised is lost or made twice
// by a later answer, and nothing that only a draft offered stays when the answer leaves it out.

type Answer = Answers[string];
type Known = Pick<Case, 'facts' | 'runs'>;

/** What is recorded of a remedy that an answer leaves out, if an earlier answer or draft had it; otherwise nothing. */
export function noLongerOffered(
  fact: FactName,
  { actions = [], money = [], apology }: Facts,
): Answer | undefined {
  if (fact === 'actions' && actions.length > 0) return [];
  if (fact === 'money' && money.length > 0) return [];
  return fact === 'apology' && apology === true ? false : undefined;
}

/** The number in the id of an action or a payment. */
const numberOf = ({ id }: { id: string }): number => Number(id.slice(1));

/** The actions of a case after an answer: those that were promised before, and the new ones with their numbers. */
export function promisedActions(
  answer: Answer,
  state: Known,
  of?: OfOmbudsman,
): NonNullable<Facts['actions']> {
  const kept = (state.facts.actions ?? []).filter(
    (one) => one.of !== of || runAbout(state, one.id) !== undefined,
  );
  let last = Math.max(0, ...kept.map(numberOf));
  const added = actionsIn(answer)
    .filter((action) => carriedOver(action, state) === undefined)
    .map((action) => ({ ...action, id: `A${(last += 1)}`, ...(of === undefined ? {} : { of }) }));
  return [...kept, ...added];
}

/** The actions in the answer to a field. */
export const actionsIn = (answer: Answer | undefined): ActionAnswer[] =>
  z.array(ActionAnswer).safeParse(answer).data ?? [];

/** The action under way that an answer names by its number, or by the same words and the same owner. */
function carriedOver({ id, text, owner }: ActionAnswer, state: Known) {
  return (state.facts.actions ?? []).find(
    (known) =>
      runAbout(state, known.id)?.status === 'running' &&
      (id === undefined ? known.text.trim() === text.trim() && known.owner === owner : known.id === id),
  );
}

/** Actions that are under way are changed in their own task: an answer cannot give them another day. */
export function actionProblems({ form }: Outcome, answers: Answers, state: Known): FieldRefusal[] {
  return Object.entries(form).flatMap(([name, { type }]) =>
    type === 'actions'
      ? actionsIn(answers[name]).flatMap((action, index): FieldRefusal[] => {
          const known = carriedOver(action, state);
          return known === undefined || known.dueOn === action.dueOn
            ? []
            : [{ field: `${name}.${index}.dueOn`, code: 'action-under-way', params: { dueOn: known.dueOn } }];
        })
      : [],
  );
}

/**
 * The money of a case after an answer: what letters have promised and what was refused stay, what an earlier draft of the
 * answer proposed gives way to this one. Money that is proposed again as it was keeps its number and its approval.
 */
export function proposedMoney(answer: Answer, state: Known, of?: OfOmbudsman): Money[] {
  const known = state.facts.money ?? [];
  const kept = known.filter(
    (one) => one.of !== of || one.refused !== undefined || runAbout(state, one.id) !== undefined,
  );
  const left = known.filter((one) => !kept.includes(one));
  let last = Math.max(0, ...known.map(numberOf));
  const proposed = moneyIn(answer).map((one): Money => {
    const index = left.findIndex((other) => other.pence === one.pence && other.for === one.for);
    const [again] = index === -1 ? [] : left.splice(index, 1);
    return again ?? { id: `M${(last += 1)}`, ...one, ...(of === undefined ? {} : { of }) };
  });
  return [...kept, ...proposed];
}

/** The money in the answer to a field, in pence. */
export function moneyIn(answer: Answer | undefined): Pick<Money, 'pence' | 'for'>[] {
  return (z.array(MoneyAnswer).safeParse(answer).data ?? []).flatMap(({ amount, for: what }) => {
    const pence = penceOf(amount);
    return pence === undefined ? [] : [{ pence, for: what }];
  });
}

/** The money of a case after an outcome that approves or refuses what waits, or takes back what was promised; nothing for any other outcome. */
export function judgedMoney(
  { effect }: Outcome,
  answers: Answers,
  state: Pick<Case, 'facts' | 'runs'>,
  { by, today, run, of }: { by: Actor; today: CivilDate; run: number; of?: OfOmbudsman | undefined },
): Pick<Facts, 'money'> {
  const { money = [] } = state.facts;
  const judged = { by: userIdOf(by), on: today };
  const judge = (verdict: Pick<Money, 'approved' | 'refused'>) => ({
    money: money.map((one) => (one.of !== of || one.approved || one.refused ? one : { ...one, ...verdict })),
  });
  switch (effect) {
    case 'approve money':
    case 'approve and pay':
      return judge({ approved: judged });
    case 'refuse money':
      return judge({ refused: { ...judged, reason: textOf(answers['reason']) } });
    case 'withdraw money': {
      const withdrawn = { ...judged, reason: textOf(answers['reason']) };
      const about = moneyOf(state, run);
      return { money: money.map((one) => (one === about ? { ...one, withdrawn } : one)) };
    }
    default:
      return {};
  }
}

/** The apologies of a case after an outcome that sends an answer with one; nothing for any other outcome. */
export function givenApology(
  { effect }: Outcome,
  { facts: { apology, apologyFor = '', apologyBy, apologies = [] } }: Pick<Case, 'facts'>,
  today: CivilDate,
): Pick<Facts, 'apologies'> {
  if (effect !== 'promise remedies' || apology !== true) return {};
  const given = { on: today, for: apologyFor, ...(apologyBy === undefined ? {} : { by: apologyBy }) };
  return { apologies: [...apologies, given] };
}

/**
 * The remedies of a decision of the Ombudsman that its form asks for by themselves: the apology becomes an action with an
 * owner and a day, and its money gets the day by which it is to be paid. Recorded again, an apology under way stays.
 */
export function askedByOmbudsman(
  meant: Answers,
  recorded: Facts,
  state: Known,
  of: OfOmbudsman | undefined,
): Pick<Facts, 'actions' | 'money'> {
  if (of === undefined) return {};
  const actions = recorded.actions ?? state.facts.actions ?? [];
  const isUnderWay = actions.some((one) => one.apology === true && runAbout(state, one.id) !== undefined);
  const apology = {
    id: `A${Math.max(0, ...actions.map(numberOf)) + 1}`,
    text: textOf(meant['apologyText']),
    owner: textOf(meant['apologyOwner']),
    dueOn: textOf(meant['apologyDueOn']),
    of,
    apology: true as const,
  };
  const payOn = textOf(meant['moneyDueOn']);
  const toPay = (one: Money) =>
    one.of === of && one.dueOn === undefined && runAbout(state, one.id) === undefined;
  return {
    ...(meant['apologyAsked'] === true && !isUnderWay ? { actions: [...actions, apology] } : {}),
    ...(recorded.money === undefined || payOn === ''
      ? {}
      : { money: recorded.money.map((one) => (toPay(one) ? { ...one, dueOn: payOn } : one)) }),
  };
}
