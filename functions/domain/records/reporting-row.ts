import * as z from 'zod/mini';
import { CivilDate, daysBetween } from '../time/civil-date.ts';
import { OmbudsmanRemedy, RowRemedies } from './remedies-of-row.ts';
import { routeIds } from '../../../workflows/procedures/other-routes.ts';
import { channels } from '../case/received.ts';

const text = z.string().check(z.minLength(1));
const count = z.number().check(z.int(), z.nonnegative());
const flag = z.nullable(z.boolean());

/** Describes a field. The documentation of the rows is made from it. */
const field = <S extends z.ZodMiniType>(schema: S, description: string): S => {
  // A clone: otherwise fields that use the same schema would share the last description.
  const described = z.clone(schema);
  z.globalRegistry.add(described, { description });
  return described;
};

const Counts = z.strictObject({ upheld: count, partiallyUpheld: count, notUpheld: count });
const found = ['upheld', 'partially upheld', 'not upheld', 'no recorded outcome'] as const;
/** Rows of before findings belonged to stages do not have these. */
const outcomeField = (description: string) => field(z.exactOptional(z.nullable(z.enum(found))), description);

const stageFields = {
  opened: field(CivilDate, 'The day its clock began: receipt for stage 1, the request for later stages.'),
  due: field(CivilDate, 'The last day in time, without extension.'),
  extendedDue: field(z.nullable(CivilDate), 'The last day in time with the extensions that were granted.'),
  responded: field(
    z.nullable(CivilDate),
    'The day of the response: letter, adjudication, or response to the panel.',
  ),
  workingDays: field(
    z.nullable(count),
    'Working days after `opened` up to and including `responded`; same day 0.',
  ),
  inTimeOriginal: field(flag, 'Responded on or before `due`.'),
  inTimeExtended: field(flag, 'Responded on or before `extendedDue`, or `due` where none was granted.'),
  outcome: outcomeField(
    'The outcome of the response of this stage, whatever a later stage found; null until it was sent.',
  ),
  findings: field(z.exactOptional(z.nullable(Counts)), 'How many points its response found so.'),
};
const Stage = z.strictObject(stageFields);
export type Stage = z.infer<typeof Stage>;
const SecondStage = z.strictObject({
  ...stageFields,
  statementAgreed: field(
    z.nullable(CivilDate),
    'The day the statement of complaint was agreed: the second clock.',
  ),
  workingDaysFromStatement: field(
    z.nullable(count),
    'Working days after `statementAgreed` up to `responded`.',
  ),
  investigationOutcome: outcomeField(
    "The outcome by the Investigating Officer's findings; null until there are any.",
  ),
});
const ThirdStage = z.strictObject({
  ...stageFields,
  panelOutcome: outcomeField("The outcome by the panel's findings; null until there are any."),
});

export const stages = ['stage 1', 'stage 2', 'stage 3', 'LGSCO'] as const;
export const outcomes = [
  'upheld',
  'partially upheld',
  'not upheld',
  'withdrawn',
  'no recorded outcome',
] as const;

/** The outcome of a complaint that was settled before a formal answer: it was not investigated, and not withdrawn. */
export const resolvedInformally = 'resolved informally';

/** The outcome of a complaint whose complainant died and that no one continued: it was not withdrawn. */
export const endedAfterDeath = 'ended after death';

/** The formats of fields, by what is said of a value that has another. */
export const rowFormats = ['not-a-reference', 'not-a-key'] as const;
export type RowFormat = (typeof rowFormats)[number];

/** How rows write the type of a learning point or action that has none. */
export const untyped = 'Not recorded';

/**
 * The facts of a case for reports: flat, without personal data, with every key always present and `null` for unknown
 * values. Days are already counted, so a report needs no calendar.
 */
