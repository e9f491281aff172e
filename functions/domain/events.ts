import * as z from 'zod/mini';
import { CivilDate, Instant } from './civil-date.ts';
import { Facts } from './facts.ts';
import { Performer } from '../../workflows/procedures/roles.ts';

export const channels = ['email', 'web form', 'phone', 'in person', 'letter', 'portal'] as const;
export const Channel = z.enum(channels);

export const FeedbackKind = z.enum(['complaint', 'compliment', 'comment', 'unreadable email']);

/** Who did something: a user by id, the system, or the person who gave the feedback. */
export const Actor = z.union([z.templateLiteral(['user:', z.string()]), z.enum(['system', 'complainant'])]);
export type Actor = z.infer<typeof Actor>;

/** `<step>#<n>`: the nth time this case is at the step. */
export const TaskKey = z.string().check(z.regex(/^[a-z0-9-]+#\d+$/));

/** What people answered in a form; names are those of the fields of the outcome. */
export const Answers = z.record(z.string(), z.json());
export type Answers = z.infer<typeof Answers>;

const fact = { seq: z.number().check(z.int(), z.positive()), at: Instant, by: Actor };
const task = { ...fact, task: TaskKey };

/** Where a letter goes: the complainant of the case, or a user of the council. */
export const Addressee = z.union([z.literal('complainant'), z.templateLiteral(['user:', z.string()])]);
export type Addressee = z.infer<typeof Addressee>;

/** Every fact of a case, in order of `seq`, never changed once written (DESIGN section 3). */
export const Event = z.discriminatedUnion('type', [
  z.object({
    ...fact,
    type: z.literal('received'),
    reference: z.string(),
    kind: FeedbackKind,
    channel: Channel,
    receivedAt: Instant,
    receivedOn: CivilDate,
    person: z.optional(z.string()),
    message: z.string(),
  }),
  z.object({
    ...fact,
    type: z.literal('procedure-started'),
    procedure: z.string(),
    version: z.string(),
    run: z.number(),
  }),
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
  }),
  z.object({ ...task, type: z.literal('assigned'), assignee: z.string() }),
  z.object({
    ...task,
    type: z.literal('milestone'),
    milestone: z.string(),
    title: z.string(),
    due: CivilDate,
  }),
  z.object({
    ...task,
    type: z.literal('decided'),
    decision: z.number(),
    outcome: z.string(),
    answers: Answers,
    ends: z.boolean(),
  }),
  z.object({ ...task, type: z.literal('extended'), due: CivilDate, until: CivilDate, reason: z.string() }),
  z.object({ ...task, type: z.literal('delay-reported'), expected: CivilDate, reason: z.string() }),
  z.object({
    ...task,
    type: z.literal('deadline-moved'),
    due: CivilDate,
    until: CivilDate,
    reason: z.string(),
  }),
  z.object({ ...fact, type: z.literal('frozen'), reason: z.string(), reviewOn: CivilDate }),
  z.object({ ...fact, type: z.literal('resumed'), reason: z.string() }),
  z.object({ ...fact, type: z.literal('facts-recorded'), facts: Facts }),
  z.object({
    ...fact,
    type: z.literal('message-received'),
    message: z.string(),
    channel: Channel,
    senderKnown: z.boolean(),
    automatic: z.boolean(),
  }),
  z.object({
    ...fact,
    type: z.literal('letter-prepared'),
    letter: z.string(),
    template: z.string(),
    to: Addressee,
    task: z.optional(TaskKey),
    decision: z.optional(z.number()),
  }),
  z.object({
    ...fact,
    type: z.literal('letter-settled'),
    letter: z.string(),
    status: z.enum(['sent', 'to be posted', 'refused', 'unconfirmed', 'not needed']),
    detail: z.optional(z.string()),
  }),
  z.object({ ...fact, type: z.literal('closed'), as: z.string(), outcome: z.optional(z.string()) }),
]);
export type Event = z.infer<typeof Event>;

/** An event before it has its place in the order. */
type Unplaced<E> = E extends unknown ? Omit<E, 'seq'> : never;
export type NewEvent = Unplaced<Event>;
