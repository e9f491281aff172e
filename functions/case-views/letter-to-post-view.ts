import * as z from 'zod/mini';
import { PartyFormat } from '../domain/case/party.ts';
import { addressProblems } from '../domain/text/postal-address.ts';
import { CivilDate, Instant, londonDate } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import {
  idOfLetterToPost,
  mostLettersAtOnce,
  windowLines,
  type LetterToPost,
} from '../operations/letters-to-post.ts';
import { letterTemplate } from '../operations/send-letter/letter-reader.ts';
import { paging } from './schemas.ts';

export const LettersToPostQuery = z.strictObject({ case: z.optional(z.string()), ...paging });

const letters = z.array(z.string()).check(z.minLength(1), z.maxLength(mostLettersAtOnce));
export const LettersToPrint = z.strictObject({ letters });
export const LettersPosted = z.strictObject({ letters, on: z.optional(CivilDate) });

/** What became of each letter: it is done, or why it is not. */
export const LettersPostedResponse = z.object({
  results: z.array(z.object({ letter: z.string(), ok: z.boolean(), code: z.optional(z.string()) })),
});

/** A letter that waits to be printed and posted. */
export const LetterToPostView = z.object({
  id: z.string(),
  reference: z.string(),
  title: z.string(),
  /** The name and the address as they stand in the window of the envelope, one line each, the postcode last. */
  lines: z.array(z.string()),
  /** Why it cannot be posted to this address. Its reader has to be reached another way. */
  problem: z.optional(z.enum(addressProblems)),
  format: z.optional(PartyFormat),
  enclosures: z.array(z.object({ id: z.string(), title: z.string() })),
  preparedAt: Instant,
  printedAt: z.optional(Instant),
  task: z.string(),
  assignee: z.optional(z.string()),
  due: CivilDate,
  overdue: z.boolean(),
});

export function letterToPostView(
  { clock }: Pick<Dependencies, 'clock'>,
  found: LetterToPost,
): z.infer<typeof LetterToPostView> {
  const { file, row, task, person, address, enclosures } = found;
  return {
    id: idOfLetterToPost(found),
    reference: file.state.reference,
    title: letterTemplate(row.template).title,
    lines: windowLines(found),
    ...(address.problem ? { problem: address.problem } : {}),
    ...(person?.format === undefined ? {} : { format: person.format }),
    enclosures: enclosures.map(({ id, title }) => ({ id, title })),
    preparedAt: row.preparedAt,
    ...(row.printedAt === undefined ? {} : { printedAt: row.printedAt }),
    task: task.key,
    ...(task.assignee === undefined ? {} : { assignee: task.assignee }),
    due: task.due,
    overdue: task.due < londonDate(clock.now()),
  };
}
