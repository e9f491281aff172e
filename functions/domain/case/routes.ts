import * as z from 'zod/mini';
import { CivilDate } from '../time/civil-date.ts';
import { routeIds } from '../../../workflows/procedures/other-routes.ts';

/** Points, or the whole complaint, that were sent to another route (W1, W2, ...), as the event and the case have it. */
export const sendingFields = {
  sending: z.string(),
  route: z.enum(routeIds),
  /** The points it is about. Empty if the complaint had none yet. */
  points: z.array(z.string()),
  /** The message that asks for it, if it is about one and not about points. */
  message: z.optional(z.string()),
  /** An officer's words for colleagues. */
  reason: z.string(),
  /** The person or team that deals with it there. */
  to: z.string(),
  on: CivilDate,
  /** Whether the complaint goes on for these points too. Otherwise they end here. */
  goesOn: z.boolean(),
  routeReference: z.optional(z.string()),
  /** The last day that the law gives the route for its answer. */
  dueOn: z.optional(CivilDate),
  /** A copy of the text went to the address of the route. */
  copied: z.optional(z.literal(true)),
};
