import * as z from 'zod/mini';
import { routeIds } from '../../../workflows/procedures/other-routes.ts';
import type { FactName } from '../../../workflows/procedures/meanings.ts';
import { CivilDate } from '../time/civil-date.ts';
import { TimeOfDay } from '../time/time-of-day.ts';

/**
 * One issue within a complaint, routed and decided on its own. `id` (P1, P2, ...) is unique within its case, even among
 * points that have been replaced. `procedure`: where it was routed to, if not to the procedure of its case; `case`: the
 * case it was split off to; `route`: the other route that deals with it instead, so that it ended here.
 */
export const Point = z.object({
  id: z.string(),
  text: z.string(),
  procedure: z.optional(z.string()),
  procedureReason: z.optional(z.string()),
  case: z.optional(z.string()),
  route: z.optional(z.enum(routeIds)),
});
export type Point = z.infer<typeof Point>;

/** The number in the id of a point. */
export const pointNumber = ({ id }: Pick<Point, 'id'>): number => Number(id.slice(1));

/** The route of a point that no procedure of this council handles. */
export const notForThisCouncil = 'not for this council';

export const findingValues = ['upheld', 'partially upheld', 'not upheld', 'no finding'] as const;

/**
 * The finding on one point, with the reasons the complainant is given. `whyNot`: why it is not the finding of the
 * Investigating Officer, or of the panel.
 */
export const Finding = z.object({
  point: z.string(),
  finding: z.enum(findingValues),
  reasons: z.string(),
  whyNot: z.optional(z.string()),
});
export type Finding = z.infer<typeof Finding>;

/** What the service learned. The council defines the types (law.md section 8). */
const Learning = z.object({
  text: z.string(),
  type: z.optional(z.string()),
  owner: z.optional(z.string()),
});

/** A remedy that the Ombudsman's decision asks for. */
const OfOmbudsman = z.literal('LGSCO');
export type OfOmbudsman = z.infer<typeof OfOmbudsman>;

/** An agreed action: A1, A2, ... Each is followed up as a task of its own until it is done. */
const RemedyAction = z.object({
  id: z.string(),
  text: z.string(),
  type: z.optional(z.string()),
  owner: z.string(),
  dueOn: CivilDate,
  /** The Ombudsman asked for it, not an answer of ours; `apology`: it is the apology that the Ombudsman asked for. */
  of: z.optional(OfOmbudsman),
  apology: z.optional(z.literal(true)),
});

/** An action as answered in a form. With the number of one under way it is that one, and no other is started. */
export const ActionAnswer = z.object({
  id: z.optional(z.string()),
  text: RemedyAction.shape.text,
  type: RemedyAction.shape.type,
  owner: RemedyAction.shape.owner,
  dueOn: RemedyAction.shape.dueOn,
});
export type ActionAnswer = z.infer<typeof ActionAnswer>;

/** An apology that a letter gave. */
const Apology = z.object({ on: CivilDate, for: z.string(), by: z.optional(z.string()) });

/** Someone's decision on money, and its day. */
const MoneyDecision = { by: z.string(), on: CivilDate };

/**
 * Money for the complainant (M1, M2, ...), in pence. An answer proposes it, someone else approves or refuses it, and a run
 * alongside the case follows it up from the letter that promises it until it is paid.
 */
export const Money = z.object({
  id: z.string(),
  pence: z.number().check(z.int(), z.positive()),
  for: z.string(),
  approved: z.optional(z.object(MoneyDecision)),
  refused: z.optional(z.object({ ...MoneyDecision, reason: z.string() })),
  /** That it is not paid although a letter promised it. */
  withdrawn: z.optional(z.object({ ...MoneyDecision, reason: z.string() })),
  /** The Ombudsman asked for it, by this day if a day was given. */
  of: z.optional(OfOmbudsman),
  dueOn: z.optional(CivilDate),
});
export type Money = z.infer<typeof Money>;

/** Money as answered in a form: the amount as it was written. */
export const MoneyAnswer = z.object({ amount: z.string(), for: z.string() });

/** A recommendation (R1, R2, ...), on one point or on the whole complaint, and the council's answer to one of a panel. */
export const Recommendation = z.object({
  id: z.string(),
  text: z.string(),
  point: z.optional(z.string()),
});
export type Recommendation = z.infer<typeof Recommendation>;
export const RecommendationAnswer = z.object({
  recommendation: z.string(),
  accepted: z.enum(['accepted', 'partly accepted', 'not accepted']),
  answer: z.string(),
});

