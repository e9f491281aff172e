import { isEmailAddress } from '../text/email-address.ts';
import type { Person } from '../case/stored-rows.ts';

// Ways to be reached that two cases can share. Nothing here decides that two people are one: it proposes, and a
// complaints officer confirms (law.md section 10, "a resolved person, not a name").

/** One way in which a person is found again, in one form however it was written. Personal data: stored only hashed. */
export interface ContactKey {
  kind: 'email' | 'phone' | 'name and address';
  value: string;
}

/** How much speaks for two persons being one, and what, in words without the details themselves. */
export interface Likeness {
  strength: 'strong' | 'possible';
  reasons: string[];
}

const reasonOf = {
  email: 'the same email address',
  phone: 'the same phone number',
  'name and address': 'the same name at the same address',
} as const satisfies Record<ContactKey['kind'], string>;

/** Every key of a person, one of a kind at most: only what is complete enough to find somebody by. */
export function contactKeys({
  name = '',
  email = '',
  phone = '',
  address = '',
}: Omit<Person, 'id'>): ContactKey[] {
  const found: { kind: ContactKey['kind']; value: string | undefined }[] = [
    { kind: 'email', value: emailForm(email) },
    { kind: 'phone', value: phoneForm(phone) },
    { kind: 'name and address', value: nameAndAddressForm(name, address) },
  ];
  return found.flatMap(({ kind, value }) => (value === undefined ? [] : [{ kind, value }]));
}

/** What two persons have in common; undefined: nothing. An email address or a phone number is strong, all else possible. */
export function likeness(one: Omit<Person, 'id'>, other: Omit<Person, 'id'>): Likeness | undefined {
  const others = contactKeys(other);
  const shared = contactKeys(one)
    .filter(({ kind, value }) => others.some((key) => key.kind === kind && key.value === value))
    .map(({ kind }) => kind);
  if (shared.length === 0) return undefined;
  const strong = shared.includes('email') || shared.includes('phone');
  return { strength: strong ? 'strong' : 'possible', reasons: shared.map((kind) => reasonOf[kind]) };
}

/** Case does not count (see `sameMailbox`); dots and tags do: what they mean is each provider's own affair. */
function emailForm(text: string): string | undefined {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return isEmailAddress(email) ? email : undefined;
}

/**
 * `+441743123456`. A number without country code is a British one; a local number without area code is none, for it
 * exists in every town.
 */
function phoneForm(text: string): string | undefined {
  const written = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?:ext(?:ension)?|x|#)\W*\d+\s*$/, '');
  const sign = written.includes('+') ? '+' : '';
  const digits = `${sign}${written.replace(/\(0\)/, '').replaceAll(/\D/g, '')}`.replace(/^00/, '+');
  // "+44 07700": the zero of the national form left in by mistake. Ten digits from 7: the zero lost, as spreadsheets do.
  const international = digits.replace(/^(?:\+440?|440?(?=\d{10}$)|0(?=\d{9,10}$)|(?=7\d{9}$))/, '+44');
  return /^\+44\d{9,10}$|^\+(?!44)[1-9]\d{7,14}$/.test(international) ? international : undefined;
}

const titles = new Set(
  'mr mrs ms miss mx dr doctor prof professor rev reverend sir dame lord lady cllr councillor master'.split(
    ' ',
  ),
);
const postcode = /\b([a-z]{1,2}\d[a-z\d]?) *(\d[a-z]{2})\b/g;

/**
 * The words of the name in alphabetical order ("Carter, Sam" is Sam Carter), at the postcode where the address has one:
 * people write the rest of their address differently every time.
 */
function nameAndAddressForm(name: string, address: string): string | undefined {
  const called = name.split(',').flatMap((part) => withoutTitles(words(part)));
  const whole = words(address).join(' ');
  const [, outward, inward] = [...whole.matchAll(postcode)].at(-1) ?? [];
  const where = outward === undefined ? whole : `${outward} ${inward}`;
  return called.length === 0 || where === '' ? undefined : `${called.sort().join(' ')} @ ${where}`;
}

/** Letters and digits alone, without accents: "O'Brien-Zoë" is "obrien zoe". */
function words(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/['’‘`.]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of a name by which it is found: as many as names have, however long a hostile one is. */
const mostWords = 8;

/** What the words of a name are found under: each whole, and its first three and five letters. */
export function nameKeys(name = ''): string[] {
  const found = words(name)
    .slice(0, mostWords)
    .flatMap((word) => [word.slice(0, 3), word.slice(0, 5), word.slice(0, 40)]);
  return [...new Set(found)];
}

/** How to look for a name that was typed: under which of its keys, and whether a name that was found is meant. */
export function nameSearch(typed: string): { key: string; fits: (name: string) => boolean } | undefined {
  const wanted = words(typed);
  const [longest] = wanted.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) return undefined;
  return {
    // Two letters are a whole name (Li, Wu); more find what begins with them.
    key: longest.slice(0, longest.length >= 5 ? 5 : 3),
    fits: (name) => {
      const known = words(name);
      return wanted.every((word) => known.some((other) => other.startsWith(word)));
    },
  };
}

function withoutTitles(name: readonly string[]): string[] {
  const first = name.findIndex((word) => !titles.has(word));
  return first === -1 ? [] : name.slice(first);
}
