import * as z from 'zod/mini';
import { accessRequestsOf, itemKinds } from '../domain/case/access-request.ts';
import { Clearance } from '../domain/case/clearance.ts';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import { uncleared, type GatheredRequest } from '../operations/access-request/items-about-person.ts';
import type { CaseFile } from '../ports.ts';

/** A request for everything held about a person: when it is due, and whether it was answered. */
export const AccessRequestView = z.object({
  request: z.string(),
  person: z.string(),
  receivedOn: CivilDate,
  dueOn: CivilDate,
  ownCase: z.optional(z.literal(true)),
  extended: z.optional(z.object({ on: Instant, reason: z.string() })),
  given: z.optional(z.object({ on: CivilDate, by: z.string(), included: z.number(), leftOut: z.number() })),
});
export type AccessRequestView = z.infer<typeof AccessRequestView>;

/** A request with every item found about its person, whose data besides is in each, and what was decided about it. */
export const GatheredRequestView = z.object({
  ...AccessRequestView.shape,
  cases: z.array(z.object({ reference: z.string(), why: z.enum(['asked', 'confirmed', 'likely']) })),
  sameName: z.array(z.string()),
  uncleared: z.number(),
  items: z.array(
    z.object({
      id: z.string(),
      reference: z.optional(z.string()),
      kind: z.enum(itemKinds),
      title: z.string(),
      at: z.optional(Instant),
      source: z.string(),
      text: z.string(),
      file: z.optional(z.object({ name: z.string(), mimeType: z.string(), size: z.number() })),
      others: z.array(z.object({ name: z.string(), staff: z.boolean() })),
      cleared: z.optional(z.object({ ...Clearance.shape, by: z.string(), at: Instant })),
    }),
  ),
});

export const accessRequestViews = ({ events }: Pick<CaseFile, 'events'>): AccessRequestView[] =>
  accessRequestsOf(events).map(({ id, openedAt: _openedAt, cleared: _cleared, ...request }) => ({
    request: id,
    ...request,
  }));

export function gatheredRequestView(gathered: GatheredRequest): z.infer<typeof GatheredRequestView> {
  const { request, items, cases, sameName } = gathered;
  const { id, openedAt: _, cleared, ...rest } = request;
  return {
    request: id,
    ...rest,
    cases,
    sameName,
    uncleared: uncleared(gathered).length,
    items: items.map(({ file, ...item }) => {
      const decided = cleared.get(item.id);
      return {
        ...item,
        ...(file === undefined
          ? {}
          : { file: { name: file.name, mimeType: file.mimeType, size: file.size } }),
        ...(decided === undefined ? {} : { cleared: decided }),
      };
    }),
  };
}
