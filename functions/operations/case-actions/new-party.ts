import type { Case } from '../../domain/case/case.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { childIds } from '../../domain/case/child-limits.ts';
import { nextPartyId } from '../../domain/case/parties.ts';
import type { DetailName, PartyCopies, PartyRole } from '../../domain/case/party.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import { presentUsers } from '../../domain/council/council.ts';
import { changePerson, type Details } from '../../domain/people/change-person.ts';
import { sameMailbox } from '../../domain/people/mail-address.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';

interface At {
  now: Instant;
  by: Actor;
}

/** Someone who becomes a party of a case: the event, and the person with their details. */
export function newParty(
  deps: Pick<Dependencies, 'council'>,
  state: Case,
  added: {
    roles: readonly PartyRole[];
    copies: PartyCopies;
    children?: readonly string[] | undefined;
    details: Details;
    reason: string | undefined;
  },
  { now, by }: At,
): { party: string; event: NewEvent; person: Person } {
  const { roles, copies, details, reason } = added;
  const party = nextPartyId(state);
  const user = userWith(deps, details.email);
  const children = childIds(added.children ?? []);
  const { person } = changePerson({ id: party }, details, { at: now, by, reason: reason ?? '' });
  const { earlier: _, ...fresh } = person;
  return {
    party,
    event: {
      at: now,
      by,
      type: 'party-added',
      party,
      roles: [...new Set(roles)],
      copies,
      ...(user === undefined ? {} : { user }),
      ...(children.length === 0 ? {} : { children }),
      ...(reason === undefined ? {} : { reason }),
    },
    person: fresh,
  };
}

/** The event by which details of a party changed; none if none did. */
export function partyChanged(
  deps: Pick<Dependencies, 'council'>,
  { person, changed }: { person: Person; changed: DetailName[] },
  reason: string,
  { now, by }: At,
): NewEvent[] {
  const user = userWith(deps, person.email);
  return changed.length === 0
    ? []
    : [
        {
          at: now,
          by,
          type: 'party-changed',
          party: person.id,
          changed,
          ...(user === undefined ? {} : { user }),
          reason,
        },
      ];
}

/** The user of the council with this email address: they have a conflict of interest on a case of which they are a party. */
const userWith = (
  { council }: Pick<Dependencies, 'council'>,
  email: string | undefined,
): string | undefined =>
  email === undefined ? undefined : presentUsers(council).find((user) => sameMailbox(user.email, email))?.id;
