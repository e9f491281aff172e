import type { Case } from '../domain/case/case.ts';
import type { LetterRow, Person } from '../domain/case/stored-rows.ts';
import { lettersStopped } from '../domain/case/parties.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { partyWrittenTo } from '../domain/people/written-to.ts';
import { refuse } from '../domain/text/refusal.ts';
import { letterId, type Dependencies } from '../dependencies.ts';
import type { Page } from '../ports.ts';
import { letterNamed } from './case-actions/letters-and-messages.ts';
import { canGoAgain, sendAgain } from './case-actions/send-again.ts';
import { seesMessages } from './list-messages.ts';
import { caseOfLetterId, mostLettersAtOnce, type LetterResult } from './letters-to-post.ts';
import { itemsOf } from './list-pages.ts';
import { tryLetters } from './send-letter/deliver-letters.ts';

/** A letter that leaves the council and did not go, or came back. */
export interface UnsentLetter {
  state: Case;
  letter: LetterRow & { unsent: NonNullable<LetterRow['unsent']> };
  /** The person it is for, as far as the case knows them. */
  persons: Person[];
  /** Whether this user may send it again, or try it again if it still waits. */
  mayGoAgain: boolean;
}

/** One page of the letters that did not go, on cases that a user may see; those first that have waited longest. */
export async function listUnsentLetters(
  deps: Dependencies,
  user: User,
  at: { limit: number; cursor?: string },
): Promise<Page<UnsentLetter>> {
  const { items, ...more } = await deps.store.unsentLetters(at);
  const seen = items.filter(({ state }) => seesMessages(user, state, deps));
  const persons = await deps.store.persons(
    seen.flatMap(({ state, letter }) => {
      const person = partyWrittenTo(letter.to) ?? state.person;
      return person === undefined ? [] : [{ caseId: state.id, person }];
    }),
  );
  return {
    items: seen.map(({ state, letter }) => ({
      state,
      letter,
      persons: persons.filter(({ caseId }) => caseId === state.id).map(({ person }) => person),
      mayGoAgain: may(user, { do: 'act on case' }, state, deps.council) && isAgainPossible(state, letter),
    })),
    ...more,
  };
}

function isAgainPossible(state: Case, { key }: LetterRow): boolean {
  const letter = letterNamed({ state }, key);
  if (!letter || (letter.to === 'complainant' && lettersStopped(state))) return false;
  return letter.status === 'prepared' || canGoAgain(letter);
}

export const idOfUnsent = ({ state, letter }: Pick<UnsentLetter, 'state' | 'letter'>): string =>
  letterId(state.id, letter.key);

/**
 * The ids of the letters that go when all are sent again: the oldest of those that a user may send. One that came back needs
 * another address first, so it is sent by itself.
 */
export async function allToSendAgain(deps: Dependencies, user: User): Promise<string[]> {
  const ids: string[] = [];
  for await (const found of itemsOf((page) => listUnsentLetters(deps, user, page))) {
    if (found.mayGoAgain && found.letter.unsent.why !== 'returned') ids.push(idOfUnsent(found));
    if (ids.length === mostLettersAtOnce) break;
  }
  return ids;
}

/**
 * Sends letters again, each for itself: one that cannot go keeps no other back. One that still waits is tried now, and is
 * not sent twice.
 */
export async function sendUnsentAgain(
  deps: Dependencies,
  { letters, by }: { letters: readonly string[]; by: User },
): Promise<LetterResult[]> {
  const results: LetterResult[] = [];
  const tried = new Set<string>();
  for (const letter of new Set(letters)) {
    const caseId = caseOfLetterId(letter);
    const state = await deps.store.state(caseId);
    const waits =
      state !== undefined &&
      may(by, { do: 'act on case' }, state, deps.council) &&
      letterNamed({ state }, letter)?.status === 'prepared';
    if (!waits) {
      const sent = await sendAgain(deps, { caseId, letter, by });
      results.push(sent.ok ? { letter, ok: true } : { letter, ...sent });
      continue;
    }
    if (!tried.has(caseId)) await tryLetters(deps, caseId);
    tried.add(caseId);
    const after = await deps.store.state(caseId);
    const stillWaits = after && letterNamed({ state: after }, letter)?.status === 'prepared';
    results.push(
      stillWaits
        ? { letter, ...refuse('conflict', { code: 'letter-still-waits', params: {} }) }
        : { letter, ok: true },
    );
  }
  return results;
}
