import type { Addressee } from '../case/events.ts';
import { routeIds, type RouteId } from '../../../workflows/procedures/other-routes.ts';
import { presentUsers, type Council } from '../council/council.ts';

/** A contact of the council that is no user of this system, as letters address it. */
const prefix = 'contact:';
const dutyContact = `${prefix}duty` as const;

/** Someone to whom a letter goes by email. */
export interface Contact {
  name: string;
  email: string;
  phone?: string | undefined;
}

/** The council's address of another route, for a copy of what is sent there. */
export const routeContact = (route: RouteId): Addressee => `${prefix}${route}`;

export const isContact = (to: Addressee): boolean => to.startsWith(prefix);

/** The contact that an addressee names; undefined if the council has none of this name any more. */
export function contactOf(council: Council, to: Addressee): Contact | undefined {
  if (to === dutyContact) return council.dutyContact;
  const route = routeIds.find((id) => routeContact(id) === to);
  const email = route && council.routeAddresses?.[route];
  return email === undefined ? undefined : { name: email, email };
}

/** Whether an address is that of one of these users. */
export function hasAddressOf(email: string, users: readonly string[], council: Council): boolean {
  return council.users.some(
    ({ id, email: own, otherAddresses = [] }) =>
      users.includes(id) && [own, ...otherAddresses].some((one) => sameAddress(one, email)),
  );
}

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * Who is alerted at once about a safeguarding mark: the council's duty contact, as the user with that email address if
 * there is one. Undefined if the council has named none, or if this person is one of the users with a conflict of interest
 * in the case (law.md section 2).
 */
export function dutyAddressee(conflicted: readonly string[], council: Council): Addressee | undefined {
  const email = council.dutyContact?.email;
  if (email === undefined || hasAddressOf(email, conflicted, council)) return undefined;
  const user = presentUsers(council).find((one) => sameAddress(one.email, email));
  return user ? `user:${user.id}` : dutyContact;
}
