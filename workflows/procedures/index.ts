import { letters } from '../letters/index.ts';
import { adultSocialCare } from './adult-social-care.ts';
import { action, payment } from './action-and-payment.ts';
import { checkProcedure, InvalidProcedure } from './check-procedure.ts';
import { childrensStatutory } from './childrens-statutory.ts';
import { corporate2026 } from './corporate-2026.ts';
import { findAdvocate } from './find-advocate.ts';
import { finishByHand } from './finish-by-hand.ts';
import { contactAnotherWay, dealWithMessage, postLetter, tellOfDelay } from './follow-ups.ts';
import { followUpNote } from './follow-up-note.ts';
import { checkLetter, finishLetter } from './letter-drafts.ts';
import { handlingPlan } from './handling-plan.ts';
import { followRoute } from './follow-route.ts';
import { intake } from './intake.ts';
import { jointContribution } from './joint-complaint.ts';
import { ombudsman } from './ombudsman-enquiry.ts';
import { comment, compliment, serviceRequest } from './other-feedback.ts';
import type { Procedure } from './procedure.ts';
import { afterDeath, turnedEighteen } from './people-change.ts';
import { retentionReview } from './retention-review.ts';
import { safeguarding } from './safeguarding.ts';
import { withWayOut } from './way-out.ts';

/**
 * The procedures that every council shares: a new one is a file in this folder and a line here. A council adds its own
 * in its folder (council-procedures.ts).
 */
export const sharedProcedures: readonly Procedure[] = [
  intake,
  childrensStatutory,
  corporate2026,
  adultSocialCare,
  compliment,
  comment,
  serviceRequest,
  ombudsman,
  action,
  payment,
  contactAnotherWay,
  postLetter,
  dealWithMessage,
  tellOfDelay,
  safeguarding,
  findAdvocate,
  finishByHand,
  afterDeath,
  turnedEighteen,
  followRoute,
  followUpNote,
  finishLetter,
  checkLetter,
  handlingPlan,
  jointContribution,
  retentionReview,
];

/** The procedures that run alongside that of a case, by their subject. */
export const proceduresAlongside = {
  ombudsman: ombudsman.id,
  action: action.id,
  payment: payment.id,
  contactAnotherWay: contactAnotherWay.id,
  postLetter: postLetter.id,
  dealWithMessage: dealWithMessage.id,
  tellOfDelay: tellOfDelay.id,
  safeguarding: safeguarding.id,
  findAdvocate: findAdvocate.id,
  finishByHand: finishByHand.id,
  afterDeath: afterDeath.id,
  turnedEighteen: turnedEighteen.id,
  followRoute: followRoute.id,
  followUpNote: followUpNote.id,
  finishLetter: finishLetter.id,
  checkLetter: checkLetter.id,
  handlingPlan: handlingPlan.id,
  jointContribution: jointContribution.id,
  retentionReview: retentionReview.id,
} as const;

/** The procedure in which every case begins. */
export const firstProcedure = intake.id;

/** Every version of every procedure that a deployment knows. */
export interface Procedures {
  /** As they are declared. */
  all: readonly Procedure[];
  /**
   * The version a case follows, with its way out; of a version that was withdrawn, the one that follows it. Undefined if
   * there is neither.
   */
  version(id: string, version: string): Procedure | undefined;
  /** The version that applies to a day of receipt, or the reason why none does. */
  on(id: string, receivedOn: string): { ok: true; procedure: Procedure } | { ok: false; reason: string };
  /** The procedures to which feedback received on that day can be routed. */
  forFeedback(receivedOn: string): Procedure[];
}

/**
 * Checks procedures and puts them together. Throws `InvalidProcedure`, for example if two versions claim the same day.
 */
export function procedureSet(
  candidates: readonly unknown[],
  letterIds: ReadonlySet<string> = new Set(Object.keys(letters)),
): Procedures {
  const all = candidates.map((candidate) => checkProcedure(candidate, letterIds));
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      const both = `${one.id} ${one.version} and ${other.id} ${other.version}`;
      if (one.stateMachine === other.stateMachine)
        throw new InvalidProcedure(`${both} name one state machine, ${one.stateMachine}`);
      if (one.id === other.id && overlap(one, other))
        throw new InvalidProcedure(`${both} claim the same days of receipt`);
      const former = [one, other].flatMap(({ version, formerVersions = [] }) => [version, ...formerVersions]);
      if (one.id === other.id && new Set(former).size !== former.length)
        throw new InvalidProcedure(
          `${both} both follow one version that was withdrawn, or one names the other`,
        );
    }
  }
  const lost = all.flatMap((procedure) => startedProblems(procedure, all));
  if (lost.length > 0) throw new InvalidProcedure(lost.join('; '));
  return makeProcedures(all);
}

/** A procedure that starts another one alongside a case names one that runs there. */
function startedProblems(procedure: Procedure, all: readonly Procedure[]): string[] {
  const started = [
    ...Object.values(procedure.clocks ?? {}).flatMap(({ milestones }) => milestones),
    ...Object.values(procedure.steps).flatMap(({ milestones }) => milestones),
  ].flatMap(({ starts }) => starts ?? []);
  const outcomes = Object.values(procedure.steps).flatMap((step) => Object.values(step.outcomes));
  const named = new Set([...started, ...outcomes.flatMap(({ alongside }) => alongside?.procedure ?? [])]);
  return [...named].flatMap((id) => {
    const known = all.find((one) => one.id === id);
    if (known)
      return known.alongside ? [] : [`${procedure.id}: starts "${id}", which does not run alongside a case`];
    return [`${procedure.id}: starts "${id}", which is no procedure`];
  });
}

/** Puts procedures together that were checked before. */
export function makeProcedures(all: readonly Procedure[]): Procedures {
  const applies = ({ received }: Procedure, day: string) =>
    (received.from ?? '') <= day && day <= (received.until ?? '9999-12-31');
  const on: Procedures['on'] = (id, receivedOn) => {
    const versions = all.filter((procedure) => procedure.id === id);
    const procedure = versions.find((version) => applies(version, receivedOn));
    if (procedure) return { ok: true, procedure: withWayOut(procedure) };
    if (versions.length > 0)
      return { ok: false, reason: `No version of "${id}" applies to what was received on ${receivedOn}.` };
    return {
      ok: false,
      reason: `There is no procedure "${id}". Procedures: ${[...new Set(all.map((known) => known.id))].join(', ')}.`,
    };
  };
  return {
    all,
    version(id, version) {
      const versions = all.filter((procedure) => procedure.id === id);
      const followed =
        versions.find((procedure) => procedure.version === version) ??
        versions.find(({ formerVersions }) => formerVersions?.includes(version));
      return followed && withWayOut(followed);
    },
    on,
    forFeedback: (receivedOn) =>
      all.filter((procedure) => procedure.feedback !== undefined && applies(procedure, receivedOn)),
  };
}

function overlap({ received: a }: Procedure, { received: b }: Procedure): boolean {
  const end = '9999-12-31';
  return (a.from ?? '') <= (b.until ?? end) && (b.from ?? '') <= (a.until ?? end);
}
