import * as z from 'zod/mini';
import { Performer, Role } from './roles.ts';

const id = z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'use lower case letters, digits and hyphens'));
const sentence = z.string().check(z.minLength(1));
const positiveDays = z.number().check(z.int(), z.positive());

export const DayUnit = z.enum(['working days', 'calendar days', 'months']);
export type DayUnit = z.infer<typeof DayUnit>;

/** Facts of a case that a form may record; the domain gives each its meaning (functions/domain/case/facts.ts). */
export const FactName = z.enum([
  'kind',
  'procedure',
  'procedureReason',
  'summary',
  'handler',
  'investigator',
  'reviewer',
  'serviceArea',
  'team',
  'category',
  'subCategory',
  'themes',
  'relation',
  'actsFor',
  'standingAcceptedOn',
  'standingReason',
  'lookedAfter',
  'childBornOn',
  'madeByChild',
  'complainedAbout',
  'consent',
  'competence',
  'consentSaid',
  'wishedOutcome',
  'aboutWhom',
  'reachSafely',
  'advocacyOffered',
  'advocacyWanted',
  'advocacyProvider',
  'advocateAppointed',
  'points',
  'findings',
  'remedies',
  'redress',
  'learning',
  'actions',
  'noLearningReason',
  'investigatingOfficer',
  'independentPerson',
  'adjudicatingOfficer',
  'statement',
  'investigationReport',
  'independentReport',
  'panelChair',
  'panelMembers',
  'agreedToWaitUntil',
  'meetingOn',
  'meetingPlace',
  'panelPapers',
  'panelReport',
  'recommendations',
  'recommendationAnswers',
  'staffPraised',
  'ombudsmanReference',
  'ombudsmanDecision',
]);
export type FactName = z.infer<typeof FactName>;

/**
 * What starts a clock: the receipt of the complaint, the opening of the step itself, the decision that led to it, the
 * day of the subject of a run alongside the case, a day answered in the decision that led to it (without an answer the
 * day of that decision), the decision of an earlier step (or a date given in it), what
 * started the clock of an earlier step, or a date recorded on the case.
 */
const ClockStart = z.union([
  z.enum(['receipt', 'opened', 'decision', 'subject']),
  z.strictObject({ sameStartAs: id }),
  z.strictObject({ dayInDecision: z.string() }),
  z.strictObject({ step: id, answer: z.optional(z.string()) }),
  z.strictObject({ fact: FactName, or: z.enum(['receipt', 'opened']) }),
]);
export type ClockStart = z.infer<typeof ClockStart>;

/**
 * A limit with its source. `before`: counted back, so many days before the start of the clock. `toBeChecked`: recalled,
 * not read at the source; a council confirms or changes it.
 */
export const Limit = z.strictObject({
  days: positiveDays,
  unit: DayUnit,
  from: ClockStart,
  before: z.optional(z.literal(true)),
  citation: sentence,
  toBeChecked: z.optional(z.boolean()),
});
export type Limit = z.infer<typeof Limit>;

/** `upTo` counts from the start of the clock, all extensions together, in the unit of the limit. */
const Extension = z.strictObject({ upTo: positiveDays, times: positiveDays, citation: sentence });
type Extension = z.infer<typeof Extension>;

/**
 * A recipient of a letter: the assignee of the step (or everyone of its role in the team), the author of the step before
 * it, a role (of an appointed role, the person appointed), the staff and managers of the case's team, the staff that a
 * compliment praises, or the complainant.
 */
export const Recipient = z.union([
  z.enum(['assignee', 'author', 'complainant', 'head-of-service', 'team', 'praised']),
  Role,
]);
export type Recipient = z.infer<typeof Recipient>;

/**
 * Something that happens by itself while a step is open. `workingDays` counts from the due date: -3 is three
 * working days before it, 0 the due date itself; 'opened' is when the step begins, 'late' the first moment after it; `afterWorkingDays` counts from the start
 * of the clock whatever the due date is by now.
 */
