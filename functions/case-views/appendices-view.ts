import * as z from 'zod/mini';
import { appendices } from '../domain/correspondence/appendices.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { letterTemplate } from '../operations/send-letter/letter-reader.ts';
import type { CaseFile } from '../ports.ts';
import type { Words } from '../words/words.ts';

/** The index of the papers of a case, each with a title that its reader understands. */
export const AppendicesResponse = z.object({
  items: z.array(
    z.object({
      number: z.number(),
      title: z.string(),
      on: CivilDate,
      kind: z.enum(['from the complainant', 'letter', 'document']),
      id: z.string(),
      children: z.optional(z.array(z.string())),
    }),
  ),
});
type AppendixView = z.infer<typeof AppendicesResponse>['items'][number];

export function appendicesView(
  file: Omit<Parameters<typeof appendices>[0], 'letters'> & Pick<CaseFile, 'letters'>,
  { staff, terms }: Words,
): AppendixView[] {
  const letters = file.letters.map((letter) => ({
    ...letter,
    title: letterTemplate(letter.template).title,
  }));
  return appendices({ ...file, letters }).map(({ channel, title = '', ...entry }) => ({
    ...entry,
    title:
      channel === undefined
        ? title
        : staff.case.messageWithoutSubject({ byChannel: terms.byChannel[channel] }),
  }));
}
