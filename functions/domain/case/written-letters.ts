import * as z from 'zod/mini';
import type { Actor, Event } from './events.ts';

/** A letter that a person wrote in their own words (L1, L2, ...), apart from the steps of a procedure. */
export const writtenLetterFields = {
  letter: z.string(),
  subject: z.string(),
  text: z.string(),
  /** The message that it answers. */
  message: z.optional(z.string()),
};

/** The occasion in the key of a letter that a person wrote. */
export const occasionOfWritten = (letter: string): string => `written-${letter}`;

/** What a person wrote in the letter with this key, also in its copies and when it is sent again. */
export function ownWordsOf(
  key: string | undefined,
  events: readonly Event[],
): { subject: string; text: string; by: Actor } | undefined {
  const id = /(?:^|\/)written-(L\d+)\//.exec(key ?? '')?.[1];
  return events.filter((event) => event.type === 'letter-written').find(({ letter }) => letter === id);
}
