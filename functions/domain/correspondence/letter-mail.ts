import * as z from 'zod/mini';

/** The id of a letter in its mail, as a tag in SES (which allows no other characters) and as a file name. */
export const LetterId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, 'a letter id is made of letters, digits, _ and -'));
