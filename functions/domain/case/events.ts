import * as z from 'zod/mini';
import { CivilDate, Instant } from '../time/civil-date.ts';
import { childLimitFields } from './child-limit.ts';
import { Clearance } from './clearance.ts';
import { correctionFields } from './correction.ts';
import { Facts } from './facts.ts';
import { draftEventFields } from './letter-drafts.ts';
import { noteFields } from './notes.ts';
import { NumberRanges } from './number-ranges.ts';
import { DetailName, Ending, PartyCopies, PartyRole } from './party.ts';
import { Channel, ReceivedKind } from './received.ts';
import { AnsweredStage, Appointment, MilestoneMeaning } from '../../../workflows/procedures/meanings.ts';
import { independentParts } from '../../../workflows/procedures/disclosure.ts';
import { sendingFields } from './routes.ts';
import { MessageHandling, Sender } from './sender.ts';
import { writtenLetterFields } from './written-letters.ts';
import { Performer } from '../../../workflows/procedures/roles.ts';

/** Who or what says that someone may be in danger: a person who read it, the sender of the form, words in a message. */
export const markSources = ['person', 'form', 'words'] as const;

/** The author of an event: a user by id, the system, or the person who gave the feedback. */
export const Actor = z.union([z.templateLiteral(['user:', z.string()]), z.enum(['system', 'complainant'])]);
export type Actor = z.infer<typeof Actor>;

