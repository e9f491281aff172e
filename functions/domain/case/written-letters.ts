import * as z from 'zod/mini';

/** A letter that a person wrote in their own words (L1, L2, ...), apart from the steps of a procedure. */
export const writtenLetterFields = {
  letter: z.string(),
  subject: z.string(),
  text: z.string(),
  /** The message that it answers. */
  message: z.optional(z.string()),
  /** The user who wrote it, if a colleague approved it, whose act the event is. */
  author: z.optional(z.string()),
};

/** The occasion in the key of a letter that a person wrote. */
export const occasionOfWritten = (letter: string): string => `written-${letter}`;
