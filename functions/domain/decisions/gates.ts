import type { Case } from '../case/case.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Answers } from '../case/events.ts';
import { whyNotErased } from '../records/retention.ts';
import type { Gate, Outcome } from '../../../workflows/procedures/procedure.ts';

/** Who must be offered an advocate: a child or a care leaver (section 26A of the Children Act 1989). */
export function advocateDue({ relation, madeByChild }: Case['facts']): boolean {
  return relation === 'child' || relation === 'care-leaver' || madeByChild === true;
}

function speaksForChild({ actsFor, relation }: Case['facts']): boolean {
  return actsFor === 'child' && relation !== 'child';
}

/** Somebody speaks for a child who is able to agree to it, and the child has not agreed. */
function representsWithoutConsent(facts: Case['facts']): boolean {
  return speaksForChild(facts) && facts.consent !== 'given' && facts.consent !== 'not needed';
}

interface GateProblem {
  field: string;
  message: string;
}

const gates: Record<Gate, (state: Case, answers: Answers, today: CivilDate) => GateProblem[]> = {
  'advocacy offered': ({ facts }) =>
    advocateDue(facts) && facts.advocacyOffered !== true
      ? [
          {
            field: 'advocacyOffered',
            message:
              'A child or care leaver must be offered an advocate (section 26A of the Children Act 1989): answer yes, and the letter offers one',
          },
        ]
      : [],
  'consent to represent': ({ facts }) =>
    representsWithoutConsent(facts)
      ? [
          {
            field: 'consent',
            message:
              "The complaint is made for a child: record the child's consent, or that it is not needed because the child is not able to give it",
          },
        ]
      : [],
  // A parent's own complaint goes on without consent; only what is disclosed about the child waits for it.
  'consent to disclose': ({ facts }, answers) =>
    answers['disclosesAboutChild'] === true && facts.consent !== 'given' && facts.consent !== 'not needed'
      ? [
          {
            field: 'disclosesAboutChild',
            message:
              'What needs the consent of the child cannot be disclosed without it: record the consent, or take it out of the answer',
          },
        ]
      : [],
  'consent refused': ({ facts }) =>
    speaksForChild(facts) && facts.consent === 'refused'
      ? []
      : [
          {
            field: 'consent',
            message:
              'Only a complaint that is made for a child ends like this, when the consent of the child is recorded as refused; nobody needs consent for a complaint of their own',
          },
        ],
  'a point upheld': ({ facts }) =>
    facts.findings?.some(({ finding }) => finding === 'upheld')
      ? []
      : [
          {
            field: 'pointsUpheld',
            message: 'No point of the complaint was upheld: without that, it goes to the panel',
          },
        ],
  'may be erased': (state, _answers, today) => {
    const message = whyNotErased(state, today);
    return message === undefined ? [] : [{ field: 'outcome', message }];
  },
};

/**
 * What the law asks for before an outcome is let through (RULES section 2: consent, advocacy). A parent's own complaint is never
 * held up for want of consent. `state` carries the facts as the answers would leave them.
 */
export function gateProblems(
  outcome: Outcome,
  answers: Answers,
  state: Case,
  today: CivilDate,
): GateProblem[] {
  return (outcome.gates ?? []).flatMap((gate) => gates[gate](state, answers, today));
}
