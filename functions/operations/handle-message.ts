import { messageWaits, type Case } from '../domain/case/case.ts';
import type { NewEvent } from '../domain/case/events.ts';
import { findReferences } from '../domain/case/reference.ts';
import type { MessageHandling, Sender } from '../domain/case/sender.ts';
import type { Message, Person, StoredFile } from '../domain/case/stored-rows.ts';
import type { User } from '../domain/council/council.ts';
import {
  answersFromMessage,
  outcomeAsked,
  stepAskedLate,
  type RequestByMessage,
} from '../domain/decisions/asked-by-message.ts';
import type { NumberRanges } from '../domain/case/number-ranges.ts';
import { furtherOfSender } from '../domain/people/flood.ts';
import { may } from '../domain/people/may.ts';
import { mayPassOn, senderOf, senderOfStored } from '../domain/people/sender.ts';
import { isEmailAddress } from '../domain/text/email-address.ts';
import { invalid, refuse } from '../domain/text/refusal.ts';
import { londonDate, type CivilDate } from '../domain/time/civil-date.ts';
import { refuseDayOfReceipt } from '../domain/time/day-of-receipt.ts';
import type { SystemReason } from '../domain/case/event-codes.ts';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import type { CaseFile } from '../ports.ts';
import type { RouteId } from '../../workflows/procedures/other-routes.ts';
import { actOnCase, actOnRecent, type CaseActionRefusal } from './case-actions/case-action.ts';
import { reopeningOf } from './case-actions/reopen-case.ts';
import { routeStarted } from './case-actions/send-to-route.ts';
import { decideStep } from './decide-step/decide-step.ts';
import { messageDealtWith, type Dealt } from './message-dealt-with.ts';
import { receiveFeedback } from './receive-feedback.ts';
import { receiveMessage } from './receive-message.ts';
import type { IsEnough } from './recent-case.ts';
import { together } from './events-and-outbox.ts';
import { procedureOfCase } from '../domain/case/procedure-followed.ts';
import { linkBack, linkTo } from './case-actions/link-cases.ts';

/** What a person does with a message. `note`: their own words, which may be empty. */
export interface MessageCommand {
  caseId: string;
  message: string;
  by: User;
  how: MessageHandling;
  note?: string | undefined;
  /** The day from which a request counts, instead of the day on which the message came. */
  on?: CivilDate | undefined;
  /** Until when the complainant agreed to wait. */
  until?: CivilDate | undefined;
  /** The reference of the case that the message is moved to. */
  to?: string | undefined;
  /** The route that it is passed to, and the person or team that deals with it there. `copy`: they get the note by email. */
  route?: RouteId | undefined;
  routeTo?: string | undefined;
  copy?: boolean | undefined;
  /** The further messages of its sender are dealt with in the same way. */
  further?: boolean | undefined;
}

export type MessageHandled = { ok: true; state: Case; to?: string } | CaseActionRefusal;

const doneAlready = refuse('conflict', { code: 'message-done-already', params: {} });
const noSuchMessage = refuse('not found', { code: 'no-such-message', params: {} });

/**
 * Deals with a message on a case. A request of the complainant is decided and the message dealt with in one transaction,
 * and the request counts from the day on which the message came. A message that goes to another case is there first, once,
 * so that a crash in between loses nothing.
 */
export async function handleMessage(deps: Dependencies, command: MessageCommand): Promise<MessageHandled> {
  let found: Found | undefined;
  const allowed = await actOnCase(
    deps,
    command.caseId,
    command.by,
    (file) => {
      const message = file.messages.find(({ id }) => id === command.message);
      if (!message) return noSuchMessage;
      if (!messageWaits(file.state, message.id)) return doneAlready;
      found = { file, message };
      return { events: [] };
    },
    undefined,
    hasMessage(command.message),
  );
  if (!allowed.ok) return allowed;
  if (!found) return noSuchMessage;
  const { how, note = '' } = command;
  switch (how) {
    case 'next stage requested':
    case 'withdrawal':
    case 'agreed to wait':
      return takeAsRequest(deps, command, how, found);
    case 'new complaint':
    case 'case of its own':
      return makeCase(deps, command, how, found);
    case 'moved':
      return moveMessage(deps, command, found);
    case 'other route':
      return passToRoute(deps, command, found);
    case 'answered':
    case 'noted':
      if (note === '') return invalid({ field: 'note', code: 'answer-needed', params: {} });
      return record(deps, command, {});
    case 'filed as evidence':
      return record(deps, command, {});
    case 'automatic':
      return record(deps, command, {}, ({ messages }) => ({
        messages: messages
          .filter(({ id }) => id === command.message)
          .map((row) => ({ ...row, automatic: true })),
      }));
  }
}

