import { createHash } from 'node:crypto';
import { record } from '../domain/case/replay.ts';
import { londonDate, type Instant } from '../domain/time/civil-date.ts';
import { receiptFor } from '../domain/correspondence/receipt.ts';
import type { Actor, NewEvent } from '../domain/case/events.ts';
import { usersWithAddress } from '../domain/case/conflicts.ts';
import type { Facts } from '../domain/case/facts.ts';
import type { CaseDocument, Message, Person } from '../domain/case/stored-rows.ts';
import { userIdOf } from '../domain/council/council.ts';
import { senderOf, type Arrival } from '../domain/people/sender.ts';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import { dispatchNow } from './dispatch.ts';
import { followAdvocacy } from './consequences/follow-advocacy.ts';
import { markOf, safeguardingMark } from './mark-safeguarding.ts';
import { getsReceipt } from './gets-receipt.ts';
import { newReference, ReferenceTaken } from './new-reference.ts';
import { procedureStart } from './runs/procedure-start.ts';
import { scanMark } from './check-file/scan.ts';
import { nameBelow, type Upload } from './uploads/uploads.ts';
import { mailAlias, preparedLetters } from './write-case.ts';
import { firstProcedure } from '../../workflows/procedures/index.ts';
import { noEvents } from './events-and-outbox.ts';

/** Feedback from any channel. `once`: keys by which the same feedback is recognised again. */
export interface Feedback {
  kind: Extract<NewEvent, { type: 'received' }>['kind'];
  receivedAt: Instant;
  by: Actor;
  person?: Omit<Person, 'id'>;
  /** Its sender passed on what someone else wrote, so it begins without a complainant. */
  passedOn?: boolean;
  message: Omit<Message, 'id' | 'receivedAt' | 'automatic' | 'sender'>;
  /** How it came, if it did not come by a form or through the user who recorded it. */
  arrival?: Arrival;
  /** Further answers, or facts that the person recording it already knows. Triage finds them filled in. */
  facts?: Facts;
  /** Its sender says that someone is in danger, or that they are not safe. */
  inDanger?: boolean;
  /** Its sender gets a receipt: a person sent it, and their address may be answered automatically. */
  receipt?: boolean;
  /** Files that were uploaded and checked. They stay where they wait, in case this is called again. */
  uploads?: readonly Upload[];
  once: readonly string[];
  aliases?: readonly string[];
}

/** The case of a piece of feedback. `known`: it was received before, and nothing was made twice. */
export interface Received {
  caseId: string;
  reference: string;
  known: boolean;
}

