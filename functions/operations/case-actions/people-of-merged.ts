import { childrenOfItem, papersOf } from '../../domain/case/child-limits.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { nextPartyId, partiesAs, partiesOf } from '../../domain/case/parties.ts';
import type { Party } from '../../domain/case/party.ts';
import { record } from '../../domain/case/replay.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import { changePerson } from '../../domain/people/change-person.ts';
import { linkEpochOf } from '../../domain/people/link-epoch.ts';
import { isSameChild, isSamePerson } from '../../domain/people/same-in-another-case.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { CaseFile } from '../../ports.ts';

/** Someone of a merged case in the case that goes on, and how often links to them were revoked there until then. */
interface PersonHere {
  from: string;
  to: string;
  epoch: number;
}

/** The people of a merged case in the case that goes on. */
interface PeopleTaken {
  people: PersonHere[];
  events: NewEvent[];
  persons: Person[];
}

/**
 * Everyone of the merged case in the case that goes on: as the same person there, who gets the details and wishes that only
 * the merged case knew, or as a party that is new there. `documents`: the new ids of the merged case's papers.
 */
export function peopleOfMerged(
  from: CaseFile,
  into: CaseFile,
  papers: ReadonlyMap<string, string>,
  { at, by, reason }: { at: Instant; by: Actor; reason: string },
): PeopleTaken {
  const here = new Map<string, string>();
  const events: NewEvent[] = [];
  const persons: Person[] = [];
  const taken = partiesOf(from.state).filter(({ ended }) => ended === undefined);
  let state = into.state;
  const add = (event: NewEvent) => {
    events.push(event);
    state = record(state.id, state, [event]).after;
  };
  // Children come first, because the papers that others may see are named by them.
  for (const party of taken.toSorted((one, other) => Number(isChild(other)) - Number(isChild(one)))) {
    const person = withPapersHere(from.persons.find(({ id }) => id === party.id) ?? { id: party.id }, papers);
    const same = sameThere(party, person, into);
    if (same) {
      here.set(party.id, same.id);
      const { person: fuller, changed } = changePerson(same, missing(same, person), { at, by, reason });
      if (changed.length === 0) continue;
      add({ at, by, type: 'party-changed', party: same.id, changed, reason });
      persons.push(fuller);
      continue;
    }
    const id = nextPartyId(state);
    here.set(party.id, id);
    const children = (party.children ?? []).flatMap((child) => here.get(child) ?? []);
    const { earlier: _, ...known } = person;
    add({
      at,
      by,
      type: 'party-added',
      party: id,
      roles: party.roles,
      copies: party.copies,
      ...(party.user === undefined ? {} : { user: party.user }),
      ...(children.length === 0 ? {} : { children }),
      reason,
    });
    persons.push({ ...known, id });
  }
  for (const item of papersOf(from)) {
    const [paper = '', place] = item.split('-');
    const children = childrenOfItem(from.state, item).flatMap((child) => here.get(child) ?? []);
    const moved = papers.get(paper);
    if (children.length === 0 || moved === undefined) continue;
    const itemHere = place === undefined ? moved : `${moved}-${place}`;
    add({ at, by, type: 'limited-to-children', item: itemHere, children, reason });
  }
  const people = [...here].map(([one, to]) => ({ from: one, to, epoch: linkEpochOf(state, to) }));
  return { people, events, persons };
}

const isChild = ({ roles }: Party): boolean => roles.includes('child');

/** The same person among those of the case that goes on. */
function sameThere(party: Party, person: Person, into: CaseFile): Person | undefined {
  const there = isChild(party) ? partiesAs(into.state, 'child') : partiesOf(into.state);
  return there
    .filter(({ ended }) => ended === undefined)
    .flatMap(({ id }) => into.persons.find((one) => one.id === id) ?? [])
    .find((one) => (isChild(party) ? isSameChild : isSamePerson)(one, person));
}

/** The details of a person that are not known of them there. */
const missing = (known: Person, other: Person) =>
  Object.fromEntries(
    Object.entries(other).filter(([name]) => name !== 'earlier' && !Object.keys(known).includes(name)),
  );

/** A person whose authority is shown by the copy of its document that the case that goes on has. */
function withPapersHere(person: Person, papers: ReadonlyMap<string, string>): Person {
  const document = papers.get(person.authority?.document ?? '');
  return person.authority && document !== undefined
    ? { ...person, authority: { ...person.authority, document } }
    : person;
}