export const ReportingRow = z.strictObject({
  reference: field(
    z
      .string()
      .check(z.regex(/^[A-Z]{2,4}-20\d\d-(0\d{4}|[1-9]\d{4,7})-\d$/, 'not-a-reference' satisfies RowFormat)),
    'The reference of the case.',
  ),
  kind: field(z.enum(['complaint', 'compliment', 'comment']), 'What kind of feedback it is.'),
  channel: field(z.enum(channels), 'How it came in.'),
  received: field(CivilDate, 'The day it was received, Europe/London.'),
  closed: field(z.nullable(CivilDate), 'The day the case was closed; null while it is open.'),
  serviceArea: field(z.nullable(text), 'Service area it is about.'),
  team: field(z.nullable(text), 'Team it is about.'),
  category: field(z.nullable(text), 'Problem category.'),
  subCategory: field(z.nullable(text), 'Problem sub-category.'),
  themes: field(z.array(text), 'Themes; a case can have several.'),
  procedure: field(z.nullable(text), 'Id of the procedure it was routed to.'),
  procedureVersion: field(z.nullable(text), 'Version of that procedure.'),
  lookedAfter: field(flag, 'It concerns a looked-after child.'),
  madeByChild: field(flag, 'A child made it themselves.'),
  complainantKey: field(
    z.nullable(z.string().check(z.regex(/^[0-9a-f]{12}$/, 'not-a-key' satisfies RowFormat))),
    'Keyed hash of the person, 48 bits: the same person has the same key, and the key identifies no one.',
  ),
  relation: field(z.nullable(text), 'Relation of the complainant to the child.'),
  investigated: field(z.boolean(), 'A complaint that was not withdrawn or closed before investigation.'),
  stageReached: field(
    z.nullable(z.enum(stages)),
    'The furthest stage the complaint reached; null where it has none.',
  ),
  stage1: field(z.nullable(Stage), 'Stage 1; null where there is none.'),
  stage2: field(z.nullable(SecondStage), 'Stage 2; null where it was not reached.'),
  stage3: field(z.nullable(ThirdStage), 'Stage 3; null where it was not reached.'),
  outcome: field(
    z.nullable(z.enum([...outcomes, resolvedInformally, endedAfterDeath])),
    'The outcome of the latest stage that answered; null until one has, or the case is closed.',
  ),
  findings: field(Counts, 'How many points the latest stage that answered found so.'),
  learning: field(z.array(text), 'The type of each learning point.'),
  actions: field(
    z.array(z.strictObject({ type: text, due: z.nullable(CivilDate), done: z.nullable(CivilDate) })),
    'Each action: type, the day it is due, the day it was done.',
  ),
  remedies: field(
    z.exactOptional(RowRemedies),
    'What letters promised the complainant: whether one apologised, and the money in pence, decided and paid, each payment with its days. Absent in rows of before.',
  ),
  routes: field(
    z.exactOptional(z.array(z.strictObject({ route: z.enum(routeIds), count }))),
    'How often it, or a point of it, was sent to each route besides the complaint, in the order of the first time. Absent where it never was.',
  ),
  joint: field(
    z.exactOptional(z.strictObject({ with: text, lead: z.enum(['we', 'they', 'neither']) })),
    'The other body with which the complaint was to be answered jointly, and who leads: we, they, or neither where it came to no joint answer. Absent where there was none.',
  ),
  lgsco: field(
    z.nullable(
      z.strictObject({
        received: CivilDate,
        decision: z.nullable(text),
        remedies: z.exactOptional(z.array(OmbudsmanRemedy)),
      }),
    ),
    'The day the Local Government and Social Care Ombudsman took it up, its decision, and what it asked for with the days and whether each was done in time; null where it was not asked. Remedies are absent in rows of before.',
  ),
  withdrawn: field(
    z.nullable(z.enum(['before investigation', 'during investigation'])),
    'When the complainant withdrew, if they did.',
  ),
  advocacyOffered: field(flag, 'An advocate was offered.'),
  advocacyProvided: field(flag, 'An advocate was provided.'),
  delays: field(count, 'How often a delay was reported or a limit was extended or passed.'),
  escalations: field(count, 'How often the case was escalated to a head of service or director.'),
});
export type ReportingRow = z.infer<typeof ReportingRow>;

/** How a row can contradict itself. */
export type RowContradiction =
  | 'before-received'
  | 'investigated-without-complaint'
  | 'missing-when-investigated'
  | 'contradicts-investigated'
  | 'repeated-theme'
  | 'more-days-than-from-statement'
  | 'before-opened'
  | 'before-due'
  | 'after-closed'
  | 'exactly-when-responded'
  | 'more-days-than-from-opened'
  | 'contradicts-due'
  | 'contradicts-extended-due';

