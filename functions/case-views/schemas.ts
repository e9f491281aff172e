import * as z from 'zod/mini';
import { LetterView } from './letter-view.ts';
import { EmailAddress } from '../domain/text/email-address.ts';
import { FindingsView } from './findings-view.ts';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import { Run } from '../domain/case/case.ts';
import { Erasure } from '../domain/records/erasure.ts';
import { OmbudsmanRemedy } from '../domain/records/remedies-of-row.ts';
import { Event } from '../domain/case/events.ts';
import { channels } from '../domain/case/received.ts';
import { windowHolds } from '../domain/clocks/windows.ts';
import { sendingFields } from '../domain/case/routes.ts';
import { childLimitFields } from '../domain/case/child-limit.ts';
import { Facts } from '../domain/case/facts.ts';
import { independentParts } from '../../workflows/procedures/disclosure.ts';
import { FeedbackKind, Stage } from '../../workflows/procedures/meanings.ts';
import { LetterDraftView } from './letter-draft-view.ts';
import { NoteView } from './notes-view.ts';
import { PartyView } from './parties-view.ts';
import { SafeguardingView } from './safeguarding-view.ts';
import { PromisedView } from './promised-view.ts';
import { CaseDocument, HeldMail, Message, Person } from '../domain/case/stored-rows.ts';

/** A text between 1 and `length` characters long, without spaces around it. */
export const limitedText = (length: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(length));

/** POST /feedback. `receivedAt`: when the council received it, for feedback by phone or post. Now if absent. */
export const FeedbackRequest = z.strictObject({
  kind: z._default(FeedbackKind, 'complaint'),
  channel: z.enum(channels),
  receivedAt: z.optional(Instant),
  subject: z.optional(limitedText(1000)),
  text: limitedText(100_000),
  person: z.optional(
    z.strictObject({
      name: z.optional(limitedText(200)),
      email: z.optional(EmailAddress),
      phone: z.optional(limitedText(50)),
      address: z.optional(limitedText(1000)),
    }),
  ),
});

export const FeedbackResponse = z.object({ reference: z.string(), case: z.string() });

const clock = {
  limit: z.object({
    days: z.number(),
    unit: z.string(),
    before: z.boolean(),
    citation: z.string(),
    toBeChecked: z.boolean(),
  }),
  from: CivilDate,
  original: CivilDate,
  due: CivilDate,
  extensions: z.array(z.object({ on: CivilDate, until: CivilDate })),
  stops: z.array(z.object({ from: CivilDate, until: z.optional(CivilDate) })),
  skipped: z.array(z.object({ date: CivilDate, why: z.string() })),
  explanation: z.string(),
};

/** The explanation of a step's due date; `second`: the same for the second clock of stage 2. */
const Deadline = z.object({ step: z.string(), ...clock, second: z.optional(z.object(clock)) });

/** A step of a case as people see it. */
export const StepView = z.object({
  reference: z.string(),
  task: z.string(),
  step: z.string(),
  title: z.string(),
  procedure: z.string(),
  procedureVersion: z.string(),
  performer: z.string(),
  assignee: z.optional(z.string()),
  status: z.enum(['open', 'decided']),
  openedAt: Instant,
  originalDue: CivilDate,
  due: CivilDate,
  alsoFrom: z.optional(CivilDate),
  alsoDue: z.optional(CivilDate),
  overdue: z.boolean(),
  workingDaysLate: z.number(),
  paused: z.boolean(),
  /** The day on which the pause is reviewed, and whether it has come: until the case is resumed or the pause reviewed. */
  pauseReviewOn: z.optional(CivilDate),
  pauseToReview: z.boolean(),
  breachedAt: z.optional(Instant),
  expected: z.optional(CivilDate),
  /** Why a right to go on stays open beyond its last day. */
  heldBy: z.optional(z.array(z.enum(windowHolds))),
  decisions: z.array(
    z.object({ n: z.number(), outcome: z.string(), by: z.string(), at: Instant, ends: z.boolean() }),
  ),
});
export type StepView = z.infer<typeof StepView>;

