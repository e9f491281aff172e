import { subjectLetter } from '../../domain/decisions/letter-effects.ts';
import { runOf, type Task } from '../../domain/case/case.ts';
import { otherWays } from '../../domain/correspondence/other-ways.ts';
import { personWrittenTo } from '../../domain/people/written-to.ts';
import { windowAddress } from '../../domain/text/postal-address.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { letterStatus } from './case-parts.ts';
import { letterTitle } from './letter-title.ts';

/** What a task about a letter is about: the letter, its reader, what became of it, and how else they can be reached. */
export function letterRows(file: CaseFile, task: Task, words: Words): { label: string; text: string }[] {
  const letter = subjectLetter(file.state, runOf(file.state, task.run).matter?.id ?? '');
  const row = letter && file.letters.find(({ key }) => key === letter.key);
  if (!row) return [];
  const text = words.post;
  const person = personWrittenTo(file, row.to);
  const { problem } = windowAddress(person?.address);
  const ways = otherWays(file, row).map(({ way, value, earlier }) =>
    text.way({ way: text.ways[way], value: value.replaceAll(/\s*\n\s*/g, ', '), earlier: earlier === true }),
  );
  const known: readonly (readonly [string, string | undefined])[] = [
    [text.letter, letterTitle(file, row, words)],
    [text.to, person?.name ?? person?.organisation],
    [text.status, letterStatus(row, words)],
    [text.address, row.status === 'to be posted' && problem ? text.problems[problem] : undefined],
    [text.otherWays, ways.length === 0 ? undefined : ways.join('\n')],
    [words.parties.details.safeContact, person?.safeContact],
  ];
  return known.flatMap(([label, value]) => (value === undefined ? [] : [{ label, text: value }]));
}
