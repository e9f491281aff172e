import type { Case } from './case.ts';
import type { Event } from './events.ts';
import { EventsOutOfSequence } from './events-out-of-sequence.ts';
import type { Party, PartyRole } from './party.ts';
import { londonDate } from '../time/civil-date.ts';

type PartyEvent = Extract<Event, { type: `party-${string}` }>;

/**
 * The people of a case, in the order in which they were recorded. A case that never recorded any has the person it was
 * received from, as its complainant.
 */
export function partiesOf({
  parties,
  person,
  receivedOn,
}: Pick<Case, 'parties' | 'person' | 'receivedOn'>): Party[] {
  if (parties) return parties;
  return person === undefined
    ? []
    : [{ id: person, roles: ['complainant'], copies: 'all letters', since: receivedOn }];
}

export function partyOf(
  state: Pick<Case, 'parties' | 'person' | 'receivedOn'>,
  id: string | undefined,
): Party | undefined {
  return partiesOf(state).find((party) => party.id === id);
}

/** The parties with a role who still have it. */
export function partiesAs(state: Case, role: PartyRole): Party[] {
  return partiesOf(state).filter(({ roles, ended }) => ended === undefined && roles.includes(role));
}

/**
 * The complainants besides the one whom letters to the complainant go to. They get letters of their own, with a private link
 * of their own.
 */
export const furtherComplainants = (state: Case): Party[] =>
  partiesAs(state, 'complainant').filter(({ id }) => id !== state.person);

/**
 * The state after private links were revoked: those of one further complainant, or those that letters to the complainant
 * brought, with what the person they go to now had before.
 */
export function withLinksRevoked(state: Case, party: string | undefined): Case {
  const whose = party ?? state.person;
  const parties = state.parties?.map((one) =>
    one.id === whose ? { ...one, linkEpoch: (one.linkEpoch ?? 0) + 1 } : one,
  );
  return {
    ...state,
    ...(parties === undefined ? {} : { parties }),
    ...(party === undefined ? { linkEpoch: (state.linkEpoch ?? 0) + 1 } : {}),
  };
}

/**
 * Whether letters to the complainant have stopped: the person they went to is no longer a party, and no one has taken
 * their place.
 */
export function lettersStopped(state: Case): boolean {
  return partyOf(state, state.person)?.ended !== undefined;
}

/** Whether a colleague or another organisation passed on the complaint, and no one has said yet who complains. */
export const awaitsComplainant = ({ passedOn, person }: Pick<Case, 'passedOn' | 'person'>): boolean =>
  passedOn === true && person === undefined;

/** The id of the next person of a case. Numbers are never given twice, because parties are never removed. */
export const nextPartyId = (state: Case): string =>
  `P${Math.max(0, ...partiesOf(state).map(({ id }) => Number(id.slice(1)))) + 1}`;

/**
 * The state after a change of its parties. Letters go on to the same person while they are a complainant; otherwise to
 * the first complainant there is. Throws `EventsOutOfSequence`.
 */
export function withParties(state: Case, event: PartyEvent): Case {
  const before = partiesOf(state);
  if (event.type === 'party-added') {
    if (event.party !== nextPartyId(state)) throw new EventsOutOfSequence(`no room for party ${event.party}`);
    const { party: id, roles, copies, user, children } = event;
    const since = londonDate(event.at);
    return addressed(state, [
      ...before,
      {
        id,
        roles,
        copies,
        since,
        ...(user === undefined ? {} : { user }),
        ...(children === undefined ? {} : { children }),
      },
    ]);
  }
  if (!before.some(({ id }) => id === event.party)) throw new EventsOutOfSequence(`no party ${event.party}`);
  return addressed(
    state,
    before.map((party) => (party.id === event.party ? changed(party, event) : party)),
  );
}

function changed(party: Party, event: Exclude<PartyEvent, { type: 'party-added' }>): Party {
  switch (event.type) {
    case 'party-changed': {
      if (!event.changed.includes('email')) return party;
      const { user: _, ...rest } = party;
      return event.user === undefined ? rest : { ...rest, user: event.user };
    }
    case 'party-roles-changed': {
      // Someone who is given a role again is a party again.
      const { ended: _, children: before, ...rest } = party;
      const children = event.children ?? before ?? [];
      return {
        ...rest,
        roles: event.roles,
        copies: event.copies,
        ...(children.length === 0 ? {} : { children }),
      };
    }
    case 'party-ended':
      return { ...party, ended: { on: londonDate(event.at), why: event.why } };
  }
}

function addressed(state: Case, parties: Party[]): Case {
  const complains = ({ roles, ended }: Party) => ended === undefined && roles.includes('complainant');
  const current = parties.find(({ id }) => id === state.person);
  const person = current && complains(current) ? current : (parties.find(complains) ?? current);
  return { ...state, parties, ...(person === undefined ? {} : { person: person.id }) };
}
