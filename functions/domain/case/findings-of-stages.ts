import { type Case, taskOf } from './case.ts';
import type { Event } from './events.ts';
import { type Facts, type Finding, pointsElsewhere } from './facts.ts';
import type { PointFinding, StageFindings } from './stage-findings.ts';
import { type CivilDate, londonDate } from '../time/civil-date.ts';
import {
  type AnsweredStage,
  answeredStages,
  answeringParts,
} from '../../../workflows/procedures/meanings.ts';

/**
 * What was found on the points of a case, stage by stage in the order of recording. Before findings belonged to stages a
 * case kept the latest ones alone: they are of the last answer that was written. `notOf`: a step whose findings are only
 * being recorded.
 */
export function findingsOfStages(state: Case, notOf?: string): readonly StageFindings[] {
  if (state.stageFindings !== undefined) return state.stageFindings;
  const { findings } = state.facts;
  if (findings === undefined) return [];
  const last = answeredEarlier(state).findLast(({ key }) => key !== notOf);
  const found = { as: 'response' as const, findings: withTexts(findings, state.facts) };
  if (!last) return [{ stage: 'stage 1', ...found }];
  const { key, decision, stage, letter } = last;
  return [{ stage, ...found, task: key, at: decision.at, by: decision.by, letter }];
}

/** The answers of a case that were written at the steps of before, in their order. */
export const answeredEarlier = ({ tasks }: Pick<Case, 'tasks'>) =>
  tasks.flatMap(({ key, step, decisions }) => {
    const decision = decisions.findLast(({ ends, outcome }) => ends && outcome === 'respond');
    const known = earlierAnswers.find((one) => one.step === step);
    return decision && known ? [{ key, decision, stage: known.stage, letter: known.letter }] : [];
  });

/** The steps in which findings were recorded before their outcomes said which stage they answer. */
const earlierAnswers: readonly { step: string; stage: AnsweredStage['stage']; letter: string }[] = [
  { step: 'stage-1', stage: 'stage 1', letter: 'stage-1-response' },
  { step: 'response', stage: 'stage 1', letter: 'final-response' },
  { step: 'stage-2', stage: 'stage 2', letter: 'final-response' },
  { step: 'stage-2-adjudication', stage: 'stage 2', letter: 'stage-2-adjudication' },
];

/**
 * The day on which the complainant was written to with these findings. Undefined while they are a draft. Without a letter
 * of ours they were told when it was recorded.
 */
export function answeredOn(state: Case, { task, at, letter }: StageFindings): CivilDate | undefined {
  if (at === undefined) return state.receivedOn;
  if (letter === undefined) return londonDate(at);
  const run = runOfTask(state, task);
  const sent = state.letters.find(
    ({ template, to, preparedAt, ...sender }) =>
      template === letter &&
      to === 'complainant' &&
      preparedAt >= at &&
      (sender.task === undefined || runOfTask(state, sender.task) === run),
  );
  return sent && londonDate(sent.preparedAt);
}

const runOfTask = (state: Case, task: string | undefined): number | undefined =>
  task === undefined ? undefined : taskOf(state, task)?.run;

/** The findings of the last answer that the council has sent, of one stage or of any. */
export function answerOf(state: Case, stage?: AnsweredStage['stage']): StageFindings | undefined {
  return findingsOfStages(state).findLast(
    (found) =>
      found.as === 'response' &&
      (stage === undefined || found.stage === stage) &&
      answeredOn(state, found) !== undefined,
  );
}

/** The last findings of a stage by one of those who find at it. */
export function foundBy(state: Case, { stage, as }: AnsweredStage): StageFindings | undefined {
  return findingsOfStages(state).findLast((found) => found.stage === stage && found.as === as);
}

/**
 * What was found before this answer: at each earlier stage, and by others at the same one. A response that was never sent
 * is not among them.
 */
export function foundBefore(state: Case, answer: AnsweredStage): StageFindings[] {
  return inOrder
    .slice(
      0,
      inOrder.findIndex(({ stage, as }) => stage === answer.stage && as === answer.as),
    )
    .flatMap(
      (before) => (before.as === 'response' ? answerOf(state, before.stage) : foundBy(state, before)) ?? [],
    );
}

/** Everything that can be found on a case, from the first stage to the last; the council answers each stage last. */
const inOrder: readonly AnsweredStage[] = answeredStages.flatMap((stage) =>
  answeringParts.map((as) => ({ stage, as })),
);

/** The facts that findings become: those of other people than the council are kept by their stage alone. */
export function factsOf({ facts, answers }: FactsRecorded): Facts {
  if (answers === undefined || answers.as === 'response') return facts;
  const { findings: _, ...rest } = facts;
  if (answers.as === 'panel') return rest;
  const { recommendations: __, ...others } = rest;
  return others;
}
type FactsRecorded = Pick<Extract<Event, { type: 'facts-recorded' }>, 'facts' | 'answers'>;

/**
 * The findings of stages after facts were recorded. An answer that was returned and written again replaces the first.
 * `after` has the facts as they are now.
 */
export function withFindings(
  before: Case,
  after: Case,
  { facts, answers, at, by }: Extract<Event, { type: 'facts-recorded' }>,
): Case {
  if (answers === undefined || facts.findings === undefined) return withoutPointsElsewhere(after);
  const { stage, as, task } = answers;
  const run = runOfTask(after, task);
  const others = findingsOfStages(before, task).filter(
    (found) => !(found.stage === stage && found.as === as && runOfTask(after, found.task) === run),
  );
  const found: StageFindings = {
    ...answers,
    at,
    by,
    findings: withTexts(facts.findings, after.facts),
    ...(as === 'response' || facts.recommendations === undefined
      ? {}
      : { recommendations: facts.recommendations }),
  };
  return withoutPointsElsewhere({ ...after, stageFindings: [...others, found] });
}

/** A case without what was found on points that went elsewhere: those are decided there and do not count here. */
export function withoutPointsElsewhere(state: Case): Case {
  if (state.stageFindings === undefined) return state;
  const gone = pointsElsewhere(state.facts);
  return {
    ...state,
    stageFindings: state.stageFindings.map((found) => ({
      ...found,
      findings: found.findings.filter(({ point }) => !gone.has(point)),
    })),
  };
}

/** Findings with the texts of their points. */
export const withTexts = (
  findings: readonly Finding[],
  { points = [] }: Pick<Facts, 'points'>,
): PointFinding[] =>
  findings.map((finding) => ({
    ...finding,
    text: points.find(({ id }) => id === finding.point)?.text ?? finding.point,
  }));
