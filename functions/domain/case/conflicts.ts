import type { Council } from '../council/council.ts';
import type { Case } from './case.ts';

type Known = Pick<Case, 'facts' | 'parties'>;
type Users = Pick<Council, 'users'>;

const plain = (text: string): string => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

interface KnownAs {
  id: string;
  name: string;
  /** Every address by which the user is known: of this account, of others, and private ones. */
  addresses: readonly string[];
}

// The users of a council are asked about for every case that anyone looks at.
const known = new WeakMap<Council['users'], readonly KnownAs[]>();

function knownAs(users: Council['users']): readonly KnownAs[] {
  const before = known.get(users);
  if (before) return before;
  const made = users.map(({ id, name, email, otherAddresses = [] }) => ({
    id,
    name: plain(name),
    addresses: [email, ...otherAddresses].map(plain),
  }));
  known.set(users, made);
  return made;
}

/**
 * The users who have a conflict of interest in a case, whatever their role (law.md section 2): those complained about,
 * and those who are a party of it themselves. A third party, such as a colleague who only passed the complaint on, has
 * none. Whoever shares an address with one of them is the same person by another account. People complained about who
 * have no account are recorded by name and address, and have the conflict should they get one.
 */
export function conflictedUsers({ facts, parties = [] }: Known, { users }: Users): string[] {
  const ofParties = parties.flatMap(({ user, roles, ended }) =>
    user === undefined ||
    ended?.why === 'recorded by mistake' ||
    roles.every((role) => role === 'third party')
      ? []
      : [user],
  );
  const named = new Set([...(facts.complainedAbout ?? []), ...(facts.usersInConflict ?? []), ...ofParties]);
  if (named.size === 0 && facts.othersComplainedAbout === undefined) return [];
  const others = (facts.othersComplainedAbout ?? '').split(/[\n;,<>()]+/).map(plain);
  const all = knownAs(users);
  const theirs = new Set([
    ...others.filter((part) => part !== ''),
    ...all.flatMap(({ id, addresses }) => (named.has(id) ? addresses : [])),
  ]);
  const same = all.filter(({ name, addresses }) => [name, ...addresses].some((one) => theirs.has(one)));
  return [...new Set([...named, ...same.map(({ id }) => id)])];
}

export const hasConflict = (state: Known, user: string, council: Users): boolean =>
  conflictedUsers(state, council).includes(user);

/** The users who are known by an address: of a person of a case, they have a conflict of interest in it. */
export const usersWithAddress = (address: string | undefined, { users }: Users): string[] =>
  address === undefined
    ? []
    : knownAs(users).flatMap(({ id, addresses }) => (addresses.includes(plain(address)) ? [id] : []));