/** A contradiction within a row, by field. `reached`: the stage that the row reached by its other fields. */
type Contradicted =
  | { field: string; code: RowContradiction; params: object }
  | { field: string; code: 'not-stage-reached'; params: { reached: (typeof stages)[number] | null } };

type Check = (holds: boolean, name: string, code: RowContradiction) => void;

/** Contradictions within a row. Empty if the row can be counted. */
export function contradictionsOf(row: ReportingRow): Contradicted[] {
  const contradictions: Contradicted[] = [];
  const check: Check = (holds, name, code) => {
    if (!holds) contradictions.push({ field: name, code, params: {} });
  };
  check(row.closed === null || row.closed >= row.received, 'closed', 'before-received');
  check(!row.investigated || row.kind === 'complaint', 'investigated', 'investigated-without-complaint');
  check(!row.investigated || row.stage1 !== null, 'stage1', 'missing-when-investigated');
  check(
    row.investigated ? row.withdrawn !== 'before investigation' : row.withdrawn !== 'during investigation',
    'withdrawn',
    'contradicts-investigated',
  );
  const distinct = row.themes.length < 2 || new Set(row.themes).size === row.themes.length;
  check(distinct, 'themes', 'repeated-theme');
  const { stage1, stage2, stage3, lgsco, stageReached } = row;
  const reached =
    lgsco !== null ? 'LGSCO' : stage3 ? 'stage 3' : stage2 ? 'stage 2' : stage1 ? 'stage 1' : null;
  if (stageReached !== reached)
    contradictions.push({ field: 'stageReached', code: 'not-stage-reached', params: { reached } });
  if (stage1) checkStage(row, stage1, 'stage1', check);
  if (stage2) {
    checkStage(row, stage2, 'stage2', check);
    const { workingDaysFromStatement: days, statementAgreed, responded } = stage2;
    check(
      fitBetween(days, statementAgreed, responded),
      'stage2.workingDaysFromStatement',
      'more-days-than-from-statement',
    );
  }
  if (stage3) checkStage(row, stage3, 'stage3', check);
  // An enquiry may come after the case is closed, but not before the case was received.
  check(lgsco === null || lgsco.received >= row.received, 'lgsco.received', 'before-received');
  return contradictions;
}

/**
 * A later stage may begin while an earlier one is unanswered, so each stage is checked against the case, not against
 * other stages.
 */
function checkStage({ received, closed }: ReportingRow, stage: Stage, name: string, check: Check): void {
  const { opened, due, extendedDue, responded } = stage;
  check(due >= opened, `${name}.due`, 'before-opened');
  check(extendedDue === null || extendedDue >= due, `${name}.extendedDue`, 'before-due');
  check(opened >= received, `${name}.opened`, 'before-received');
  check(responded === null || responded >= opened, `${name}.responded`, 'before-opened');
  check(responded === null || closed === null || responded <= closed, `${name}.responded`, 'after-closed');
  check(
    (stage.workingDays === null) === (responded === null),
    `${name}.workingDays`,
    'exactly-when-responded',
  );
  check(
    responded === null || fitBetween(stage.workingDays, opened, responded),
    `${name}.workingDays`,
    'more-days-than-from-opened',
  );
  const inTime = (last: string) => (responded === null ? null : responded <= last);
  check(stage.inTimeOriginal === inTime(due), `${name}.inTimeOriginal`, 'contradicts-due');
  check(
    stage.inTimeExtended === inTime(extendedDue ?? due),
    `${name}.inTimeExtended`,
    'contradicts-extended-due',
  );
}

/**
 * Whether this number of working days fits between two days: not more than all days between them. Always true if a day
 * is missing.
 */
function fitBetween(days: number | null, from: CivilDate | null, until: CivilDate | null): boolean {
  if (days === null) return true;
  if (from === null || until === null) return false;
  return days <= leastBetween(from, until) || days <= daysBetween(from, until);
}

/**
 * The days between two days if every month had 28. Exact counting takes too long for a million rows, and most need no
 * more than this.
 */
function leastBetween(from: CivilDate, until: CivilDate): number {
  const digits = (at: number) =>
    10 * (until.charCodeAt(at) - from.charCodeAt(at)) + until.charCodeAt(at + 1) - from.charCodeAt(at + 1);
  const months = 12 * (100 * digits(0) + digits(2)) + digits(5);
  return 28 * months + digits(8);
}