export const Milestone = z.strictObject({
  id,
  title: sentence,
  when: z.union([
    z.strictObject({ workingDays: z.number().check(z.int()), time: z.string() }),
    z.strictObject({ afterWorkingDays: positiveDays }),
    z.enum(['opened', 'late']),
  ]),
  letter: z.optional(id),
  to: z.array(Recipient),
});
export type Milestone = z.infer<typeof Milestone>;

/** The roles on a case that must be independent of each other (law.md section 2). */
export const Appointment = z.enum([
  'investigator',
  'reviewer',
  'investigating officer',
  'independent person',
  'adjudicating officer',
  'panel chair',
  'panel member',
]);
export type Appointment = z.infer<typeof Appointment>;

/**
 * A field of the form of an outcome. Its answer is checked, stored in the decision and, with `fact`, on the case.
 * `neededWhen`: required when another answer is so. `appoints`: the person named takes this role on the case, which the
 * rules of independence must allow (functions/domain/people/independence.ts). `not`: days that a date cannot be ('before milestone': before
 * the one that the outcome waits for has passed).
 */
export const Field = z.strictObject({
  label: sentence,
  hint: z.optional(sentence),
  /** The heading of the form above it; fields that follow each other with the same section share it. */
  section: z.optional(sentence),
  type: z.enum([
    'text',
    'paragraphs',
    'date',
    'yes-no',
    'choice',
    'choices',
    'list',
    'user',
    'users',
    'points',
    'findings',
    'learning',
    'actions',
    'recommendations',
    'recommendation answers',
    'document',
    'documents',
  ]),
  required: z.optional(z.boolean()),
  neededWhen: z.optional(z.strictObject({ field: z.string(), is: z.union([z.string(), z.boolean()]) })),
  /** Needed, by a gate of the outcome, when one of them complains. */
  neededFor: z.optional(z.literal('child or care leaver')),
  /** Of a yes-no: only yes lets the outcome through, as in a checklist. */
  mustBeYes: z.optional(z.literal(true)),
  /** Of a date. */
  not: z.optional(z.array(z.enum(['past', 'future', 'before receipt', 'before step', 'before milestone']))),
  /** Of a date: longer ago than this when the complaint was received. */
  moreThan: z.optional(z.strictObject({ days: positiveDays, unit: DayUnit })),
  options: z.optional(z.array(z.strictObject({ value: z.string(), label: sentence }))),
  optionsFrom: z.optional(
    z.enum([
      'procedures',
      'teams',
      'service areas',
      'categories',
      'sub-categories',
      'themes',
      'feedback kinds',
    ]),
  ),
  role: z.optional(Role),
  appoints: z.optional(Appointment),
  /** Of an appointment: someone other than the person appointed now. */
  replaces: z.optional(z.literal(true)),
  fact: z.optional(FactName),
});
export type Field = z.infer<typeof Field>;

/** What an outcome does to the clock or the case besides leading on; each has its rules in functions/domain. */
const Effect = z.enum([
  'extend',
  'report delay',
  'pause',
  'review pause',
  'resume',
  'withdraw',
  'start actions',
  'keep',
  'legal hold',
]);

/** What must hold of the case before an outcome is let through (functions/domain/decisions/gates.ts). */
const Gate = z.enum([
  'advocacy offered',
  'consent to represent',
  'consent to disclose',
  'consent refused',
  'a point upheld',
  'may be erased',
]);
export type Gate = z.infer<typeof Gate>;

/**
 * One way in which a step can be decided. `next`: a step, 'again' (the step stays open), 'closed' (the run ends, and
 * with it the case unless it runs alongside), 'chosen procedure' (the case goes on under the procedure recorded as a fact),
 * 'erased' (the case is erased). `onlyAfter`: a milestone of the step that must have passed. `drafts`: the letter that a
 * later outcome sends; what it needs must be there already. `encloses`: documents that go with the letters. `promises`:
 * the step whose due date the letters give, when it is not the next one.
 */
