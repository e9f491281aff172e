import * as z from 'zod/mini';

/** What an officer decided about one item of a request for access: it goes out, or stays back for a reason. */
export const Clearance = z.object({
  item: z.string(),
  include: z.boolean(),
  reason: z.optional(z.string()),
});
export type Clearance = z.infer<typeof Clearance>;
