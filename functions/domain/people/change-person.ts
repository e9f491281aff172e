import type { Actor } from '../case/events.ts';
import { detailNames, type DetailName } from '../case/party.ts';
import type { Person } from '../case/stored-rows.ts';
import type { Instant } from '../time/civil-date.ts';

/** The details of a person. */
export type Details = { [Name in DetailName]?: Person[Name] | undefined };
/** New values of details: null removes one, undefined leaves it as it is. */
export type DetailChanges = { [Name in DetailName]?: Person[Name] | null | undefined };

/** How many earlier values of a person are kept, the latest ones. */
const mostEarlier = 50;

/**
 * A person with changed details, and which ones differ from before. What they were stays in `earlier`, with when, by
 * whom and why it was changed.
 */
export function changePerson(
  person: Person,
  changes: DetailChanges,
  { at, by, reason }: { at: Instant; by: Actor; reason: string },
): { person: Person; changed: DetailName[] } {
  const changed = detailNames.filter((name) => {
    const now = changes[name];
    return now !== undefined && JSON.stringify(now ?? undefined) !== JSON.stringify(person[name]);
  });
  const kept = Object.entries(changes).filter(([, value]) => value !== undefined && value !== null);
  const { id, earlier = [], ...details } = person;
  const gone = new Set<string>(changed.filter((name) => changes[name] === null));
  const left = Object.entries(details).filter(([name]) => !gone.has(name));
  const was = changed.map((field) => {
    const value = person[field];
    return { field, ...(value === undefined ? {} : { value }), at, by, reason };
  });
  return {
    changed,
    person: {
      ...Object.fromEntries([...left, ...kept]),
      id,
      ...(earlier.length + was.length === 0 ? {} : { earlier: [...earlier, ...was].slice(-mostEarlier) }),
    },
  };
}

/** Whether an address that letters went to is not theirs any more. */
export const hasMoved = (before: Person | undefined, after: Person | undefined): boolean =>
  (before?.email !== undefined && before.email !== after?.email) ||
  (before?.address !== undefined && before.address !== after?.address);
