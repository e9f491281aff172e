import { setTimeout } from 'node:timers/promises';
import { record } from '../domain/case/replay.ts';
import type { Case } from '../domain/case/case.ts';
import type { Event, NewEvent } from '../domain/case/events.ts';
import type { LetterRow, OutboxEntry } from '../domain/case/stored-rows.ts';
import { entriesOfHeld } from '../domain/correspondence/bundle-alerts.ts';
import { letterMailId, newMailName, type Dependencies } from '../dependencies.ts';
import type { CaseChange, CaseFile } from '../ports.ts';
import { followAdvocacy } from './consequences/follow-advocacy.ts';
import { followDeaths } from './consequences/follow-deaths.ts';
import { followClocks } from './consequences/follow-clocks.ts';
import { followDelays } from './consequences/follow-delays.ts';
import { followMessages } from './consequences/follow-messages.ts';
import { draftsAtErasure } from './consequences/drafts-at-erasure.ts';
import { draftsOver } from './consequences/drafts-over.ts';
import { followParties } from './consequences/follow-parties.ts';
import { followLetters, rowsOfLetters } from './consequences/follow-letters.ts';
import { recentCase, type IsEnough } from './recent-case.ts';
import { wakesOf } from './runs/wake-machines.ts';

/** Thrown if others kept changing the case at the same moment. The caller should try again. */
class CaseBusy extends Error {
  override name = 'CaseBusy' as const;
}

/** Thrown if a state machine or a message names a case that does not exist. */
export class UnknownCase extends Error {
  override name = 'UnknownCase' as const;
}

/** The changes that `work` returns. Nothing is written if `events` is empty or there is an `answer` instead. */
export type Work = { events: readonly NewEvent[] } & Pick<
  CaseChange,
  | 'persons'
  | 'messages'
  | 'letters'
  | 'documents'
  | 'draftsDone'
  | 'letterDrafts'
  | 'letterDraftsDone'
  | 'outbox'
  | 'once'
  | 'aliases'
>;

/**
 * As `writeCase`, with only what is recent of the case, unless `isEnough` says of it that the work needs more (decision
 * 0047).
 */
export const writeRecentCase = <Answer>(
  deps: Dependencies,
  caseId: string,
  isEnough: IsEnough,
  work: CaseWork<Answer>,
): Promise<Written<Answer>> => writeCase(deps, caseId, work, isEnough);

/** The change that a case, or what is recent of it, leads to, or an answer instead. */
type CaseWork<Answer> = (file: CaseFile) => Work | { answer: Answer } | Promise<Work | { answer: Answer }>;

const mostAttempts = 10;
/**
 * Before a further attempt each writer waits for a moment of its own, up to so many milliseconds longer each time: those who
 * met would meet again.
 */
const stepMs = 30;

type Written<Answer> =
  | { written: Case; events: Event[]; outbox: readonly OutboxEntry[] }
  | { answer: Answer }
  | { taken: string };

/**
 * Reads a case, calculates a change and writes it under the version that was read. If someone else wrote first, it
 * starts again. Returns the case as written, or the answer that `work` returned instead of a change.
 */
export async function writeCase<Answer>(
  deps: Dependencies,
  caseId: string,
  work: CaseWork<Answer>,
  recentIsEnough?: IsEnough,
): Promise<Written<Answer>> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (attempt > 0) await setTimeout(Math.random() * attempt * stepMs);
    const file = await (recentIsEnough
      ? recentCase(deps.store, caseId, recentIsEnough)
      : deps.store.file(caseId));
    if (!file) throw new UnknownCase('no such case');
    const wanted = await work(file);
    if ('answer' in wanted) return wanted;
    const discarded = draftsAtErasure(deps, file, wanted.events, deps.clock.now());
    const follows = [
      await followLetters(deps, file, wanted.events),
      await followDelays(deps, file.state, wanted.events),
      followDeaths(deps, file.state, wanted.events, deps.clock.now()),
      await followClocks(deps, file.state, wanted.events),
      followAdvocacy(deps, file.state, wanted.events, { caseId, now: deps.clock.now() }),
    ];
    const following = [...wanted.events, ...discarded.events, ...follows.flatMap((follow) => follow.events)];
    const messages = await followMessages(deps, file, following, wanted.messages);
    const before = [...following, ...messages.events];
    const people = followParties(deps, file, before, wanted.persons);
    const { events, after } = record(caseId, file.state, [...before, ...people.events]);
    const outbox = [
      // The machines of its drafts end before the one that erases the case goes on.
      ...discarded.outbox,
      ...(wanted.outbox ?? []),
      ...follows.flatMap((follow) => follow.outbox),
      ...messages.outbox,
      ...(await wakesOf(deps, file, { events, after })),
    ];
    const fresh = preparedLetters(deps, caseId, events);
    const letters = [...fresh, ...rowsOfLetters(file.letters, events)];
    const result = await deps.store.change({
      ...wanted,
      caseId,
      expectedVersion: file.state.version,
      events,
      after,
      persons: [...(wanted.persons ?? []), ...people.persons],
      letterDraftsDone: [
        ...(wanted.letterDraftsDone ?? []),
        ...discarded.letterDraftsDone,
        ...draftsOver(deps, file, events),
      ],
      letters: [
        ...letters.filter(({ key }) => !wanted.letters?.some((row) => row.key === key)),
        ...(wanted.letters ?? []),
      ],
      outbox: [...outbox, ...entriesOfHeld(caseId, file.letters, fresh, deps.clock.now())],
    });
    if (result.ok) return { written: after, events, outbox };
    if (result.reason === 'once') return { taken: result.caseId };
  }
  throw new CaseBusy('the case was changed by others at the same moment, time after time');
}

/** The alias under which a mail finds its case. */
export function mailAlias(mailId: string): string {
  return `mail:${mailId}`;
}

/** The rows of the letters that events prepare. */
export function preparedLetters(
  deps: Pick<Dependencies, 'council'>,
  caseId: string,
  events: readonly Event[],
): LetterRow[] {
  return events.flatMap((event) => {
    if (event.type !== 'letter-prepared') return [];
    const { letter: key, template, to, task, decision, enclosures, onPaper } = event;
    const row: LetterRow = {
      key,
      template,
      to,
      ...(task === undefined ? {} : { task }),
      ...(decision === undefined ? {} : { decision }),
      ...(enclosures === undefined ? {} : { enclosures }),
      ...(onPaper === undefined ? {} : { onPaper }),
      mailId: letterMailId(deps.council, newMailName(caseId)),
      preparedAt: event.at,
      attempts: 0,
      status: 'prepared',
    };
    return [row];
  });
}
