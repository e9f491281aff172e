import type { LetterRow } from '../../domain/case/stored-rows.ts';
import { partyWrittenTo, personWrittenTo } from '../../domain/people/written-to.ts';
import { letterTemplate } from '../../operations/send-letter/letter-reader.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { personName } from '../../words/person-name.ts';

/** The title of a letter; of a copy with the name of the person who gets it. */
export function letterTitle(
  file: Pick<CaseFile, 'state' | 'persons'>,
  { template, to }: Pick<LetterRow, 'template' | 'to'>,
  words: Words,
): string {
  const { parties } = words;
  const { title, audience } = letterTemplate(template);
  if (partyWrittenTo(to) === undefined) return title;
  const name = personName(personWrittenTo(file, to), words);
  return audience === 'other body' ? parties.letterTo({ title, name }) : parties.copyTo({ title, name });
}
