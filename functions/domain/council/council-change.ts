import * as z from 'zod/mini';
import { Instant } from '../time/civil-date.ts';
import { Council } from './council.ts';

/** One complete version of the council. Version 0 is the deployed file and has no author. */
export const CouncilVersion = z.object({
  version: z.number(),
  at: Instant,
  by: z.string(),
  council: Council,
});
export type CouncilVersion = z.infer<typeof CouncilVersion>;

/** One change: its place (`phone`, `users.jo`, `teams.Assessment Team`), and the values before and after. */
const Difference = z.strictObject({ place: z.string(), was: z.optional(z.json()), is: z.optional(z.json()) });
export type Difference = z.infer<typeof Difference>;

/** An event of the council: who made this version, when, and with which changes. Never changed or removed. */
export const CouncilChange = z.object({
  version: z.number(),
  at: Instant,
  by: z.string(),
  /** Why, where the page asks for it. */
  reason: z.optional(z.string()),
  differences: z.array(Difference),
});
export type CouncilChange = z.infer<typeof CouncilChange>;

/**
 * A council with the deployed file's values for everything fixed at deployment. The mail service, the DNS and the
 * references of cases depend on these values, so only a deployment can change them.
 */
export function asDeployed(council: Council, deployed: Council): Council {
  const { referencePrefix, intakeAddress, pages, sender, mailDomains } = deployed;
  const { mailDomains: _, ...changeable } = council;
  return {
    ...changeable,
    ...(mailDomains === undefined ? {} : { mailDomains }),
    referencePrefix,
    intakeAddress,
    pages,
    sender: { name: council.sender.name, address: sender.address },
  };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

type Json = z.infer<ReturnType<typeof z.json>>;

const Named = z.union([z.looseObject({ id: z.string() }), z.looseObject({ name: z.string() })]);

/** The members of a part by their names, if the part is changed member by member; otherwise undefined. */
function membersOf(part: Json): Map<string, Json> | undefined {
  if (Array.isArray(part)) {
    const members = part.map((member) => ({ member, named: Named.safeParse(member) }));
    if (members.length === 0 || !members.every(({ named }) => named.success)) return undefined;
    return new Map(
      members.map(({ member, named }) => [
        String(named.data && ('id' in named.data ? named.data.id : named.data.name)),
        member,
      ]),
    );
  }
  return typeof part === 'object' && part !== null ? new Map(Object.entries(part)) : undefined;
}

const Parts = z.record(z.string(), z.json());
// Left out and undefined are the same. Keys follow the order of the schema, so a different order is not a change.
const partsOf = (council: Council) => Parts.parse(JSON.parse(JSON.stringify(Council.parse(council))));

/** The changes from one version of the council to the next, member by member where a part has members. */
export function differences(before: Council, after: Council): Difference[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((part): Difference[] => {
    const [old, young] = [was[part], is[part]];
    if (same(old, young)) return [];
    const [oldMembers, youngMembers] = [membersOf(old ?? {}), membersOf(young ?? {})];
    const wholePart = {
      place: part,
      ...(old === undefined ? {} : { was: old }),
      ...(young === undefined ? {} : { is: young }),
    };
    if (!oldMembers || !youngMembers) return [wholePart];
    const changed = [...new Set([...oldMembers.keys(), ...youngMembers.keys()])].flatMap((name) => {
      const [one, other] = [oldMembers.get(name), youngMembers.get(name)];
      if (same(one, other)) return [];
      return [
        {
          place: `${part}.${name}`,
          ...(one === undefined ? {} : { was: one }),
          ...(other === undefined ? {} : { is: other }),
        },
      ];
    });
    // The same members in another order.
    return changed.length > 0
      ? changed
      : [{ place: part, was: [...oldMembers.keys()], is: [...youngMembers.keys()] }];
  });
}
