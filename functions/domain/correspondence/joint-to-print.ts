import { runOf, type Case, type Task } from '../case/case.ts';
import { ownPoints } from '../case/facts.ts';
import type { Answers } from '../case/events.ts';
import { textOf } from '../case/answer-text.ts';
import { longDateWithWeekday, type CivilDate } from '../time/civil-date.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';

/**
 * What letters say of the plan for a complaint and of another body with which the council answers it. `given`: the answers
 * of the decision that sends the letter; `written`: those of the decision in which the answer was written.
 */
export function jointToPrint(
  { state, task }: { state: Case; task: Task },
  { given, written }: { given: Answers | undefined; written: Answers | undefined },
  today: CivilDate,
): LetterValues {
  const { facts } = state;
  const day = (on: string | undefined) => (on === undefined || on === '' ? '' : longDateWithWeekday(on));
  // Someone who is asked whether they agree reads the name before it is a fact of the case.
  const named =
    textOf(given?.['jointWith']) || (facts.jointLead === undefined ? '' : (facts.jointWith ?? ''));
  const askedFor = textOf(given?.['contributeBy']) || runOf(state, task.run).matter?.dueOn;
  const theirs = new Set(facts.jointPoints);
  const texts = (isTheirs: boolean) =>
    ownPoints(facts).flatMap(({ id, text }) => (theirs.has(id) === isTheirs ? [text] : []));
  return {
    handlingPlan: facts.handlingPlan ?? '',
    plannedFor: day(facts.answerPlannedFor),
    otherBody: facts.jointLead === 'neither' && textOf(given?.['reason']) === '' ? '' : named,
    theyLead: facts.jointLead === 'they' ? 'yes' : '',
    theirPoints: texts(true),
    ourPoints: texts(false),
    contribution: textOf(given?.['contribution']) || textOf(written?.['contribution']),
    contributeBy: askedFor !== undefined && askedFor >= today ? day(askedFor) : '',
    contributionWasDueOn: askedFor !== undefined && askedFor < today ? day(askedFor) : '',
    answeredOn: day(textOf(given?.['answeredOn'])),
  };
}
