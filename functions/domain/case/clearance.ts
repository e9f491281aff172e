import * as z from 'zod/mini';
import { findReferences } from './reference.ts';

/** What an officer decided about one item of a request for access: it goes out, or stays back for a reason. */
export const Clearance = z.object({
  item: z.string(),
  include: z.boolean(),
  reason: z.optional(z.string()),
});
export type Clearance = z.infer<typeof Clearance>;

/** The case that an item of a request comes from, which its id begins with. Undefined for mail that became no case. */
export const caseOfItem = (item: string): string | undefined =>
  findReferences(item.split('/', 1)[0] ?? '')[0];
