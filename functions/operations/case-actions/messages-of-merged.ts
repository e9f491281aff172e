import { messageCount, messageWaits, nextRun, type Case } from '../../domain/case/case.ts';
import type { Actor, Event, NewEvent } from '../../domain/case/events.ts';
import { afterReceipt } from '../../domain/case/open-messages.ts';
import type { Sender } from '../../domain/case/sender.ts';
import type { CaseDocument, Message } from '../../domain/case/stored-rows.ts';
import { placeAmongWaiting } from '../../domain/people/flood.ts';
import { sameMailbox } from '../../domain/people/mail-address.ts';
import { senderOfStored } from '../../domain/people/sender.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { dispatchNow } from '../dispatch.ts';
import { together, type EventsAndOutbox } from '../events-and-outbox.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { writeCase } from '../write-case.ts';

/** A change has at most 100 rows, and a message taken in is up to four of them. */
const mostAtOnce = { messages: 12, documents: 6 };

/** Messages and documents of a merged case as they are in the case that goes on. */
interface PapersTaken {
  messages: Message[];
  documents: CaseDocument[];
  /** The new ids by those in the merged case, of what was taken in before too. */
  papers: Map<string, string>;
  /** That they came. */
  received: NewEvent[];
  /** Their tasks, if no one has dealt with them yet. */
  starts: EventsAndOutbox;
}

interface Taking {
  at: Instant;
  by: Actor;
  reason: string;
}

/**
 * Takes in messages and documents of a case that has more than one change can hold, so many at a time, until the rest fits
 * into the change that merges the cases. The events say what was taken, so a repeat goes on where an earlier try stopped.
 */
export async function takeInBefore(
  deps: Dependencies,
  from: CaseFile,
  { into, by, reason }: { into: string; by: Actor; reason: string },
): Promise<void> {
  for (;;) {
    const result = await writeCase<undefined>(deps, into, (file) => {
      const left = notTaken(from, file);
      const { messages, documents } = mostAtOnce;
      const fits = left.messages.length <= messages && left.documents.length <= documents;
      if (fits || file.state.mergedFrom?.includes(from.state.id)) return { answer: undefined };
      const part = {
        messages: left.messages.slice(0, messages),
        documents: left.documents.slice(0, documents),
      };
      const taken = papersOfMerged(deps, from, file, part, { at: deps.clock.now(), by, reason });
      return {
        events: [...taken.received, ...taken.starts.events],
        messages: taken.messages,
        documents: taken.documents,
        outbox: taken.starts.outbox,
      };
    });
    if (!('outbox' in result)) return;
    await dispatchNow(deps, result.outbox);
  }
}

/** The messages and documents of a merged case that the other has not taken in yet. */
export function notTaken(from: CaseFile, into: CaseFile): Pick<CaseFile, 'messages' | 'documents'> {
  const taken = takenBefore(into.events, from.state.id);
  return {
    messages: from.messages.filter(({ id }) => !taken.has(id)),
    documents: from.documents.filter(({ id }) => !taken.has(id)),
  };
}

/** The new ids of messages and documents that a case took in from another, by their ids there. */
const takenBefore = (events: readonly Event[], from: string): Map<string, string> =>
  new Map(
    events.flatMap((event) => {
      if (event.type !== 'message-received' && event.type !== 'document-added') return [];
      const { takenFrom } = event;
      if (takenFrom?.case !== from) return [];
      return [[takenFrom.id, event.type === 'message-received' ? event.message : event.document] as const];
    }),
  );

/**
 * Messages and documents of a merged case as the case that goes on takes them in. What no one has dealt with yet is work
 * there too, with a task each as long as not too many wait; the rest is part of the complaint that everyone works on.
 */
export function papersOfMerged(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  from: CaseFile,
  into: CaseFile,
  part: Pick<CaseFile, 'messages' | 'documents'>,
  { at, by, reason }: Taking,
): PapersTaken {
  const base = { at, by };
  const origin = (id: string) => ({ takenFrom: { case: from.state.id, id } });
  const papers = takenBefore(into.events, from.state.id);
  const received: NewEvent[] = [];
  const starts: EventsAndOutbox[] = [];
  let waiting: Pick<Case, 'openMessages' | 'furtherMessages'> = into.state;
  const messages = part.messages.map((message, index): Message => {
    const id = `M${messageCount(into.state) + index + 1}`;
    const sender = senderHere(message, from, into);
    papers.set(message.id, id);
    const waits = messageWaits(from.state, message.id);
    const further = waits ? placeAmongWaiting(waiting, [], message, { byOfficer: true }) : undefined;
    const event = {
      ...base,
      type: 'message-received' as const,
      message: id,
      channel: message.channel,
      senderKnown: sender.kind === 'complainant' || sender.kind === 'party',
      sender,
      automatic: message.automatic,
      ...(waits ? { toDealWith: true as const } : {}),
      ...(further === undefined ? {} : { further }),
      ...origin(message.id),
    };
    received.push(event);
    waiting = { ...waiting, ...afterReceipt(waiting, event) };
    if (!waits && !message.automatic)
      received.push({
        ...base,
        type: 'message-dealt-with',
        message: id,
        done: reason,
        how: 'filed as evidence',
      });
    if (waits && further !== 'follows')
      starts.push(
        startAlongside(deps, into.state, {
          procedure: proceduresAlongside.dealWithMessage,
          matter: { id, from: londonDate(message.receivedAt) },
          run: nextRun(into.state) + starts.length,
          now: at,
          by,
        }),
      );
    return { ...message, id, sender };
  });
  const documents = part.documents.map((document, index): CaseDocument => {
    const id = `D${into.documents.length + index + 1}`;
    papers.set(document.id, id);
    received.push({ ...base, type: 'document-added', document: id, ...origin(document.id) });
    return { ...document, id };
  });
  return { messages, documents, papers, received, starts: together(starts) };
}

/** Who sent a message of the merged case, as the other case knows them: by their address, or not at all. */
function senderHere(message: Message, from: CaseFile, to: CaseFile): Sender {
  const sender = senderOfStored(message, from);
  const { party, ...rest } = sender;
  if (party === undefined) return rest;
  const email = from.persons.find(({ id }) => id === party)?.email;
  const here = to.persons.find((person) => email && person.email && sameMailbox(person.email, email));
  return here ? { ...rest, party: here.id } : { kind: 'stranger', proof: 'none' };
}
