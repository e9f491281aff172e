import type { DayUnit } from '../../../workflows/procedures/meanings.ts';

/** The parameters that the sentence about each problem needs, by the code of the problem. */
interface ProblemParams {
  // A value that does not fit the schema.
  missing: object;
  'wrong-type': object;
  'too-long': { most: number };
  'not-an-option': { options: string };
  'unknown-field': { names: string };
  'not-an-email': object;
  'not-a-web-address': object;
  'not-a-user-id': object;
  'not-a-prefix': object;
  'not-a-colour': object;
  'not-a-domain': object;
  'not-an-address-or-domain': object;
  'no-addresses': object;
  'no-roles': object;
  'no-users': object;
  unusable: object;
  // Values that fit the schema but contradict each other.
  'unreadable-colour': { colour: string };
  'duplicate-user': { id: string };
  'shared-email': { id: string };
  'unknown-team': { id: string; team: string };
  'unknown-partner': { id: string; partner: string };
  'duplicate-team': { team: string };
  'unknown-head': { team: string; head: string };
  'head-has-left': { team: string; head: string };
  'unknown-service-area': { team: string; serviceArea: string };
  'sub-category-first': { name: string };
  'duplicate-category': { name: string };
  'duplicate-sub-category': { name: string; category: string };
  'unknown-letter': object;
  'unknown-procedure': { id: string };
  'unknown-step': { procedure: string; step: string };
  'no-target-here': { step: string };
  'target-too-long': { most: number; unit: DayUnit };
  'duplicate-target': { step: string };
  'unknown-retention-rule': { id: string };
  'duplicate-retention-rule': { id: string };
  'no-age-here': { id: string };
  'kept-too-short': { least: number };
  'kept-too-long': { most: number };
  // The council's own wording of a letter.
  'letter-empty': object;
  'letter-control-character': object;
  'letter-subject-lines': object;
  'letter-closes-unopened': { name: string };
  'letter-not-closed': { name: string };
  'letter-not-a-tag': { text: string };
  'letter-unknown-value': { name: string };
  'letter-value-uncertain': { name: string };
  'letter-value-missing': { name: string };
  'letter-value-conditional': { name: string };
  'letter-link-missing': { link: string };
  'not-a-paragraph-id': object;
  'duplicate-paragraph': { id: string };
  // A change that the current council does not allow.
  'user-left-out': { id: string };
  'team-left-out': { team: string };
  'last-administrator': object;
  'own-administrator-role': object;
  'user-still-needed': { name: string; cases: number };
  'role-still-needed': { name: string; cases: number };
  'team-still-needed': { team: string; cases: number };
  'fixed-at-deployment': object;
  'change-too-large': object;
}

export type CouncilProblemCode = keyof ProblemParams;

/** A problem without its place: a code, and the parameters of its sentence. */
export type CouncilProblemDetail<Code extends CouncilProblemCode = CouncilProblemCode> = {
  [One in Code]: { code: One; params: ProblemParams[One] };
}[Code];

/**
 * A problem with a council: its place, as a path such as `users.3.email`, and what is wrong. The sentence is made where
 * it is shown.
 */
export type CouncilProblem = { field: string } & CouncilProblemDetail;

/** A problem at a place in the council. */
export const problemAt = <Code extends CouncilProblemCode>(
  field: string,
  code: Code,
  params: ProblemParams[Code],
) => ({ field, code, params });

/** A sentence for every problem. A language that lacks one does not compile. */
export type CouncilProblemSentences = {
  [Code in CouncilProblemCode]: (params: ProblemParams[Code]) => string;
};

/** The problem as a sentence. */
export const councilProblemInWords = <Code extends CouncilProblemCode>(
  sentences: { [One in Code]: (params: ProblemParams[One]) => string },
  { code, params }: CouncilProblemDetail<Code>,
): string => sentences[code](params);