export const Outcome = z.strictObject({
  title: sentence,
  by: z.optional(z.array(Performer)),
  form: z.record(z.string(), Field),
  effect: z.optional(Effect),
  gates: z.optional(z.array(Gate)),
  onlyAfter: z.optional(id),
  records: z.optional(z.partialRecord(FactName, z.json())),
  drafts: z.optional(id),
  letters: z.array(id),
  encloses: z.optional(z.array(FactName)),
  promises: z.optional(id),
  alerts: z.optional(z.array(z.strictObject({ letter: id, to: z.array(Recipient) }))),
  next: sentence,
  closedAs: z.optional(sentence),
});
export type Outcome = z.infer<typeof Outcome>;

/** The stage of a complaint as the law and the reports count it. */
const Stage = z.enum(['stage 1', 'stage 2', 'stage 3', 'LGSCO']);

/**
 * A timed step. kind 'task': passing the limit is a breach and the step stays open. kind 'window': a right that
 * ends with its last day, when the outcome named by `lapse` is decided by itself.
 */
export const Step = z.strictObject({
  title: sentence,
  /** What the complainant reads while the step is open: plain words, second person. Without it they read the title. */
  publicStatus: z.optional(sentence),
  /** A meeting is ahead while it is open: the complainant sees its day and place. */
  meeting: z.optional(z.literal(true)),
  kind: z.enum(['task', 'window']),
  stage: z.optional(Stage),
  performer: Performer,
  assignedBy: z.optional(FactName),
  /** The step in which the answer was written that this one checks or sends. */
  writtenIn: z.optional(id),
  /** The author of the answer may not decide this step. */
  notByAuthor: z.optional(z.literal(true)),
  limit: Limit,
  /** An earlier step of the run whose time this one shares: its start, due date and extensions carry over. */
  sameDeadlineAs: z.optional(id),
  /** A second start of the clock, reported beside the first; alarms run on the first. */
  alsoFrom: z.optional(ClockStart),
  /** The council's own, stricter time, in the unit of the limit unless it says otherwise. */
  target: z.optional(z.strictObject({ days: positiveDays, unit: z.optional(DayUnit), citation: sentence })),
  extension: z.optional(Extension),
  milestones: z.array(Milestone),
  outcomes: z.record(id, Outcome),
  lapse: z.optional(id),
  /** The outcome that holds by itself, without opening the step, when the step has nothing to ask. */
  passOver: z.optional(
    z.strictObject({
      outcome: id,
      when: z.enum(['learning is recorded or not called for', 'there is nothing to review']),
    }),
  ),
  /** Of a window: what can be asked for in it, as letters say it. */
  asksFor: z.optional(sentence),
});
export type Step = z.infer<typeof Step>;

/** The kinds of feedback that procedures are for (law.md section 8). */
export const FeedbackKind = z.enum(['complaint', 'compliment', 'comment', 'enquiry', 'service request']);
export type FeedbackKind = z.infer<typeof FeedbackKind>;

/** One version of a procedure: the law as data. `received` are the days of receipt it applies to, both inclusive. */
export const Procedure = z.strictObject({
  id,
  version: sentence,
  /** The state machine made from it: its name never changes and never serves another version. */
  stateMachine: id,
  title: sentence,
  law: sentence,
  /** The kinds of feedback that can be routed to it at triage. */
  feedback: z.optional(z.array(FeedbackKind)),
  /** It runs alongside the procedure of the case, about a subject of its own, and neither closes nor reopens the case. */
  alongside: z.optional(z.literal(true)),
  received: z.strictObject({ from: z.optional(z.iso.date()), until: z.optional(z.iso.date()) }),
  first: id,
  steps: z.record(id, Step),
});
export type Procedure = z.infer<typeof Procedure>;

/** Where an outcome may lead besides another step of its procedure. */
export const endings = ['again', 'closed', 'chosen procedure', 'erased'] as const;