/** `<step>#<n>`: the nth time this case is at the step. */
export const TaskKey = z.string().check(z.regex(/^[a-z0-9-]+#\d+$/));

/** Answers to a form, named by the fields of the outcome. */
export const Answers = z.record(z.string(), z.json());
export type Answers = z.infer<typeof Answers>;

/** The subject of a run alongside the case: an action, an enquiry, a letter that came back. */
export const Subject = z.object({
  id: z.string(),
  owner: z.optional(z.string()),
  /** The start of the clock, and the last day if a date was set. */
  from: z.optional(CivilDate),
  dueOn: z.optional(CivilDate),
  /** The moment from which hours count. */
  at: z.optional(Instant),
  /** The sender gets no letter about it. */
  quiet: z.optional(z.literal(true)),
});
export type Subject = z.infer<typeof Subject>;

/** An extension that was granted. */
export const Extended = z.object({ at: Instant, from: CivilDate, until: CivilDate });

/** The merged case that a message or a document was taken in from, and its id there. */
const TakenFrom = z.object({ case: z.string(), id: z.string() });

const fact = { seq: z.number().check(z.int(), z.positive()), at: Instant, by: Actor };
const task = { ...fact, task: TaskKey };

/**
 * The addressee of a letter: the complainant of the case, a party who gets a copy, a user of the council, or a contact of
 * the council that is no user, such as the duty contact for safeguarding (functions/domain/people/contacts.ts).
 */
export const Addressee = z.union([
  z.literal('complainant'),
  z.templateLiteral(['party:', z.string()]),
  z.templateLiteral(['user:', z.string()]),
  z.templateLiteral(['contact:', z.string()]),
]);
export type Addressee = z.infer<typeof Addressee>;

/**
 * A part in a case that changes hands, for the letter about it. A name that the complainant may not know is not there.
 */
export const PartChange = z.object({
  part: Appointment,
  leaver: z.optional(z.string()),
  newcomer: z.optional(z.string()),
});
export type PartChange = z.infer<typeof PartChange>;

/** What can have become of a letter, as its case knows it. */
export const letterStatuses = [
  'prepared',
  'sent',
  'to be posted',
  'posted',
  'refused',
  'unconfirmed',
  'not needed',
  'returned',
  /** An alert that another one took up (`alerts-together`). */
  'bundled',
] as const;

/** Every fact of a case, in order of `seq`, never changed after it is written (architecture.md "Data"). */
export const Event = z.discriminatedUnion('type', [
  z.object({
    ...fact,
    type: z.literal('received'),
    reference: z.string(),
    kind: ReceivedKind,
    channel: Channel,
    receivedAt: Instant,
    receivedOn: CivilDate,
    person: z.optional(z.string()),
    message: z.string(),
    splitFrom: z.optional(z.string()),
    /** Someone passed it on who does not speak for themselves: a person says who complains. */
    passedOn: z.optional(z.literal(true)),
  }),
  z.object({
    ...fact,
    type: z.literal('procedure-started'),
    procedure: z.string(),
    version: z.string(),
    run: z.number(),
    /** The run that this one continues. That run ends with it. */
    follows: z.optional(z.number()),
    beside: z.optional(z.literal(true)),
    matter: z.optional(Subject),
    /** The hash of the definition that its execution was started with; without it, it is not known. */
    definition: z.optional(z.string()),
  }),
  /**
   * The run continues in another execution, because the old one was too old or was lost, or its definition is not the
   * current one.
   */
  z.object({
    ...fact,
    type: z.literal('run-continued'),
    run: z.number(),
    execution: z.string(),
    reason: z.enum(['handed over', 'rebuilt']),
    definition: z.optional(z.string()),
  }),
  z.object({ ...fact, type: z.literal('run-ended'), run: z.number(), as: z.string() }),
  z.object({
    ...task,
    type: z.literal('task-opened'),
    step: z.string(),
    run: z.number(),
    turn: z.number(),
    performer: Performer,
    assignee: z.optional(z.string()),
    clockFrom: CivilDate,
    due: CivilDate,
    /** For a step that shares the deadline of an earlier step: its original due date and its extensions. */
    originalDue: z.optional(CivilDate),
    extensions: z.optional(z.array(Extended)),
    /** The second clock: its start and its end, for the record (law.md section 2). */
    alsoFrom: z.optional(CivilDate),
    alsoDue: z.optional(CivilDate),
    /** The first day on which a clock that runs while it is open runs out. */
    clockDue: z.optional(CivilDate),
    /** It stands before every other task in every list. */
    urgent: z.optional(z.literal(true)),
  }),
  /** A decision started or ended the clock of a stage, from or on this day. */
  z.object({
    ...task,
    type: z.literal('clock-started'),
    run: z.number(),
    clock: z.string(),
    from: CivilDate,
  }),
  z.object({ ...task, type: z.literal('clock-ended'), run: z.number(), clock: z.string(), on: CivilDate }),
  z.object({ ...task, type: z.literal('assigned'), assignee: z.string(), reason: z.optional(z.string()) }),
  /** `reason`: a `SystemReason`. */
  z.object({ ...task, type: z.literal('unassigned'), reason: z.string() }),
  z.object({
    ...task,
    type: z.literal('milestone'),
    milestone: z.string(),
    title: z.string(),
    due: CivilDate,
    /** The clock of the stage that it is of, when it is not the step's own. */
    clock: z.optional(z.string()),
    means: z.optional(MilestoneMeaning),
  }),
  z.object({
    ...task,
    type: z.literal('decided'),
    decision: z.number(),
    outcome: z.string(),
    answers: Answers,
    ends: z.boolean(),
    /** The day on which an agreed action was done, as answered. */
    doneOn: z.optional(CivilDate),
  }),
  z.object({
    ...task,
    type: z.literal('extended'),
    due: CivilDate,
    until: CivilDate,
    reason: z.string(),
    /** The clock of the stage that was extended; without it the step alone was. */
    clock: z.optional(z.string()),
    /** The step has a target of its own, which the extension of the clock leaves as it was. */
    stepKeeps: z.optional(z.literal(true)),
  }),
  z.object({ ...task, type: z.literal('delay-reported'), expected: CivilDate, reason: z.string() }),
  z.object({
    ...task,
    type: z.literal('deadline-moved'),
    due: CivilDate,
    until: CivilDate,
    /** The new start of its time, such as the day on which a letter reached the complainant. */
    from: z.optional(CivilDate),
    /** The new end of the second clock of the step. */
    alsoUntil: z.optional(CivilDate),
    clockUntil: z.optional(CivilDate),
    /** A `SystemReason`. */
    reason: z.string(),
    /** The bank holidays that moved it. */
    holidays: z.optional(
      z.array(z.object({ change: z.enum(['added', 'removed']), title: z.string(), date: CivilDate })),
    ),
  }),
  z.object({ ...fact, type: z.literal('frozen'), reason: z.string(), reviewOn: CivilDate }),
  /** `reason`: an officer's words, or a `SystemReason`. */
  z.object({ ...fact, type: z.literal('resumed'), reason: z.string() }),
  z.object({
    ...fact,
    type: z.literal('withdrawn'),
    phase: z.enum(['before investigation', 'during investigation']),
    carriedOn: z.boolean(),
  }),
  /** The complainant died and no one goes on in their place: the complaint ends, and it was not withdrawn. */
  z.object({ ...fact, type: z.literal('ended-after-death'), reason: z.string() }),
  /** The complaint was settled before a formal answer, on this day. */
  z.object({ ...fact, type: z.literal('resolved-informally'), on: CivilDate }),
  z.object({ ...fact, type: z.literal('reopened'), step: z.string(), reason: z.string() }),
  /** The review of a closed case postponed its erasure. */
  z.object({ ...fact, type: z.literal('kept'), until: CivilDate, reason: z.string() }),
  z.object({ ...fact, type: z.literal('legal-hold'), on: z.boolean(), reason: z.string() }),
  /** It is the same complaint as another case, which goes on and has taken in its messages and documents. */
  z.object({ ...fact, type: z.literal('merged-into'), into: z.string(), reason: z.string() }),
  z.object({
    ...fact,
    type: z.literal('merged-from'),
    from: z.string(),
    reason: z.string(),
    /** Its people as parties of this case, and how often their private links had been revoked here until then. */
    people: z.optional(z.array(z.object({ from: z.string(), to: z.string(), epoch: z.number() }))),
  }),
  /** `why`: an officer's words, or a `SystemReason`. */
  z.object({ ...fact, type: z.literal('linked'), to: z.string(), why: z.string() }),
  z.object({
    ...fact,
    type: z.literal('split'),
    points: z.array(z.string()),
    to: z.string(),
    procedure: z.string(),
  }),
  /** Points, or the whole complaint, are dealt with on another route too, or only there. */
  z.object({ ...fact, type: z.literal('sent-to-route'), ...sendingFields }),
  /** A fact of receipt was wrong. What the case had to do because of it follows in events of its own. */
  z.object({ ...fact, type: z.literal('corrected'), ...correctionFields }),
  z.object({
    ...fact,
    type: z.literal('document-added'),
    document: z.string(),
    takenFrom: z.optional(TakenFrom),
  }),
  /** A paper is about these children and only for people who may know of each of them; of none, it is for everyone again. */
  z.object({
    ...fact,
    type: z.literal('limited-to-children'),
    ...childLimitFields,
    reason: z.optional(z.string()),
  }),
  /** Someone became a party of the case. Who they are is in their PERSON row. `user`: they are a user with this id. */
  z.object({
    ...fact,
    type: z.literal('party-added'),
    party: z.string(),
    roles: z.array(PartyRole),
    copies: PartyCopies,
    user: z.optional(z.string()),
    /** The children whose papers they may see; without it, none were recorded for them. */
    children: z.optional(z.array(z.string())),
    reason: z.optional(z.string()),
  }),
  /** Details of a party were changed; the event names them without what they were. */
  z.object({
    ...fact,
    type: z.literal('party-changed'),
    party: z.string(),
    changed: z.array(DetailName),
    user: z.optional(z.string()),
    /** Absent where a decision that named them says it. */
    reason: z.optional(z.string()),
  }),
  z.object({
    ...fact,
    type: z.literal('party-roles-changed'),
    party: z.string(),
    roles: z.array(PartyRole),
    copies: PartyCopies,
    /** The children whose papers they may see, if that changed; empty if none are recorded any more. */
    children: z.optional(z.array(z.string())),
    reason: z.string(),
  }),
  z.object({ ...fact, type: z.literal('party-ended'), party: z.string(), why: Ending, reason: z.string() }),
  z.object({
    ...fact,
    type: z.literal('facts-recorded'),
    facts: Facts,
    reason: z.optional(z.string()),
    /** Of facts with findings: the stage they answer, the step that records them, and the letter that will send them. */
    answers: z.optional(z.object({ ...AnsweredStage.shape, task: TaskKey, letter: z.optional(z.string()) })),
  }),
  /** An appointed person signed that they are independent, in these words, before they saw anything of the case. */
  z.object({
    ...fact,
    type: z.literal('independence-declared'),
    part: z.enum(independentParts),
    words: z.string(),
  }),
  z.object({
    ...fact,
    type: z.literal('appointment-declined'),
    part: z.enum(independentParts),
    reason: z.string(),
  }),
  z.object({
    ...fact,
    type: z.literal('message-received'),
    message: z.string(),
    channel: Channel,
    senderKnown: z.boolean(),
    sender: z.optional(Sender),
    automatic: z.boolean(),
    /** The day on which it came, if it was recorded later. */
    receivedOn: z.optional(CivilDate),
    /** A person has to deal with it. Before this was recorded, no one was asked to. */
    toDealWith: z.optional(z.literal(true)),
    /**
     * More came than have a task each. The one that leads has a task for itself and those that follow, which have none of
     * their own.
     */
    further: z.optional(z.enum(['leads', 'follows'])),
    takenFrom: z.optional(TakenFrom),
  }),
  /**
   * Someone may be in danger (S1, S2, ...): a person says so, the sender of the form does, or words of a message suggest
   * it. `words` are phrases of our own list, never the text of the message.
   */
  z.object({
    ...fact,
    type: z.literal('safeguarding-marked'),
    mark: z.string(),
    source: z.enum(markSources),
    reason: z.optional(z.string()),
    message: z.optional(z.string()),
    words: z.optional(z.array(z.string())),
  }),
  /** A person wrote a letter in their own words. */
  z.object({ ...fact, type: z.literal('letter-written'), ...writtenLetterFields }),
  /** A letter is being written: its draft was saved, handed to a colleague, taken or sent back, or discarded. */
  z.object({ ...fact, type: z.literal('letter-drafted'), ...draftEventFields }),
  /** A note for colleagues, or a contact with someone: a phone call, a meeting, a visit. */
  z.object({ ...fact, type: z.literal('note-recorded'), ...noteFields }),
  /** A person of the case asked for everything that is held about them. */
  z.object({
    ...fact,
    type: z.literal('access-requested'),
    request: z.string(),
    person: z.string(),
    receivedOn: CivilDate,
    dueOn: CivilDate,
    /** The note whose follow-up is the task to answer it. */
    note: z.optional(z.string()),
    /** It is for this case alone: the part of a request on another case that its officer may not decide. */
    ownCase: z.optional(z.literal(true)),
  }),
  z.object({
    ...fact,
    type: z.literal('access-extended'),
    request: z.string(),
    dueOn: CivilDate,
    reason: z.string(),
  }),
  /** Items that were found about the person go out, or stay back. An item is named without what it says. */
  z.object({
    ...fact,
    type: z.literal('access-items-cleared'),
    request: z.string(),
    items: z.array(Clearance),
  }),
  /** What was cleared was given to the person: how many items, never what they say. */
  z.object({
    ...fact,
    type: z.literal('access-given'),
    request: z.string(),
    on: CivilDate,
    included: z.number(),
    leftOut: z.number(),
  }),
  /**
   * A person has dealt with a message: `how`, and what they did in their own words, which may be empty. `outcome`: the
   * decision that it led to. `to`: the case that it went to, and `route` the route.
   */
  z.object({
    ...fact,
    type: z.literal('message-dealt-with'),
    message: z.string(),
    done: z.string(),
    how: z.optional(MessageHandling),
    /** Further messages dealt with in the same way. */
    further: z.optional(NumberRanges),
    outcome: z.optional(z.object({ task: TaskKey, decision: z.number() })),
    to: z.optional(z.string()),
    route: z.optional(z.string()),
  }),
  /** A message that counted as an automatic reply is work after all. */
  z.object({ ...fact, type: z.literal('message-taken-up'), message: z.string() }),
  z.object({
    ...fact,
    type: z.literal('letter-prepared'),
    letter: z.string(),
    template: z.string(),
    to: Addressee,
    task: z.optional(TaskKey),
    decision: z.optional(z.number()),
    /** The clock whose milestone sends it. */
    clock: z.optional(z.string()),
    enclosures: z.optional(z.array(z.string())),
    /** The part whose change of hands it tells of. */
    change: z.optional(PartChange),
    /** What was sent to another route, of which it tells. */
    sending: z.optional(z.string()),
    /** It goes on paper although its reader has an email address. */
    onPaper: z.optional(z.literal(true)),
  }),
  z.object({
    ...fact,
    type: z.literal('letter-settled'),
    letter: z.string(),
    status: z.enum(['sent', 'to be posted', 'refused', 'unconfirmed', 'not needed', 'bundled']),
    /** The letter that took it up. */
    bundle: z.optional(z.string()),
    /** A `LetterSettling`, or the words of the mail service. */
    detail: z.optional(z.string()),
    /** The day on which it left, when the mail service took it. */
    leftOn: z.optional(CivilDate),
  }),
  /** A letter on paper was printed, to be posted. */
  z.object({ ...fact, type: z.literal('letter-printed'), letter: z.string() }),
  /** The mail server of its reader has taken a letter. */
  z.object({ ...fact, type: z.literal('letter-delivered'), letter: z.string() }),
  /** The complainant has opened a letter in their private link for the first time. */
  z.object({ ...fact, type: z.literal('letter-read'), letter: z.string() }),
  /** A letter on paper was posted on this day. */
  z.object({ ...fact, type: z.literal('letter-posted'), letter: z.string(), on: CivilDate }),
  /** The complainant has learned on this day what a letter says, by another way than the letter. */
  z.object({
    ...fact,
    type: z.literal('letter-reached'),
    letter: z.string(),
    on: CivilDate,
    /** An officer's words. Empty if they read the letter in their private link. */
    how: z.string(),
    read: z.optional(z.literal(true)),
  }),
  /** The private links sent in letters so far stop working: those to the complainant, or to this further complainant. */
  z.object({ ...fact, type: z.literal('links-revoked'), party: z.optional(z.string()) }),
  /** A letter that had left came back: the mail service reports it, or an officer records it of one on paper. */
  z.object({
    ...fact,
    type: z.literal('letter-returned'),
    letter: z.string(),
    /** A `LetterReturn`, or an officer's words. */
    detail: z.string(),
    /** The kind of failure and its status, as the mail service names them. */
    status: z.optional(z.string()),
  }),
  z.object({
    ...fact,
    type: z.literal('closed'),
    as: z.string(),
    outcome: z.optional(z.string()),
    run: z.number(),
  }),
]);
export type Event = z.infer<typeof Event>;

/** An event that has no author and no time yet. */
export type Undated<E> = E extends unknown ? Omit<E, 'at' | 'by'> : never;

/** An event that has no position in the order yet. */
type Unplaced<E> = E extends unknown ? Omit<E, 'seq'> : never;
export type NewEvent = Unplaced<Event>;
