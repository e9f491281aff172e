import * as z from 'zod/mini';

export const id = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]*$/, 'use lower case letters, digits and hyphens'));

export const sentence = z.string().check(z.minLength(1));

export const positiveDays = z.number().check(z.int(), z.positive());