/** Records that a message was dealt with, with what else changes in the case. */
function record(
  deps: Dependencies,
  { caseId, message, by, how, note = '', further = false }: MessageCommand,
  more: Pick<Dealt, 'to'>,
  also: (file: CaseFile) => { events?: NewEvent[]; messages?: Message[] } = () => ({}),
): Promise<MessageHandled> {
  return actOnCase(
    deps,
    caseId,
    by,
    (file) => {
      if (!messageWaits(file.state, message)) return doneAlready;
      const at = { now: deps.clock.now(), by: `user:${by.id}` as const };
      const others = further ? furtherTogether(file, message, how) : [];
      const dealt = messageDealtWith(
        deps,
        file.state,
        { message, how, done: note, ...more, ...(others.length === 0 ? {} : { further: others }) },
        at,
      );
      const { events = [], messages = [] } = also(file);
      return { events: [...dealt.events, ...events], outbox: dealt.outbox, messages };
    },
    undefined,
    further ? undefined : hasMessage(message),
  );
}

/** What is recent of a case is enough if it has this message. */
const hasMessage =
  (message: string): IsEnough =>
  ({ messages }) =>
    messages.some(({ id }) => id === message);

/** Ways of dealing with a message that can be the same for all that its sender wrote. */
const sameForAll = new Set<MessageHandling>(['answered', 'noted', 'filed as evidence']);

function furtherTogether({ state, messages }: CaseFile, id: string, how: MessageHandling): NumberRanges {
  const message = messages.find((one) => one.id === id);
  return message && sameForAll.has(how) ? furtherOfSender(state, messages, message) : [];
}

/** Starts the route that a message asks for, such as a subject access request. The complaint goes on. */
async function passToRoute(
  deps: Dependencies,
  { caseId, by, how, note = '', on, route, routeTo: to, copy }: MessageCommand,
  { message: { id, receivedAt } }: Found,
): Promise<MessageHandled> {
  const missing = (field: string) => invalid({ field, code: 'answer-needed', params: {} });
  if (route === undefined) return missing('route');
  if (to === undefined) return missing('routeTo');
  if (note === '') return missing('note');
  const today = londonDate(deps.clock.now());
  const askedOn = on ?? londonDate(receivedAt);
  const calendar = await currentCalendar(deps);
  const wrongDay = refuseDayOfReceipt(askedOn, today, calendar);
  if (wrongDay) return invalid({ field: 'on', ...wrongDay });
  return actOnRecent(deps, caseId, by, ({ state }) => {
    if (!messageWaits(state, id)) return doneAlready;
    const request = { route, to, reason: note, goesOn: true, copy, message: { id, askedOn } };
    const started = routeStarted(deps, state, request, { by, calendar });
    if ('ok' in started) return started;
    const at = { now: deps.clock.now(), by: `user:${by.id}` as const };
    const dealt = messageDealtWith(deps, state, { message: id, how, done: note, route }, at);
    return together([started, dealt]);
  });
}

interface Found {
  file: CaseFile;
  message: Message;
}

async function takeAsRequest(
  deps: Dependencies,
  command: MessageCommand,
  how: RequestByMessage,
  { file: { state }, message }: Found,
): Promise<MessageHandled> {
  const { caseId, by, note = '', on, until } = command;
  const procedure = procedureOfCase(state, deps.procedures);
  const asked = outcomeAsked(how, state, procedure);
  if (asked) {
    const decided = await decideStep(deps, {
      caseId,
      step: asked.task.key,
      outcome: asked.id,
      answers: answersFromMessage(asked, message, { note, on, until }),
      by,
      seen: '*',
      message: { id: message.id, how, done: note },
    });
    if (decided.ok) return { ok: true, state: decided.state };
    // Nothing was said to have been seen, so the step cannot have changed since.
    const { kind } = decided;
    return kind === 'stale' ? doneAlready : { ...decided, kind };
  }
  const step = how === 'next stage requested' ? stepAskedLate(state, procedure) : undefined;
  if (step === undefined) return invalid({ field: 'how', code: 'step-foresees-no-such-request', params: {} });
  if (note === '') return invalid({ field: 'note', code: 'answer-needed', params: {} });
  return actOnRecent(deps, caseId, by, ({ state: now }) => {
    if (!messageWaits(now, message.id)) return doneAlready;
    const askedOn = on ?? londonDate(message.receivedAt);
    const reopened = reopeningOf(deps, now, { step, reason: note, askedOn, by });
    if ('ok' in reopened) return reopened;
    const at = { now: deps.clock.now(), by: `user:${by.id}` as const };
    const dealt = messageDealtWith(deps, now, { message: message.id, how, done: note }, at);
    return {
      events: [...reopened.events, ...dealt.events],
      outbox: [...reopened.outbox, ...dealt.outbox],
    };
  });
}