/** Makes the case of a piece of feedback and starts its intake. The same `once` key again returns the first case. */
export async function receiveFeedback(deps: Dependencies, feedback: Feedback): Promise<Received> {
  for (const key of feedback.once) {
    const known = await deps.store.find({ once: key });
    if (known !== undefined) return answer(deps, known, true);
  }
  const now = deps.clock.now();
  const receivedOn = londonDate(feedback.receivedAt);
  // A day outside the calendar is a fault here, whoever let it through: no step of such a case could ever begin.
  (await currentCalendar(deps)).isWorkingDay(receivedOn);
  const reference = await newReference(deps, receivedOn);
  const caseId = reference;
  const persons: Person[] = feedback.person ? [{ ...feedback.person, id: 'P1' }] : [];
  const message: Message = {
    ...feedback.message,
    id: 'M1',
    receivedAt: feedback.receivedAt,
    sender: senderOf(arrivalOf(feedback), { persons, council: deps.council }),
    automatic: false,
  };
  const usersInConflict = usersWithAddress(feedback.person?.email, deps.council);
  const facts: Facts = {
    ...feedback.facts,
    ...(usersInConflict.length === 0 ? {} : { usersInConflict }),
  };
  const start = procedureStart(
    deps,
    { id: caseId, runs: [] },
    { procedure: intakeOn(deps, receivedOn), now },
  );
  const { documents, claims } = await storeUploads(deps, feedback, now);
  const received = record(caseId, undefined, [
    {
      at: now,
      by: feedback.by,
      type: 'received',
      reference,
      kind: feedback.kind,
      channel: message.channel,
      receivedAt: feedback.receivedAt,
      receivedOn,
      ...(feedback.person ? { person: 'P1' } : {}),
      message: message.id,
      ...(feedback.passedOn === true ? { passedOn: true as const } : {}),
    },
    ...(Object.values(facts).some((value) => value !== undefined)
      ? [{ at: now, by: feedback.by, type: 'facts-recorded' as const, facts }]
      : []),
    ...documents.map(({ id }) => ({
      at: now,
      by: feedback.by,
      type: 'document-added' as const,
      document: id,
    })),
    ...start.events,
  ]);
  const found = markOf(message, feedback.inDanger === true);
  const mark = found
    ? safeguardingMark(deps, { state: received.after, persons, events: received.events }, found, {
        now,
        by: found.source === 'form' ? 'complainant' : 'system',
        answerable: true,
      })
    : noEvents;
  const marked = found ? record(caseId, received.after, mark.events) : { events: [], after: received.after };
  const sought = followAdvocacy(deps, undefined, [...received.events, ...marked.events], { caseId, now });
  const advocacy =
    sought.events.length > 0
      ? record(caseId, marked.after, sought.events)
      : { events: [], after: marked.after };
  // The emergency advice is a receipt too, and says less: someone may be in danger because of what arrives.
  const email = feedback.receipt === true ? feedback.person?.email : undefined;
  const receipts = !found && (await getsReceipt(deps, email, now)) ? [receiptFor(now)] : [];
  const receipted =
    receipts.length > 0 ? record(caseId, advocacy.after, receipts) : { events: [], after: advocacy.after };
  const events = [...received.events, ...marked.events, ...advocacy.events, ...receipted.events];
  const { after } = receipted;
  const letters = preparedLetters(deps, caseId, receipted.events);
  const outbox = [...mark.outbox, ...start.outbox, ...sought.outbox];
  const result = await deps.store.change({
    caseId,
    expectedVersion: 0,
    events,
    after,
    persons,
    messages: [message],
    letters,
    documents,
    outbox,
    once: [...feedback.once, ...claims],
    aliases: [
      ...(message.mailId === undefined ? [] : [mailAlias(message.mailId)]),
      ...(feedback.aliases ?? []),
    ],
  });
  if (!result.ok) {
    if (result.reason === 'once') return answer(deps, result.caseId, true);
    throw new ReferenceTaken(`the number of ${reference} was given twice`);
  }
  // The case is stored. If its machine cannot be started now, the repair starts it.
  await dispatchNow(deps, outbox);
  return { caseId, reference, known: false };
}

const arrivalOf = ({ arrival, by }: Feedback): Arrival =>
  arrival ??
  (by === 'complainant' || by === 'system' ? { way: 'form' } : { way: 'recorded', by: userIdOf(by) });

/** Uploads that come with feedback are stored below it, each submission in a folder of its own. */
export const uploadsFolder = 'documents/received/';
/**
 * The claim that proves that the case of a folder exists. A folder without it is erased
 * (functions/operations/review-retention).
 */
export const uploadsClaim = (folder: string) => `papers:${folder}`;

/**
 * Stored before the case, under a name that is the same if the feedback is sent again: a crash in between leaves no
 * second copy.
 */
async function storeUploads(
  deps: Dependencies,
  { uploads = [], once, by }: Feedback,
  addedAt: Instant,
): Promise<{ documents: CaseDocument[]; claims: string[] }> {
  const folder = `${uploadsFolder}${createHash('sha256').update(once.join('\n')).digest('hex').slice(0, 32)}/`;
  const documents = await Promise.all(
    uploads.map(async (upload, index) => {
      const { title, mimeType, size } = upload;
      const file = nameBelow(folder, upload);
      await deps.files.copy(upload.file, file, mimeType);
      return { id: `D${index + 1}`, title, mimeType, size, file, addedAt, addedBy: by, ...scanMark(deps) };
    }),
  );
  return { documents, claims: uploads.length === 0 ? [] : [uploadsClaim(folder)] };
}

async function answer(deps: Dependencies, caseId: string, known: boolean): Promise<Received> {
  const state = await deps.store.state(caseId);
  return { caseId, reference: state?.reference ?? caseId, known };
}

function intakeOn(deps: Dependencies, receivedOn: string) {
  const applicable = deps.procedures.on(firstProcedure, receivedOn);
  if (!applicable.ok) throw new ReferenceTaken(applicable.reason);
  return applicable.procedure;
}
