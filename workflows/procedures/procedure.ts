import * as z from 'zod/mini';
import { Field } from './form-field.ts';
import {
  AnsweredStage,
  Awaited,
  DayUnit,
  FactName,
  FeedbackKind,
  Gate,
  MilestoneMeaning,
  Stage,
} from './meanings.ts';
import { Performer, Role } from './roles.ts';
import { id, positiveDays, sentence } from './schema-parts.ts';

/** How long a letter on paper takes to reach its reader after it was posted. */
const ByPost = z.strictObject({
  workingDaysByPost: z.number().check(z.int(), z.nonnegative()),
  citation: sentence,
  toBeChecked: z.optional(z.boolean()),
});

/**
 * The event or date that starts a clock: the receipt of the complaint, the opening of the step itself, the decision
 * that led to it, the day of the subject of a run alongside the case, the start of the step's own clock, a day answered in the decision that led to it
 * (without an answer the day of that decision), the decision of an earlier step (or a date given in it), the start of
 * the clock of an earlier step, or a date recorded on the case. `reached`: the day on which the letter of that decision
 * reached the complainant: the day it left by email, or so many working days after it was posted.
 */
const ClockStart = z.union([
  z.enum(['receipt', 'opened', 'decision', 'subject', 'clock']),
  z.strictObject({ sameStartAs: id }),
  z.strictObject({ reached: ByPost }),
  z.strictObject({ dayInDecision: z.string() }),
  z.strictObject({ step: id, answer: z.optional(z.string()) }),
  z.strictObject({ fact: FactName, or: z.enum(['receipt', 'opened']) }),
]);
export type ClockStart = z.infer<typeof ClockStart>;

/**
 * A limit with its source. `before`: that many days before the start of the clock. `toBeChecked`: recalled, not read at
 * the source; a council confirms or changes it.
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

/**
 * `upTo` counts from the start of the clock, all extensions together, in the unit of the limit; without it there is no
 * longest time. Without `times` a clock is extended as often as that allows. `agreed`: only as the complainant agreed on
 * the last day of the clock at the latest; the outcome asks for the day on which they did.
 */
const Extension = z.strictObject({
  upTo: z.optional(positiveDays),
  agreed: z.optional(z.literal(true)),
  times: z.optional(positiveDays),
  citation: sentence,
});
export type Extension = z.infer<typeof Extension>;

/**
 * A recipient of a letter: the assignee of the step (or everyone of its role in the team), the author of the step before
 * it, a role (of an appointed role, the person appointed), the staff and managers of the case's team, the staff that a
 * compliment praises, the council's duty contact for safeguarding, every complaints officer whoever has the case, the
 * other body that answers with the council, or the complainant.
 */
export const Recipient = z.union([
  z.enum([
    'assignee',
    'author',
    'complainant',
    'head-of-service',
    'team',
    'praised',
    'duty-contact',
    'every-complaints-officer',
    'other-body',
  ]),
  Role,
]);
export type Recipient = z.infer<typeof Recipient>;

/** A time of day in London, "08:00". */
const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use a time from 00:00 to 23:59'));

/**
 * Something that happens by itself while a step is open or a clock runs. `workingDays` counts from the due date: -3 is
 * three working days before it, 0 the due date itself; 'opened' is when the step begins, 'late' the first moment after
 * the due date; `afterWorkingDays` counts from the start of the clock whatever the due date is by now; `pastLimit`: the
 * next working day after the last day to which the clock can be extended (or `firstAfter` so many working days from that
 * last day), and again every so many working days from it.
 * `hours`: so many hours, at any time of day, after the moment of the subject of the run, else after the step began.
 * `afterAgreedDay`: the first moment after the day until which the complainant agreed to wait. `starts`: the procedure that
 * it starts alongside the case.
 * `unlessQuiet`: not when the subject of the run says that its sender gets no letter.
 * `unlessTold`: not when the complainant has been told of the delay since the due date passed, or of a day yet to come.
 */
export const Milestone = z.strictObject({
  id,
  title: sentence,
  means: z.optional(MilestoneMeaning),
  when: z.union([
    z.strictObject({ workingDays: z.number().check(z.int()), time: timeOfDay }),
    z.strictObject({ afterWorkingDays: positiveDays }),
    z.strictObject({ hours: positiveDays }),
    z.strictObject({ afterAgreedDay: z.literal(true) }),
    z.strictObject({
      pastLimit: z.strictObject({
        everyWorkingDays: positiveDays,
        firstAfter: z.optional(positiveDays),
        time: timeOfDay,
      }),
    }),
    z.enum(['opened', 'late']),
  ]),
  unlessTold: z.optional(z.literal(true)),
  unlessQuiet: z.optional(z.literal(true)),
  starts: z.optional(id),
  letter: z.optional(id),
  to: z.array(Recipient),
});
export type Milestone = z.infer<typeof Milestone>;

