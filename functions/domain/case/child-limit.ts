import * as z from 'zod/mini';

/**
 * That a paper of a case is about certain children (their party ids) and only for people who may know of each of them.
 * `item` is the id of a document (D1), of a message with everything attached to it (M2), or of one attachment (M2-1).
 */
export const childLimitFields = { item: z.string(), children: z.array(z.string()) };
const ChildLimit = z.object(childLimitFields);
export type ChildLimit = z.infer<typeof ChildLimit>;
