import { stepsOf } from './list-messages.ts';
import type { Task } from '../domain/case/case.ts';
import type { CaseDocument, LetterRow, Person } from '../domain/case/stored-rows.ts';
import type { User } from '../domain/council/council.ts';
import { subjectLetter } from '../domain/decisions/letter-effects.ts';
import { may } from '../domain/people/may.ts';
import { personWrittenTo } from '../domain/people/written-to.ts';
import { windowAddress, type WindowAddress } from '../domain/text/postal-address.ts';
import { refuse, type Refused } from '../domain/text/refusal.ts';
import type { CivilDate } from '../domain/time/civil-date.ts';
import { letterId, type Dependencies } from '../dependencies.ts';
import type { CaseFile, Page } from '../ports.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';
import { actOnCase, type CaseActionRefusal } from './case-actions/case-action.ts';
import { letterNamed, recordLetter } from './case-actions/letters-and-messages.ts';
import { onSheets } from './follow-case/address-on-paper.ts';
import { printLetter } from './follow-case/print-letter.ts';
import { enclosuresOf } from '../domain/correspondence/letter-state.ts';

/** A letter that waits to be printed and posted, as work. */
export interface LetterToPost {
  file: CaseFile;
  row: LetterRow;
  /** Who posts it by when; or, if it has no address to post to, who reaches its reader another way. */
  task: Task;
  person: Person | undefined;
  /** The lines in the window of its envelope. */
  address: WindowAddress;
  enclosures: CaseDocument[];
}

const followedBy: ReadonlySet<string> = new Set([
  proceduresAlongside.postLetter,
  proceduresAlongside.contactAnotherWay,
]);

/** One page of the letters to post on cases that a user may change, soonest due first. A page can be empty. */
export async function listLettersToPost(
  deps: Dependencies,
  user: User,
  filter: { case?: string | undefined },
  at: { limit: number; cursor?: string },
): Promise<Page<LetterToPost>> {
  const { items, ...more } = await deps.store.openTasks({ ...at, steps: stepsOf(deps, [...followedBy]) });
  const found: LetterToPost[] = [];
  for (const { state, task } of items) {
    const run = state.runs.find(({ run: number }) => number === task.run);
    if (!run || !followedBy.has(run.procedure)) continue;
    if (filter.case !== undefined && filter.case.toUpperCase() !== state.reference) continue;
    if (!may(user, { do: 'act on case' }, state, deps.council)) continue;
    const letter = subjectLetter(state, run.matter?.id ?? '');
    const file = letter?.status === 'to be posted' ? await deps.store.file(state.id) : undefined;
    const row = file?.letters.find(({ key }) => key === letter?.key);
    // Without its file it is still being made.
    if (!file || row?.status !== 'to be posted' || row.file === undefined) continue;
    const person = personWrittenTo(file, row.to);
    const enclosures = enclosuresOf(file, row);
    found.push({ file, row, task, person, address: windowAddress(person?.address), enclosures });
  }
  return { items: found, ...more };
}

/** The most letters that are printed or marked as posted at once. */
export const mostLettersAtOnce = 50;

/** The id of the case that a letter belongs to, by the letter's id. */
export const caseOfLetterId = (id: string): string => id.replace(/-[0-9a-f]{20}$/, '');

/** What became of a letter, by its id. */
export type LetterResult =
  | { letter: string; ok: true }
  | ({ letter: string } & (CaseActionRefusal | Refused<'conflict'>));

/**
 * Prints letters one after the other, each on sheets of its own with its address and a private link made for this print,
 * and marks each as printed. A letter without an address to post to is left out, and so is one that does not wait.
 */
export async function printLetters(
  deps: Dependencies,
  { letters, by, title }: { letters: readonly string[]; by: User; title: string },
): Promise<{ html: string; results: LetterResult[] }> {
  const printed: { html: string; large: boolean }[] = [];
  const results: LetterResult[] = [];
  for (const letter of new Set(letters)) {
    const caseId = caseOfLetterId(letter);
    let address: WindowAddress = { lines: [] };
    let large = false;
    const marked = await actOnCase(deps, caseId, by, (file) => {
      const state = letterNamed(file, letter);
      const row = file.letters.find(({ key }) => key === state?.key);
      if (!row || row.file === undefined) return refuse('not found', { code: 'no-such-letter', params: {} });
      if (row.status !== 'to be posted')
        return refuse('conflict', { code: 'letter-settled-already', params: {} });
      const person = personWrittenTo(file, row.to);
      address = windowAddress(person?.address);
      large = person?.format === 'large print';
      if (address.problem) return refuse('conflict', { code: 'letter-has-no-address', params: {} });
      const at = deps.clock.now();
      return { events: [{ at, by: `user:${by.id}` as const, type: 'letter-printed', letter: row.key }] };
    });
    if (!marked.ok) {
      results.push({ letter, ...marked });
      continue;
    }
    const html = await printLetter(deps, { caseId, letter, by });
    if (html === undefined) continue;
    printed.push({ html, large });
    results.push({ letter, ok: true });
  }
  return { html: onSheets(printed, title), results };
}

/** Records the day on which letters were posted, each for itself: one that cannot be recorded keeps no other back. */
export async function markPosted(
  deps: Dependencies,
  { letters, on, by }: { letters: readonly string[]; on?: CivilDate | undefined; by: User },
): Promise<LetterResult[]> {
  const results: LetterResult[] = [];
  for (const letter of new Set(letters)) {
    const news = { became: 'posted' as const, on };
    const recorded = await recordLetter(deps, { caseId: caseOfLetterId(letter), letter, news, by });
    results.push(recorded.ok ? { letter, ok: true } : { letter, ...recorded });
  }
  return results;
}

/** The name and the address as they stand in the window of the envelope, one line each. */
export const windowLines = ({ person, address }: LetterToPost): string[] => [
  ...[person?.name ?? person?.organisation ?? []].flat(),
  ...address.lines,
];

/** The id by which a letter to post is printed and marked. */
export const idOfLetterToPost = ({ file, row }: LetterToPost): string => letterId(file.state.id, row.key);