/** What a milestone means: the first moment after the last day in time is a breach without saying so. */
export const meaningOf = ({ means, when }: Milestone): MilestoneMeaning | undefined =>
  means ?? (when === 'late' ? 'breach' : undefined);

/**
 * What an outcome does to the clock or the case apart from leading to the next step. The rules are in functions/domain.
 */
const Effect = z.enum([
  'extend',
  'report delay',
  'pause',
  'review pause',
  'resume',
  'withdraw',
  'start actions',
  'promise remedies',
  'approve money',
  'refuse money',
  'withdraw money',
  'approve and pay',
  'keep',
  'legal hold',
  'choose step',
  'resolve informally',
  'letter posted',
  'letter reached',
  'message dealt with',
  'call off',
  'name successor',
  'end after death',
  'record young person',
]);

/**
 * What an outcome starts alongside the case: a procedure about a clock of its own procedure. While one is under way no
 * other is started, and it is called off when that clock has ended. `dueOn`: the date of the form by which its first step
 * is due.
 */
const StartedAlongside = z.strictObject({
  procedure: id,
  about: id,
  dueOn: z.optional(z.string()),
});
export type StartedAlongside = z.infer<typeof StartedAlongside>;

/** A clock that an outcome starts or ends: on the day given in a date of its form, or on the day of the decision. */
const ClockTurn = z.strictObject({ clock: id, on: z.optional(z.string()) });
export type ClockTurn = z.infer<typeof ClockTurn>;

/**
 * One way in which a step can be decided. `next`: a step, 'again' (the step stays open), 'closed' (the run ends, and
 * with it the case unless it runs alongside), 'chosen procedure' (the case goes on under the procedure recorded as a fact),
 * 'erased' (the case is erased). `onlyAfter`: a milestone of the step or its clock that must
 * have passed. `onlyAfterReminder`: an outcome of the step by which the complainant was asked to answer by a day, which
 * must have passed. `starts` and `ends`: clocks of stages. `alongside`: what it starts alongside the case. `answers`: whose findings its form records, and of which stage. `drafts`: the letter that a
 * later outcome sends; what it needs must be there already. `signedBy`: whose decision its letters give and so who signs
 * them, the author of the answer (`writtenIn`) or the person who decides; otherwise the officer of the case does. `reserved`: no one but the performers may decide it, not even a complaints officer, who otherwise stands in for everyone. `copiesTo`: roles of parties who get its letters whatever copies they asked for. `encloses`: documents that go with the letters. `promises`:
 * the step whose due date the letters give, when it is not the next one.
 */
export const Outcome = z.strictObject({
  title: sentence,
  by: z.optional(z.array(Performer)),
  reserved: z.optional(z.literal(true)),
  form: z.record(z.string(), Field),
  effect: z.optional(Effect),
  gates: z.optional(z.array(Gate)),
  onlyAfter: z.optional(id),
  onlyAfterReminder: z.optional(id),
  starts: z.optional(z.array(ClockTurn)),
  ends: z.optional(z.array(ClockTurn)),
  alongside: z.optional(StartedAlongside),
  answers: z.optional(AnsweredStage),
  records: z.optional(z.partialRecord(FactName, z.json())),
  drafts: z.optional(id),
  letters: z.array(id),
  signedBy: z.optional(z.enum(['author', 'decider'])),
  copiesTo: z.optional(z.array(z.enum(['advocate']))),
  encloses: z.optional(z.array(FactName)),
  promises: z.optional(id),
  alerts: z.optional(
    z.array(z.strictObject({ letter: id, to: z.array(Recipient), encloses: z.optional(z.array(FactName)) })),
  ),
  next: sentence,
  closedAs: z.optional(sentence),
});
export type Outcome = z.infer<typeof Outcome>;

/**
 * A legal clock of a stage (law.md section 2a). It runs from its start to its end whichever step is open, and raises its
 * milestones from there. `from`: the receipt, the subject of a run alongside the case, a date recorded on the case, or
 * the end of another clock (`atLatest`: its due date, when it ends later or not at all); without it an outcome `starts`
 * it. `reportedWith`: it raises no alarm and is shown beside the clock of this name, whose extensions it shares.
 * `feedback`: the kinds of feedback it runs for, all when absent. `publicTitle`: its stage in words for complainants,
 * where no window asks for it; `publicPromise`: what should happen by its end, a clause that a date can follow.
 * `awaits`: what the complainant waits for until its end, for which letters have words; an answer when absent.
 */
