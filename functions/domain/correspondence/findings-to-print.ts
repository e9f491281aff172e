import type { Case, Task } from '../case/case.ts';
import { findingsOfStages, foundBefore } from '../case/findings-of-stages.ts';
import { writtenAnswer } from '../decisions/author-of-answer.ts';
import type { Sentences } from '../../../workflows/letters/en/sentences.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';

/**
 * The findings of the answer that a letter sends, point by point: first what was found before and by whom, each named as
 * such, then what this answer says. Empty for a letter that answers nothing.
 */
export function findingsToPrint(
  state: Case,
  procedure: Procedure,
  task: Task,
  sentences: Sentences,
): string[] {
  const author = writtenAnswer(state, procedure, task)?.task;
  const answer = findingsOfStages(state).find(
    (found) => found.as === 'response' && author !== undefined && (found.task ?? author.key) === author.key,
  );
  if (!answer) return [];
  const before = foundBefore(state, answer).filter(
    ({ stage, as }) => as === 'response' || stage === answer.stage,
  );
  return answer.findings.map((ours) => {
    const { point, text, finding, reasons, whyNot } = ours;
    const others = before.flatMap(({ stage, as, findings }) => {
      const found = findings.find((one) => one.point === point);
      return found ? [{ stage, as, found }] : [];
    });
    const said = sentences.finding[finding];
    if (others.length === 0) return [text, said, reasons].join('\n\n');
    const followed = others.findLast(({ as }) => as !== 'response');
    return [
      text,
      ...others.flatMap(({ stage, as, found }) =>
        as === 'response'
          ? [sentences.foundAtStage({ stage, found: sentences.foundBefore[found.finding] })]
          : [sentences.foundBy[as]({ found: sentences.foundBefore[found.finding] }), found.reasons],
      ),
      sentences.decision({ finding: said }),
      reasons,
      ...(followed === undefined || whyNot === undefined || followed.found.finding === finding
        ? []
        : [sentences.whyNot[followed.as === 'panel' ? 'panel' : 'investigation'], whyNot]),
    ].join('\n\n');
  });
}
