import { mostEnclosed } from '../../domain/case/most-enclosed.ts';
import { hasMessage, messageWaits } from '../../domain/case/case.ts';
import type { Addressee, NewEvent } from '../../domain/case/events.ts';
import { lettersStopped, partyOf } from '../../domain/case/parties.ts';
import { occasionOfWritten } from '../../domain/case/written-letters.ts';
import { unfilledIn } from '../../domain/council/standard-paragraphs.ts';
import { taskNow } from '../../domain/correspondence/letters-about-people.ts';
import type { User } from '../../domain/council/council.ts';
import { invalid, refuse, type Refused } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { officerLetter } from '../../../workflows/letters/letter-names.ts';
import { messageDealtWith } from '../message-dealt-with.ts';
import { actOnCase, type CaseActionResult } from './case-action.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

/** A letter in a person's own words. `to`: the complainant, or the id of another party. */
export interface NewLetter {
  to: string;
  subject: string;
  text: string;
  documents?: readonly string[] | undefined;
  /** The message that it answers, which is dealt with by it. */
  message?: string | undefined;
}

/**
 * Writes to the complainant or another party of a case, open or closed. It is a letter like any other: sent once, by email
 * or on paper, with its status, copies and attachments.
 */
export function writeLetter(
  deps: Dependencies,
  { caseId, by, letter }: { caseId: string; by: User; letter: NewLetter },
): Promise<CaseActionResult> {
  return actOnCase(deps, caseId, by, (file) => letterWritten(deps, file, letter, { by }), {
    do: 'write letter',
  });
}

/**
 * The events by which a letter goes, or why it cannot. `author`: the id of the user who wrote it, if `by` only approves it.
 */
export function letterWritten(
  deps: Dependencies,
  file: CaseFile,
  letter: NewLetter,
  { by, author }: { by: User; author?: string },
): EventsAndOutbox | Refused<'invalid' | 'conflict'> {
  const { state, events } = file;
  const now = deps.clock.now();
  const actor = `user:${by.id}` as const;
  if (state.tasks.length === 0) return refuse('conflict', { code: 'case-not-begun', params: {} });
  const { subject, text, message } = letter;
  const to: Addressee =
    letter.to === 'complainant' || letter.to === state.person ? 'complainant' : `party:${letter.to}`;
  const party = partyOf(state, letter.to);
  if (to !== 'complainant' && (!party || party.ended !== undefined))
    return invalid({ field: 'to', code: 'no-such-party-now', params: {} });
  if (to === 'complainant' && (state.person === undefined || lettersStopped(state)))
    return invalid({ field: 'to', code: 'no-letters-to-complainant', params: {} });
  const unfilled = unfilledIn(text);
  if (unfilled.length > 0) return invalid({ field: 'text', code: 'values-to-fill-in', params: { unfilled } });
  const unknown = refuseUnknown(file, letter);
  if (unknown) return unknown;
  const enclosures = [...new Set(letter.documents ?? [])];
  const id = `L${events.filter(({ type }) => type === 'letter-written').length + 1}`;
  const written: NewEvent = {
    at: now,
    by: actor,
    type: 'letter-written',
    letter: id,
    subject,
    text,
    ...(message === undefined ? {} : { message }),
    ...(author === undefined ? {} : { author }),
  };
  const prepared: NewEvent = {
    at: now,
    by: actor,
    type: 'letter-prepared',
    letter: `${occasionOfWritten(id)}/${officerLetter}/${to}`,
    template: officerLetter,
    to,
    task: taskNow(state).key,
    ...(enclosures.length === 0 ? {} : { enclosures }),
  };
  if (message === undefined || !messageWaits(state, message))
    return { events: [written, prepared], outbox: [] };
  const dealt = messageDealtWith(deps, state, { message, how: 'answered', done: '' }, { now, by: actor });
  return { events: [written, prepared, ...dealt.events], outbox: dealt.outbox };
}

/** Why a letter cannot go with these documents or answer this message; undefined if it can. */
export function refuseUnknown(
  { state, documents }: CaseFile,
  { documents: enclosed = [], message }: { [Part in 'documents' | 'message']?: NewLetter[Part] },
): Refused<'invalid'> | undefined {
  if (!enclosed.every((id) => documents.some((document) => document.id === id)))
    return invalid({ field: 'documents', code: 'unknown-document', params: {} });
  const size = documents
    .filter(({ id }) => enclosed.includes(id))
    .reduce((sum, document) => sum + document.size, 0);
  if (size > mostEnclosed)
    return invalid({
      field: 'documents',
      code: 'too-large-to-send',
      params: { megabytes: mostEnclosed / 1_000_000 },
    });
  return message !== undefined && !hasMessage(state, message)
    ? invalid({ field: 'message', code: 'no-such-message', params: {} })
    : undefined;
}
