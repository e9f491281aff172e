import type { Case } from '../domain/case/case.ts';
import { isReviewDue, type ComplainantEvent } from '../domain/people/complainant.ts';
import type { CivilDate } from '../domain/time/civil-date.ts';
import type { ResolvedComplainant } from '../operations/resolve-complainant/resolve-complainant.ts';
import type { Words } from '../words/words.ts';
import type { ComplainantView } from './complainant-schemas.ts';

/** The view of a case's complainant, across the cases that the reader may see. */
export function complainantView(
  reference: string,
  { person, complainant, cases, proposals, history, flagExplained }: ResolvedComplainant,
  today: CivilDate,
  { terms }: Words,
): ComplainantView {
  const flag = complainant?.flag;
  return {
    reference,
    person,
    cases: cases.map(otherCase),
    proposals: proposals.map(({ state, strength, reasons }) => ({
      ...otherCase(state),
      strength,
      reasons: reasons.map((kind) => terms.sameContact[kind]),
    })),
    ...(flag
      ? {
          flag: {
            ...(flagExplained ? { reason: flag.reason } : {}),
            decisionMaker: flag.decisionMaker,
            flaggedBy: flag.by,
            flaggedAt: flag.at,
            reviewOn: flag.reviewOn,
            toReview: isReviewDue(complainant, today),
          },
        }
      : {}),
    history: history.flatMap((event) => {
      const details = inHistory(event);
      return details ? [{ at: event.at, by: event.by, what: event.type, ...details }] : [];
    }),
  };
}

function otherCase({ reference, kind, status, receivedOn }: Case) {
  return { reference, kind, status, receivedOn };
}

/** An event as the history shows it. Undefined if it only concerns how complainants are stored. */
function inHistory(
  event: ComplainantEvent,
): Omit<ComplainantView['history'][number], 'at' | 'by' | 'what'> | undefined {
  switch (event.type) {
    case 'matched':
    case 'kept apart':
    case 'split off':
      return { reference: event.member.caseId, reason: event.reason };
    case 'flagged': {
      const { caseId, reason, decisionMaker, reviewOn } = event.flag;
      return { reference: caseId, reason, decisionMaker, reviewOn };
    }
    case 'flag kept':
      return { reason: event.reason, decisionMaker: event.decisionMaker, reviewOn: event.reviewOn };
    case 'flag ended':
      return { reason: event.reason };
    case 'review alert':
      return event.status === 'sending' ? undefined : { to: event.to, reviewOn: event.reviewOn };
    case 'erased':
    case 'taken in':
    case 'joined':
      return undefined;
  }
}