export const CaseSummary = z.object({
  reference: z.string(),
  kind: z.string(),
  channel: z.string(),
  status: z.enum(['open', 'closed']),
  receivedAt: Instant,
  receivedOn: CivilDate,
  procedure: z.optional(z.object({ id: z.string(), version: z.string(), run: z.number() })),
  paused: z.boolean(),
  pauseToReview: z.boolean(),
  overdue: z.boolean(),
  closedAt: z.optional(Instant),
  closedAs: z.optional(z.string()),
  outcome: z.optional(z.string()),
  steps: z.array(StepView),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/**
 * A legal clock of a stage: from which day it runs, so many days, until when; `cap` is the last day to which it could be
 * extended. One that raises alarms comes before one that is reported beside it.
 */
export const ClockView = z.object({
  stage: Stage,
  clock: z.string(),
  title: z.string(),
  from: CivilDate,
  limit: z.number(),
  unit: z.enum(['workingDays', 'calendarDays', 'months']),
  originalDue: CivilDate,
  due: CivilDate,
  cap: CivilDate,
  status: z.enum(['running', 'paused', 'ended']),
  endedOn: z.optional(CivilDate),
  workingDaysUsed: z.number(),
  workingDaysLate: z.number(),
});
export type ClockView = z.infer<typeof ClockView>;

export const CaseView = z.object({
  ...CaseSummary.shape,
  version: z.number(),
  facts: Facts,
  /** What the Ombudsman asked for, and whether each was done by its day. */
  ombudsmanRemedies: z.optional(z.array(OmbudsmanRemedy)),
  complainant: z.optional(Person),
  /** Someone passed on what another person wrote: say who complains before the case goes on. */
  awaitsComplainant: z.optional(z.literal(true)),
  /** The people of the case, in the order in which they were recorded. */
  parties: z.array(PartyView),
  clocks: z.array(ClockView),
  /** Of each stage; `facts.findings` are those that the council wrote last. */
  findings: z.array(FindingsView),
  deadlines: z.array(Deadline),
  /** What was wrong in the facts of receipt and what is right, oldest first, with who corrected it, when and why. */
  corrections: z.array(
    z.object({
      what: z.string(),
      from: z.optional(z.unknown()),
      to: z.unknown(),
      reason: z.string(),
      by: z.string(),
      at: Instant,
    }),
  ),
  events: z.array(Event),
  letters: z.array(LetterView),
  messages: z.array(Message),
  /** How many messages, events and letters from long ago are left out here. Absent if nothing is. */
  leftOut: z.optional(
    z.object({
      messages: z.optional(z.number()),
      events: z.optional(z.number()),
      letters: z.optional(z.number()),
    }),
  ),
  documents: z.array(CaseDocument),
  /** Papers that only people see who may know of these children (ids of parties). */
  childLimits: z.optional(z.array(z.object(childLimitFields))),
  links: z.array(z.object({ to: z.string(), why: z.string() })),
  splitFrom: z.optional(z.string()),
  /** The case that goes on with the same complaint. */
  mergedInto: z.optional(z.string()),
  mergedFrom: z.optional(z.array(z.string())),
  runs: z.array(Run),
  /** Marks that someone may be in danger, and what became of them. */
  safeguarding: z.array(SafeguardingView),
  /** Letters that someone is writing, or that a colleague checks. */
  letterDrafts: z.array(LetterDraftView),
  /** Notes for colleagues, and contacts such as phone calls. */
  notes: z.array(NoteView),
  /** What was sent to other routes. */
  routes: z.array(z.object({ ...sendingFields, at: Instant, by: z.string() })),
  legalHold: z.optional(z.object({ since: Instant, by: z.string() })),
  /** For a closed case: until when it is kept, and by which rule. */
  retention: z.optional(
    z.object({
      reviewOn: CivilDate,
      rule: z.string(),
      citation: z.string(),
      toBeChecked: z.boolean(),
      missing: z.optional(z.string()),
    }),
  ),
});
export type CaseView = z.infer<typeof CaseView>;

export const TaskView = z.object({
  ...StepView.shape,
  /** For a task that keeps a promise: what was promised, and to whom. */
  promised: z.optional(PromisedView),
  etag: z.string(),
  deadline: Deadline,
  outcomes: z.array(z.object({ id: z.string(), title: z.string(), form: z.record(z.string(), z.json()) })),
  /** JSON Schema of the body of a decision: one alternative for each outcome. */
  form: z.record(z.string(), z.json()),
});
export type TaskView = z.infer<typeof TaskView>;

export const DecisionRequest = z.strictObject({
  outcome: z.string(),
  answers: z._default(z.record(z.string(), z.json()), {}),
});
export const DecisionResponse = z.object({
  reference: z.string(),
  task: z.string(),
  decision: z.number(),
  outcome: z.string(),
});

const longText = limitedText(10_000);

/** POST /cases/{reference}/declaration. The words are those that GET returns. */
export const DeclarationRequest = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('sign') }),
  z.strictObject({ decision: z.literal('decline'), reason: longText }),
]);
export const DeclarationView = z.object({
  reference: z.string(),
  part: z.enum(independentParts),
  said: z.enum(['nothing yet', 'signed', 'declined']),
  words: z.string(),
  citation: z.string(),
  people: z.array(z.object({ part: z.string(), name: z.string() })),
});
export const DeclarationResponse = z.object({
  reference: z.string(),
  decision: z.enum(['sign', 'decline']),
});
/** `unreadable`: how many rows are left out because they cannot be read. */
export const page = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), next: z.nullable(z.string()), unreadable: z.optional(z.int()) });

const atLeastOne = z.string().check(z.regex(/^0*[1-9]\d*$/));
export const paging = { limit: z.optional(atLeastOne), cursor: z.optional(z.string()) };
export const yesNo = z.enum(['true', 'false']);

export const CasesQuery = z.strictObject({
  status: z.optional(z.enum(['open', 'closed'])),
  assignee: z.optional(z.string()),
  overdue: z.optional(yesNo),
  pauseToReview: z.optional(yesNo),
  q: z.optional(z.string().check(z.maxLength(200))),
  ...paging,
});
export const TasksQuery = z.strictObject({
  assignee: z.optional(z.string()),
  overdue: z.optional(yesNo),
  pauseToReview: z.optional(yesNo),
  ...paging,
});
export const ErasuresQuery = z.strictObject({ status: z.optional(Erasure.shape.status), ...paging });
export const HeldMailQuery = z.strictObject({ status: z.optional(HeldMail.shape.status), ...paging });
