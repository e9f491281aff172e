import type { Case } from '../case/case.ts';
import { answerOf } from '../case/findings-of-stages.ts';
import { moneyWaiting } from '../case/remedies.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Answers } from '../case/events.ts';
import type { FieldRefusal } from '../text/refusal.ts';
import { refuseErasure } from '../records/retention.ts';
import { meaningOfField } from '../../../workflows/procedures/field-meaning.ts';
import type { RetentionRule } from '../../../workflows/procedures/retention.ts';
import type { Gate } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

/** Whether an advocate must be offered: to a child or a care leaver (section 26A of the Children Act 1989). */
export function advocateDue({ relation, madeByChild }: Case['facts']): boolean {
  return relation === 'child' || relation === 'care-leaver' || madeByChild === true;
}

/** Whether someone who is not the child complains for the child. */
export function speaksForChild({ actsFor, relation }: Case['facts']): boolean {
  return actsFor === 'child' && relation !== 'child';
}

/** Whether someone acts for a child who is able to agree to it but has not agreed. */
export function representsWithoutConsent(facts: Case['facts']): boolean {
  return speaksForChild(facts) && facts.consent !== 'given' && facts.consent !== 'not needed';
}

/** Refuses an outcome for a question of its form that was left empty. */
function unanswered({ form }: Outcome, question: 'disclosesAboutChild'): FieldRefusal {
  const field = Object.entries(form).find(([name, asked]) => meaningOfField(name, asked) === question)?.[1];
  return {
    field: question,
    code: 'answer-needed',
    params: { ...(field === undefined ? {} : { label: field.label }), question: 'yes or no' },
  };
}

/** When an outcome is chosen, and the schedule by which the council keeps its cases; without it, the shared one. */
interface GateContext {
  today: CivilDate;
  retention?: readonly RetentionRule[];
}

type CheckGate = (state: Case, answers: Answers, context: GateContext, outcome: Outcome) => FieldRefusal[];

const gates: Record<Gate, CheckGate> = {
  'advocacy offered': ({ facts }) =>
    advocateDue(facts) && facts.advocacyOffered !== true
      ? [{ field: 'advocacyOffered', code: 'advocate-not-offered', params: {} }]
      : [],
  'consent to represent': ({ facts }) =>
    representsWithoutConsent(facts)
      ? [{ field: 'consent', code: 'no-consent-to-represent', params: {} }]
      : [],
  // A parent's own complaint goes on without consent. Only disclosing information about the child has to wait for it.
  // Once consent was refused or asked for, leaving the question empty does not answer it.
  'consent to disclose': ({ facts: { consent } }, answers, _context, outcome) => {
    const discloses = answers['disclosesAboutChild'];
    if (consent === 'given' || consent === 'not needed' || discloses === false) return [];
    if (discloses === true)
      return [{ field: 'disclosesAboutChild', code: 'no-consent-to-disclose', params: {} }];
    return consent === undefined ? [] : [unanswered(outcome, 'disclosesAboutChild')];
  },
  'consent refused': ({ facts }) =>
    speaksForChild(facts) && facts.consent === 'refused'
      ? []
      : [{ field: 'consent', code: 'consent-not-refused', params: {} }],
  'a point upheld': (state) =>
    answerOf(state)?.findings.some(({ finding }) => finding === 'upheld')
      ? []
      : [{ field: 'pointsUpheld', code: 'no-point-upheld', params: {} }],
  'money approved': (state) =>
    moneyWaiting(state).map(({ id, pence }) => ({
      field: 'money',
      code: 'money-not-approved',
      params: { id, pence },
    })),
  'may be erased': (state, _answers, { today, retention }) => {
    const refusal = refuseErasure(state, today, retention);
    return refusal === undefined ? [] : [{ ...refusal, field: 'outcome' }];
  },
};

/**
 * What the law requires before an outcome is allowed (law.md section 2: consent, advocacy). A parent's own complaint is
 * never delayed for want of consent. `state` has the facts as they will be with the answers.
 */
export function gateProblems(
  outcome: Outcome,
  answers: Answers,
  state: Case,
  context: GateContext,
): FieldRefusal[] {
  return (outcome.gates ?? []).flatMap((gate) => gates[gate](state, answers, context, outcome));
}
