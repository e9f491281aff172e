import * as z from 'zod/mini';
import { Performer, Role } from './roles.ts';

const id = z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'use lower case letters, digits and hyphens'));
const sentence = z.string().check(z.minLength(1));
const positiveDays = z.number().check(z.int(), z.positive());

export const DayUnit = z.enum(['working days', 'calendar days', 'months']);
export type DayUnit = z.infer<typeof DayUnit>;

/**
 * What starts a clock: the receipt of the complaint, the opening of the step itself, the decision of an earlier
 * step, or a date somebody gave in the decision of an earlier step.
 */
const ClockStart = z.union([
  z.literal('receipt'),
  z.literal('opened'),
  z.strictObject({ step: id, answer: z.optional(z.string()) }),
]);
type ClockStart = z.infer<typeof ClockStart>;

/** A limit with its source. `toBeChecked`: recalled, not read at the source; a council confirms or changes it. */
export const Limit = z.strictObject({
  days: positiveDays,
  unit: DayUnit,
  from: ClockStart,
  citation: sentence,
  toBeChecked: z.optional(z.boolean()),
});
export type Limit = z.infer<typeof Limit>;

/** `upTo` counts from the start of the clock, all extensions together, in the unit of the limit. */
const Extension = z.strictObject({ upTo: positiveDays, times: positiveDays, citation: sentence });
type Extension = z.infer<typeof Extension>;

/** Who is told: the assignee of the step (or all of its role in the team), a role, or the complainant by letter. */
export const Recipient = z.union([z.enum(['assignee', 'complainant', 'head-of-service']), Role]);
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

/** Facts of a case that a form may record; the domain gives each its meaning (functions/domain/facts.ts). */
const FactName = z.enum([
  'kind',
  'procedure',
  'procedureReason',
  'summary',
  'handler',
  'investigator',
  'serviceArea',
  'team',
  'category',
  'subCategory',
  'themes',
  'relation',
  'lookedAfter',
  'madeByChild',
  'complainedAbout',
  'advocacyOffered',
  'advocacyWanted',
  'points',
  'findings',
  'remedies',
  'learning',
]);

/** A field of the form of an outcome. Its answer is checked, stored in the decision and, with `fact`, on the case. */
export const Field = z.strictObject({
  label: sentence,
  hint: z.optional(sentence),
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
  ]),
  required: z.optional(z.boolean()),
  options: z.optional(z.array(z.strictObject({ value: z.string(), label: sentence }))),
  optionsFrom: z.optional(z.enum(['procedures', 'teams', 'service areas', 'categories', 'themes'])),
  role: z.optional(Role),
  fact: z.optional(FactName),
});
export type Field = z.infer<typeof Field>;

/** What an outcome does to the clock or the case besides leading on; each has its rules in functions/domain. */
const Effect = z.enum(['extend', 'report delay', 'freeze', 'resume', 'withdraw']);

/**
 * One way in which a step can be decided. `next`: a step, 'again' (the step stays open), 'closed' (the case ends),
 * 'chosen procedure' (the case goes on under the procedure recorded as a fact). `onlyAfter`: a milestone of the step
 * that must have passed.
 */
export const Outcome = z.strictObject({
  title: sentence,
  by: z.optional(z.array(Performer)),
  form: z.record(z.string(), Field),
  effect: z.optional(Effect),
  onlyAfter: z.optional(id),
  letters: z.array(id),
  alerts: z.optional(z.array(z.strictObject({ letter: id, to: z.array(Recipient) }))),
  next: sentence,
  closedAs: z.optional(sentence),
});
export type Outcome = z.infer<typeof Outcome>;

/**
 * A timed step. kind 'task': passing the limit is a breach and the step stays open. kind 'window': a right that
 * ends with its last day, when the outcome named by `lapse` is decided by itself.
 */
export const Step = z.strictObject({
  title: sentence,
  kind: z.enum(['task', 'window']),
  performer: Performer,
  assignedBy: z.optional(FactName),
  limit: Limit,
  target: z.optional(z.strictObject({ days: positiveDays, citation: sentence })),
  extension: z.optional(Extension),
  milestones: z.array(Milestone),
  outcomes: z.record(id, Outcome),
  lapse: z.optional(id),
  /** Of a window: what can be asked for in it, as letters say it. */
  asksFor: z.optional(sentence),
});
export type Step = z.infer<typeof Step>;

/** One version of a procedure: the law as data. `received` are the days of receipt it applies to, both inclusive. */
export const Procedure = z.strictObject({
  id,
  version: sentence,
  /** The state machine made from it: its name never changes and never serves another version. */
  stateMachine: id,
  title: sentence,
  law: sentence,
  feedback: z.optional(z.literal(true)),
  received: z.strictObject({ from: z.optional(z.iso.date()), until: z.optional(z.iso.date()) }),
  first: id,
  steps: z.record(id, Step),
});
export type Procedure = z.infer<typeof Procedure>;

/** Where an outcome may lead besides another step of its procedure. */
export const endings = ['again', 'closed', 'chosen procedure'] as const;
