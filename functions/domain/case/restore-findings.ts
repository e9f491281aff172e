import type { Case } from './case.ts';
import type { Event } from './events.ts';
import {
  answeredEarlier,
  findingsOfStages,
  withoutPointsElsewhere,
  withTexts,
} from './findings-of-stages.ts';
import { replay } from './replay.ts';
import type { StageFindings } from './stage-findings.ts';

// Before findings belonged to stages, the answer of a later stage replaced what an earlier one had found. The events have
// it still.

/** Whether an answer of an earlier stage was written whose findings a case does not have any more. */
export function lacksFindings(state: Case): boolean {
  const known = findingsOfStages(state);
  return answeredEarlier(state).some(
    ({ stage }) => !known.some((found) => found.as === 'response' && found.stage === stage),
  );
}

/** The case with the findings of every stage that its events have. The same case when it lacks none. */
export function withRestoredFindings(state: Case, events: readonly Event[]): Case {
  if (!lacksFindings(state)) return state;
  const known = findingsOfStages(state);
  const restored = answeredEarlier(state).flatMap(({ key, decision, stage, letter }): StageFindings[] => {
    if (known.some((found) => found.as === 'response' && found.stage === stage)) return [];
    const index = events.findIndex(
      (event) => event.type === 'decided' && event.task === key && event.decision === decision.n,
    );
    const recorded = events
      .slice(index + 1, index + 3)
      .find((event) => event.type === 'facts-recorded' && event.at === decision.at);
    if (index === -1 || recorded?.type !== 'facts-recorded' || recorded.facts.findings === undefined)
      return [];
    // A later statement may have replaced the points.
    const facts = replay(state.id, events.slice(0, events.indexOf(recorded) + 1))?.facts ?? {};
    const findings = withTexts(recorded.facts.findings, facts);
    return [{ stage, as: 'response', task: key, at: decision.at, by: decision.by, letter, findings }];
  });
  return restored.length === 0
    ? state
    : withoutPointsElsewhere({ ...state, stageFindings: [...restored, ...known] });
}
