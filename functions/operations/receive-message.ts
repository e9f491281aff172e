import { reportAndGoOn } from '../runtime/faults.ts';
import { messageCount } from '../domain/case/case.ts';
import type { NewEvent } from '../domain/case/events.ts';
import { record } from '../domain/case/replay.ts';
import type { CaseDocument, Message } from '../domain/case/stored-rows.ts';
import { placeAmongWaiting } from '../domain/people/flood.ts';
import { senderOf, type Arrival } from '../domain/people/sender.ts';
import { lettersFor, occasionOfMessage } from '../domain/correspondence/prepare-letters.ts';
import type { Dependencies } from '../dependencies.ts';
import { londonDate } from '../domain/time/civil-date.ts';
import { manyMessagesAlert } from '../../workflows/letters/letter-names.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';
import { dispatchNow } from './dispatch.ts';
import { withFirstTask } from './first-task.ts';
import { markOf, safeguardingMark } from './mark-safeguarding.ts';
import { startAlongside } from './runs/start-alongside.ts';
import { tryLetters } from './send-letter/deliver-letters.ts';
import { mailAlias, writeRecentCase } from './write-case.ts';
import { always } from './recent-case.ts';
import { noEvents } from './events-and-outbox.ts';

/** A further message about a case. `once`: keys by which the same message is recognised again. */
export interface ReceivedMessage {
  content: Omit<Message, 'id' | 'automatic' | 'sender'>;
  automatic: boolean;
  /** How it came, from which its sender and their proof follow. */
  arrival: Arrival;
  once: readonly string[];
  /** Its sender has sent so many today that no one is told of each: it waits with the others. */
  oneOfMany?: boolean;
  /** Its sender says that someone is in danger, or that they are not safe. */
  inDanger?: boolean;
  /** Uploaded files that came with it, already stored. */
  documents?: readonly Omit<CaseDocument, 'id'>[];
}

/**
 * Adds a message to its case and tells the people who deal with the case, even if it is closed. Of many messages it tells
 * them once; each is kept, and waits for someone. `known`: the message
 * was received before, and nothing was made twice. Throws `UnknownCase`.
 */
export async function receiveMessage(
  deps: Dependencies,
  caseId: string,
  { content, automatic, arrival, once, oneOfMany = false, inDanger = false, documents = [] }: ReceivedMessage,
): Promise<{ caseId: string; known: boolean }> {
  const result = await writeRecentCase(deps, caseId, always, async (file) => {
    const { state, persons, documents: before } = file;
    const sender = senderOf(arrival, { state, persons, council: deps.council });
    const senderKnown = sender.kind === 'complainant' || sender.kind === 'party';
    const message: Message = { ...content, id: `M${messageCount(state) + 1}`, sender, automatic };
    const { tasks } = await withFirstTask(deps, file);
    const task = tasks.findLast(({ status }) => status === 'open') ?? tasks.at(-1);
    const now = deps.clock.now();
    const base = { at: now, by: 'complainant' as const };
    const receivedOn = londonDate(arrival.way === 'recorded' ? content.receivedAt : now);
    const byOfficer = arrival.way === 'recorded' || arrival.way === 'passed on';
    const further = automatic
      ? undefined
      : placeAmongWaiting(state, file.messages, message, { byOfficer, oneOfMany });
    const toDealWith =
      automatic || further === 'follows'
        ? noEvents
        : startAlongside(deps, state, {
            procedure: proceduresAlongside.dealWithMessage,
            matter: { id: message.id, from: receivedOn },
            now,
            by: 'system',
          });
    const added = documents.map((document, index) => ({ ...document, id: `D${before.length + index + 1}` }));
    const events: NewEvent[] = [
      {
        ...base,
        type: 'message-received',
        message: message.id,
        channel: content.channel,
        senderKnown,
        sender,
        automatic,
        ...(receivedOn === londonDate(now) ? {} : { receivedOn }),
        ...(automatic ? {} : { toDealWith: true }),
        ...(further === undefined ? {} : { further }),
      },
      // Right after its message: by this the files that came with it are known.
      ...added.map(({ id }) => ({ ...base, type: 'document-added' as const, document: id })),
      ...toDealWith.events,
      ...(automatic || further === 'follows' || !task
        ? []
        : lettersFor(
            further === 'leads' ? manyMessagesAlert : 'alert-new-message',
            ['assignee', 'complaints-officer'],
            occasionOfMessage(message.id),
            state,
            task,
            { council: deps.council, now },
          )),
    ];
    const found = markOf(message, inDanger);
    const mark = found
      ? safeguardingMark(deps, { ...file, state: record(caseId, state, events).after }, found, {
          now,
          by: found.source === 'form' ? 'complainant' : 'system',
          answerable: !automatic && senderKnown,
          oneOfMany: further !== undefined,
        })
      : { events: [], outbox: [] };
    return {
      events: [...events, ...mark.events],
      messages: [message],
      documents: added,
      outbox: [...mark.outbox, ...toDealWith.outbox],
      once,
      aliases: message.mailId === undefined ? [] : [mailAlias(message.mailId)],
    };
  });
  if ('taken' in result) return { caseId: result.taken, known: true };
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
  // The message is stored. What cannot be sent now is tried again.
  await reportAndGoOn(tryLetters(deps, caseId), (fault) =>
    deps.log('letters-not-delivered', { caseId, ...fault }),
  );
  return { caseId, known: false };
}
