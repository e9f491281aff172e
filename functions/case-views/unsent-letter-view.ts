import * as z from 'zod/mini';
import { Addressee } from '../domain/case/events.ts';
import { unsentReasons } from '../domain/case/stored-rows.ts';
import { personWrittenTo } from '../domain/people/written-to.ts';
import { Instant } from '../domain/time/civil-date.ts';
import { mostLettersAtOnce } from '../operations/letters-to-post.ts';
import { letterTemplate } from '../operations/send-letter/letter-reader.ts';
import { idOfUnsent, type UnsentLetter } from '../operations/unsent-letters.ts';
import { paging } from './schemas.ts';

export const UnsentLettersQuery = z.strictObject(paging);

/** Which letters go again: these, or all that can but those that came back. */
export const LettersToSendAgain = z.union([
  z.strictObject({ letters: z.array(z.string()).check(z.minLength(1), z.maxLength(mostLettersAtOnce)) }),
  z.strictObject({ all: z.literal(true) }),
]);

/** A letter that did not go, or came back. */
export const UnsentLetterView = z.object({
  id: z.string(),
  reference: z.string(),
  title: z.string(),
  to: Addressee,
  name: z.optional(z.string()),
  since: Instant,
  why: z.enum(unsentReasons),
  /** Whether you may send it again. */
  mayGoAgain: z.boolean(),
});

export function unsentLetterView(found: UnsentLetter): z.infer<typeof UnsentLetterView> {
  const { state, letter, mayGoAgain } = found;
  const person = personWrittenTo(found, letter.to);
  const name = person?.name ?? person?.organisation;
  return {
    id: idOfUnsent(found),
    reference: state.reference,
    title: letterTemplate(letter.template).title,
    to: letter.to,
    ...(name === undefined ? {} : { name }),
    ...letter.unsent,
    mayGoAgain,
  };
}