/** A case made of a message: of the same complainant, and linked, or of the person who wrote it. */
async function makeCase(
  deps: Dependencies,
  command: MessageCommand,
  how: 'new complaint' | 'case of its own',
  { file, message }: Found,
): Promise<MessageHandled> {
  const { caseId, by } = command;
  const sender = senderOfStored(message, file);
  const complainant = file.persons.find(({ id }) => id === file.state.person);
  const sameComplainant = how === 'new complaint';
  // A colleague who passed on what someone else wrote does not complain.
  const passedOn = !sameComplainant && mayPassOn(sender) && message.forwarded !== undefined;
  const person = sameComplainant ? personAgain(complainant) : passedOn ? undefined : personOf(message);
  const { sender: _, id: __, automatic: ___, receivedAt, raw, attachments, ...content } = message;
  const { reference, caseId: to } = await receiveFeedback(deps, {
    kind: 'complaint',
    receivedAt,
    by: `user:${by.id}`,
    ...(person ? { person } : {}),
    passedOn,
    message: {
      ...content,
      ...(sameComplainant || raw === undefined ? {} : { raw }),
      attachments: sameComplainant ? await copied(deps, caseId, message) : attachments,
    },
    arrival: {
      way: 'passed on',
      sender: {
        ...(mayPassOn(sender) ? sender : { kind: 'complainant' as const, party: 'P1' }),
        proof: sender.proof,
      },
    },
    once: [`message:${caseId}:${message.id}`],
  });
  const why = 'complaint-in-message' satisfies SystemReason;
  const base = () => ({ at: deps.clock.now(), by: `user:${by.id}` as const });
  const handled = await record(deps, command, { to: reference }, ({ state }) => ({
    events: sameComplainant ? linkTo(state, to, why, base()) : [],
    messages: sameComplainant ? [] : [withoutContent(message)],
  }));
  if (!handled.ok) return handled;
  if (sameComplainant) await linkBack(deps, to, caseId, why, by);
  return { ...handled, to: reference };
}

/** Moves a message to another case that the officer may change too. What it says stays only there. */
async function moveMessage(
  deps: Dependencies,
  command: MessageCommand,
  { file, message }: Found,
): Promise<MessageHandled> {
  const { caseId, by } = command;
  const [to = ''] = findReferences(command.to ?? '');
  const target = to === '' ? undefined : await deps.store.file(to);
  if (!target || !may(by, { do: 'act on case' }, target.state, deps.council))
    return invalid({ field: 'to', code: 'no-such-case', params: {} });
  if (to === caseId) return invalid({ field: 'to', code: 'same-case', params: {} });
  const { sender: _, id: __, automatic, ...content } = message;
  await receiveMessage(deps, to, {
    content,
    automatic,
    arrival: { way: 'passed on', sender: senderThere(deps, message, senderOfStored(message, file), target) },
    once: [`message:${caseId}:${message.id}`],
  });
  const handled = await record(deps, command, { to }, () => ({ messages: [withoutContent(message)] }));
  return handled.ok ? { ...handled, to } : handled;
}

/** The sender of a message in the case that it is moved to. What was found about the address is true there too. */
function senderThere(
  { council }: Dependencies,
  { from, channel }: Message,
  sender: Sender,
  { state, persons }: CaseFile,
): Sender {
  if (channel !== 'email' || from.email === undefined)
    return { kind: 'complainant', ...(state.person ? { party: state.person } : {}), proof: sender.proof };
  const there = senderOf(
    { way: 'email', from: from.email, verdicts: { spam: 'DISABLED', virus: 'DISABLED' } },
    { state, persons, council },
  );
  return there.kind === 'stranger'
    ? there
    : { ...there, proof: sender.kind === 'stranger' ? 'known address' : sender.proof };
}

/** What stays of a message that has gone to another case: that it came, when and how. */
const withoutContent = ({ id, channel, receivedAt, sender, automatic }: Message): Message => ({
  id,
  channel,
  receivedAt,
  from: {},
  ...(sender ? { sender } : {}),
  subject: '',
  text: '',
  automatic,
  attachments: [],
});

function personAgain(person: Person | undefined): Omit<Person, 'id'> | undefined {
  if (!person) return undefined;
  const { id: _, earlier: __, authority: ___, ...rest } = person;
  return rest;
}

function personOf({ from: { name, email, phone } }: Message): Omit<Person, 'id'> | undefined {
  const known = {
    ...(name === undefined ? {} : { name }),
    ...(email !== undefined && isEmailAddress(email) ? { email } : {}),
    ...(phone === undefined ? {} : { phone }),
  };
  return Object.keys(known).length === 0 ? undefined : known;
}

/** Files of a message for a second case: each case erases its own. */
async function copied(
  { files }: Dependencies,
  caseId: string,
  { id, attachments }: Message,
): Promise<StoredFile[]> {
  return Promise.all(
    attachments.map(async (attachment, index) => {
      const file = `attachments/copies/${caseId}-${id}/${index + 1}`;
      const content = await files.get(attachment.file);
      if (content) await files.put(file, content, 'application/octet-stream');
      return { ...attachment, file };
    }),
  );
}
