import type { CivilDate } from '../../functions/domain/time/civil-date.ts';

/** The answers of a decision; `day(n)` is the n-th working day after receipt. */
type Answers = object | ((day: (n: number) => CivilDate) => object);

/** An action that a person takes on a case, a number of working days after it was received. */
export type Act = { on: number; by: string } & (
  | { do: 'decide'; step: string; outcome: string; answers: Answers }
  | { do: 'declare' }
  | { do: 'paper'; title: string; text: string }
  | { do: 'enquiry'; reference: string }
);

/** A case as it was received, and everything that happened to it since. */
export interface Example {
  kind: 'complaint' | 'compliment' | 'comment';
  channel: 'email' | 'phone' | 'web form' | 'letter' | 'in person';
  /** The number of working days before the first start. */
  received: number;
  name: string;
  text: string;
  acts: Act[];
}

export const officer = 'complaints-officer';

export const decide = (
  on: number,
  step: string,
  outcome: string,
  answers: Answers = {},
  by = officer,
): Act => ({
  on,
  by,
  do: 'decide',
  step,
  outcome,
  answers,
});

interface Routing {
  team: string;
  summary: string;
  procedure?: string;
  procedureReason?: string;
  handler?: string;
  relation?: string;
  [detail: string]: unknown;
}

export const triage = (on: number, routing: Routing, by = officer): Act =>
  decide(
    on,
    'triage',
    'route',
    {
      procedure: 'childrens-statutory',
      procedureReason: 'It is about social care for a child.',
      handler: officer,
      serviceArea: "Children's Social Care",
      category: 'Service standards',
      ...routing,
    },
    by,
  );

export const acknowledge = (
  on: number,
  investigator = 'team-manager',
  more: object = {},
  by = officer,
): Act => decide(on, 'acknowledge', 'acknowledge', { investigator, ...more }, by);

interface Answer {
  finding: 'upheld' | 'partially upheld' | 'not upheld';
  reasons: string;
  response: string;
  [more: string]: unknown;
}

/** Stage 1 from the manager's answer to the letter. */
export const answered = (
  on: number,
  { finding, reasons, ...more }: Answer,
  { by = 'team-manager', actions }: { by?: string; actions?: (day: (n: number) => CivilDate) => object } = {},
): Act[] => [
  decide(
    on,
    'stage-1',
    'respond',
    (day) => ({
      findings: [{ point: 'P1', finding, reasons }],
      ...more,
      ...actions?.(day),
    }),
    by,
  ),
  decide(on + 1, 'stage-1-check', 'accept', {}, 'quality-checker'),
  decide(on + 1, 'stage-1-sign-off', 'send'),
];

export const praised = (on: number, team: string, by = officer): Act[] => [
  decide(
    on,
    'triage',
    'route',
    {
      kind: 'compliment',
      procedure: 'compliment',
      procedureReason: 'It is praise.',
      summary: 'Thanks for the work of the team.',
      handler: by,
      team,
    },
    by,
  ),
  decide(on + 1, 'thank', 'pass-on', { team }, by),
];

/** Stage 2 from the request: two independent people, their declarations, and the statement. */
export const stage2Begun = (
  on: number,
  statement: string,
  { investigatingOfficer, independentPerson }: { investigatingOfficer: string; independentPerson: string },
): Act[] => [
  decide(on, 'stage-2-window', 'request-stage-2', { unresolved: statement }),
  decide(on + 1, 'stage-2-commission', 'commission', {
    investigatingOfficer,
    independentPerson,
    adjudicatingOfficer: 'adjudicating-officer',
    independenceConfirmed: true,
  }),
  { on: on + 1, by: investigatingOfficer, do: 'declare' },
  { on: on + 1, by: independentPerson, do: 'declare' },
  decide(on + 2, 'stage-2-statement', 'send-statement', { statement }),
  decide(on + 3, 'stage-2-statement', 'agreed', (day) => ({ agreedOn: day(on + 3), statement })),
];