const consentValues = ['not needed', 'asked for', 'given', 'refused'] as const;

const text = z.string();

/** Facts of a case that people recorded in forms: a schema for each `FactName`, which is the list of their names. */
export const Facts = z.partial(
  z.strictObject({
    kind: text,
    procedure: text,
    procedureReason: text,
    summary: text,
    handler: text,
    investigator: text,
    reviewer: text,
    serviceArea: text,
    team: text,
    category: text,
    subCategory: text,
    themes: z.array(text),
    relation: text,
    actsFor: z.enum(['self', 'child']),
    standingAcceptedOn: CivilDate,
    standingReason: text,
    lookedAfter: z.boolean(),
    childBornOn: CivilDate,
    madeByChild: z.boolean(),
    complainedAbout: z.array(text),
    othersComplainedAbout: text,
    usersInConflict: z.array(text),
    consent: z.enum(consentValues),
    competence: text,
    consentSaid: text,
    wishedOutcome: text,
    aboutWhom: text,
    reachSafely: text,
    advocacyOffered: z.boolean(),
    advocacyWanted: z.boolean(),
    advocacyProvider: text,
    advocateAppointed: text,
    points: z.array(Point),
    findings: z.array(Finding),
    /** Whether the latest answer apologises, and how; `apologies` are those that letters gave. */
    apology: z.boolean(),
    apologyFor: text,
    apologyBy: text,
    apologies: z.array(Apology),
    money: z.array(Money),
    remedies: z.array(text),
    /** Money in words, as cases recorded it before amounts were. */
    redress: text,
    learning: z.array(Learning),
    actions: z.array(RemedyAction),
    noLearningReason: text,
    investigatingOfficer: text,
    independentPerson: text,
    adjudicatingOfficer: text,
    statement: text,
    statementReplyBy: CivilDate,
    investigationReport: text,
    independentReport: text,
    panelChair: text,
    panelMembers: z.array(text),
    agreedToWaitUntil: CivilDate,
    meetingOn: CivilDate,
    meetingTime: TimeOfDay,
    meetingPlace: text,
    panelPapers: z.array(text),
    panelReport: text,
    recommendations: z.array(Recommendation),
    recommendationAnswers: z.array(RecommendationAnswer),
    staffPraised: z.array(text),
    ombudsmanReference: text,
    ombudsmanDecision: text,
    answerPlannedFor: CivilDate,
    handlingPlan: text,
    /** The other body that answers with the council, who leads (neither: it came to nothing), and the points that the other body answers. */
    jointWith: text,
    jointLead: z.enum(['we', 'they', 'neither']),
    jointPoints: z.array(text),
  } satisfies Record<FactName, z.ZodMiniType>),
);
export type Facts = z.infer<typeof Facts>;

/** The points of a case that are decided on it, without those that went elsewhere. */
export function ownPoints({ points = [], procedure }: Facts): Point[] {
  return points.filter(
    (point) =>
      point.case === undefined && point.route === undefined && (point.procedure ?? procedure) === procedure,
  );
}

/** The ids of the points of a case that went elsewhere. */
export function pointsElsewhere(facts: Facts): Set<string> {
  const own = new Set(ownPoints(facts).map(({ id }) => id));
  return new Set((facts.points ?? []).map(({ id }) => id).filter((id) => !own.has(id)));
}

/** The facts without findings on points that went elsewhere: those are decided there and do not count here. */
export function withOwnFindings(facts: Facts): Facts {
  if (facts.findings === undefined) return facts;
  const gone = pointsElsewhere(facts);
  return { ...facts, findings: facts.findings.filter(({ point }) => !gone.has(point)) };
}

/**
 * The outcome of a case from the findings on its points (law.md section 2): all upheld = upheld, all not upheld = not
 * upheld, otherwise partially upheld. Points without a finding are ignored; if none has a finding, there is no outcome.
 */
export function caseOutcome(
  findings: readonly Pick<Finding, 'finding'>[],
): Exclude<Finding['finding'], 'no finding'> | 'no finding' {
  const values = new Set(
    findings.map(({ finding }) => finding).filter((finding) => finding !== 'no finding'),
  );
  if (values.size === 0) return 'no finding';
  if (values.size > 1 || values.has('partially upheld')) return 'partially upheld';
  return values.has('upheld') ? 'upheld' : 'not upheld';
}