export const StageClock = z.strictObject({
  stage: Stage,
  title: sentence,
  from: z.optional(
    z.union([
      z.enum(['receipt', 'subject']),
      z.strictObject({ fact: FactName, or: z.literal('receipt') }),
      z.strictObject({ endOf: id, atLatest: z.optional(z.literal('its due date')) }),
    ]),
  ),
  limit: z.strictObject({
    days: positiveDays,
    unit: DayUnit,
    citation: sentence,
    toBeChecked: z.optional(z.boolean()),
  }),
  extension: z.optional(Extension),
  reportedWith: z.optional(id),
  publicTitle: z.optional(sentence),
  publicPromise: z.optional(sentence),
  awaits: z.optional(Awaited),
  feedback: z.optional(z.array(FeedbackKind)),
  milestones: z.array(Milestone),
});
export type StageClock = z.infer<typeof StageClock>;

/**
 * A timed step. It belongs to the `clock` of a stage, whose time is its own unless it has a `limit` of its own: then that
 * is a target of the council within the stage. kind 'task': passing the limit is a breach and the step stays open. kind 'window': a right that
 * ends with its last day, when the outcome named by `lapse` is decided by itself.
 */
export const Step = z.strictObject({
  title: sentence,
  /**
   * What the complainant reads while the step is open, in plain words and the second person. Without it they read the
   * title.
   */
  publicStatus: z.optional(sentence),
  /** A meeting takes place during this step: the complainant sees its day and place. */
  meeting: z.optional(z.literal(true)),
  /** It stands before every other task in every list, and its letters are tried again every few minutes. */
  urgent: z.optional(z.literal(true)),
  kind: z.enum(['task', 'window']),
  clock: z.optional(id),
  performer: Performer,
  assignedBy: z.optional(FactName),
  /** The step in which the answer was written that this step checks or sends. */
  writtenIn: z.optional(id),
  /** The author of the answer may not decide this step. */
  notByAuthor: z.optional(z.literal(true)),
  limit: z.optional(Limit),
  /** The council's own, stricter time, in the unit of the limit unless it says otherwise. */
  target: z.optional(z.strictObject({ days: positiveDays, unit: z.optional(DayUnit), citation: sentence })),
  extension: z.optional(Extension),
  milestones: z.array(Milestone),
  outcomes: z.record(id, Outcome),
  lapse: z.optional(id),
  /** The outcome decided automatically, without opening the step, if the step has nothing to ask. */
  passOver: z.optional(
    z.strictObject({
      outcome: id,
      when: z.enum([
        'learning is recorded or not called for',
        'no money waits for approval',
        'there is nothing to review',
      ]),
    }),
  ),
  /** For a window: what the complainant can ask for, in the words of the letters. */
  asksFor: z.optional(sentence),
});
export type Step = z.infer<typeof Step>;

/** One version of a procedure: the law as data. `received` are the days of receipt it applies to, both inclusive. */
export const Procedure = z.strictObject({
  id,
  version: sentence,
  /** The name of its state machine. It never changes and never serves another version. */
  stateMachine: id,
  title: sentence,
  /** What it deals with, in the words of letters: "our procedure for complaints about …". */
  publicTitle: z.optional(sentence),
  law: sentence,
  /** The acknowledgement offers to discuss how and by when the complaint is dealt with. */
  offersToDiscuss: z.optional(z.literal(true)),
  /** The kinds of feedback that can be routed to it at triage. */
  feedback: z.optional(z.array(FeedbackKind)),
  /** It runs alongside the procedure of the case, about a subject of its own, and neither closes nor reopens the case. */
  alongside: z.optional(z.literal(true)),
  received: z.strictObject({ from: z.optional(z.iso.date()), until: z.optional(z.iso.date()) }),
  clocks: z.optional(z.record(id, StageClock)),
  first: id,
  steps: z.record(id, Step),
  /** Released versions that were withdrawn: cases that follow one of them go on under this version. */
  formerVersions: z.optional(z.array(sentence)),
  /**
   * Released steps that were removed, with the titles that old tasks keep. A case that is at one goes on at `continueAt`,
   * or waits for an officer to choose a step.
   */
  formerSteps: z.optional(z.record(id, z.strictObject({ title: sentence, continueAt: z.optional(id) }))),
});
export type Procedure = z.infer<typeof Procedure>;

/** The stage that a step counts to; undefined for one before, between or after the stages. */
export function stageOfStep({ clocks }: Procedure, step: Pick<Step, 'clock'> | undefined): Stage | undefined {
  const stage = step?.clock === undefined ? undefined : clocks?.[step.clock]?.stage;
  return stage === 'acknowledgement' ? undefined : stage;
}

/** The title of a step, also of one that was removed; its id without one. */
export const titleOfStep = (procedure: Procedure | undefined, step: string): string =>
  procedure?.steps[step]?.title ?? procedure?.formerSteps?.[step]?.title ?? step;

/** Where an outcome may lead besides another step of its procedure. */
export const endings = ['again', 'closed', 'chosen procedure', 'erased'] as const;
