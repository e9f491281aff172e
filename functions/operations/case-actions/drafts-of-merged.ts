import { nextRun } from '../../domain/case/case.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import type { LetterDraft } from '../../domain/case/letter-drafts.ts';
import { presentUser, type User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { nextDraftNumber } from './letter-drafts.ts';

/** The letters that are being written, in the case that goes on. */
interface DraftsTaken extends EventsAndOutbox {
  letterDrafts: LetterDraft[];
}

/**
 * The letters that are being written on a merged case, in the case that goes on: each is a task of its author to finish,
 * or of whoever merges if its author may not write letters there. A check that was asked for is asked for again. `ids`: the new
 * ids of people, messages and documents. `startedBefore`: how many runs the merge has started already.
 */
export function draftsOfMerged(
  deps: Dependencies,
  from: CaseFile,
  into: CaseFile,
  ids: ReadonlyMap<string, string>,
  { by, now, startedBefore }: { by: User; now: Instant; startedBefore: number },
): DraftsTaken {
  const actor: Actor = `user:${by.id}`;
  const first = nextDraftNumber(into.events);
  const taken = from.letterDrafts.map((draft, index) => {
    const id = `LD${first + index}`;
    const author = presentUser(deps.council, draft.author);
    const writes = author && may(author, { do: 'write letter' }, into.state, deps.council);
    const start = startAlongside(deps, into.state, {
      procedure: proceduresAlongside.finishLetter,
      matter: { id, owner: writes ? author.id : by.id, from: londonDate(now) },
      run: nextRun(into.state) + startedBefore + index,
      now,
      by: actor,
    });
    return { start, draft: draftHere(draft, id, from, ids) };
  });
  return {
    events: taken.flatMap(({ start, draft: { id } }): NewEvent[] => [
      { at: now, by: actor, type: 'letter-drafted', draft: id, what: 'saved' },
      ...start.events,
    ]),
    outbox: taken.flatMap(({ start }) => start.outbox),
    letterDrafts: taken.map(({ draft }) => draft),
  };
}

function draftHere(
  draft: LetterDraft,
  id: string,
  { state }: Pick<CaseFile, 'state'>,
  ids: ReadonlyMap<string, string>,
): LetterDraft {
  const { to, message, documents = [], check: _, ...content } = draft;
  const reader = ids.get((to === 'complainant' ? state.person : to) ?? '');
  const answered = ids.get(message ?? '');
  const enclosed = documents.flatMap((document) => ids.get(document) ?? []);
  return {
    ...content,
    id,
    version: 1,
    ...(reader === undefined ? {} : { to: reader }),
    ...(answered === undefined ? {} : { message: answered }),
    ...(enclosed.length === 0 ? {} : { documents: enclosed }),
  };
}
