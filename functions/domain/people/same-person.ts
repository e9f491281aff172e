import { wordsIn } from '../text/search-words.ts';
import { isEmailAddress } from '../text/email-address.ts';
import type { Person } from '../case/stored-rows.ts';

// Contact details that two cases can share. Nothing here decides that two people are one: it proposes, and a complaints
// officer confirms (law.md section 10, "a resolved person, not a name").

/**
 * One contact detail for finding a person again, in one form however it was written. Personal data: stored only as a
 * hash.
 */
export interface ContactKey {
  kind: 'email' | 'phone' | 'name and address';
  value: string;
}

/** How likely it is that two persons are the same, and which kinds of contact details they share, never the details. */
export interface Likeness {
  strength: 'strong' | 'possible';
  reasons: ContactKey['kind'][];
}

/** Every key of a person, at most one of a kind, made only from details complete enough to find someone by. */
export function contactKeys({
  name = '',
  email = '',
  phone = '',
  address = '',
}: Omit<Person, 'id'>): ContactKey[] {
  const candidates: { kind: ContactKey['kind']; value: string | undefined }[] = [
    { kind: 'email', value: emailForm(email) },
    { kind: 'phone', value: phoneForm(phone) },
    { kind: 'name and address', value: nameAndAddressForm(name, address) },
  ];
  return candidates.flatMap(({ kind, value }) => (value === undefined ? [] : [{ kind, value }]));
}

/**
 * What two persons have in common. Undefined if nothing. A shared email address or phone number is strong, anything
 * else possible.
 */
export function likeness(one: Omit<Person, 'id'>, other: Omit<Person, 'id'>): Likeness | undefined {
  const others = contactKeys(other);
  const shared = contactKeys(one)
    .filter(({ kind, value }) => others.some((key) => key.kind === kind && key.value === value))
    .map(({ kind }) => kind);
  if (shared.length === 0) return undefined;
  const strong = shared.includes('email') || shared.includes('phone');
  return { strength: strong ? 'strong' : 'possible', reasons: shared };
}

/** Capitals do not matter (see `sameMailbox`). Dots and tags do, because each provider decides what they mean. */
function emailForm(text: string): string | undefined {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return isEmailAddress(email) ? email : undefined;
}

/**
 * `+441743123456`. A number without a country code is British. A local number without an area code is not used, because
 * the same number exists in many towns.
 */
function phoneForm(text: string): string | undefined {
  const written = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?:ext(?:ension)?|x|#)\W*\d+\s*$/, '');
  const sign = written.includes('+') ? '+' : '';
  const digits = `${sign}${written.replace(/\(0\)/, '').replaceAll(/\D/g, '')}`.replace(/^00/, '+');
  // "+44 07700": the zero of the national form left in by mistake. Ten digits that begin with 7: the zero was lost, as
  // in spreadsheets.
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
 * The words of the name in alphabetical order ("Carter, Sam" is Sam Carter), with the postcode if the address has one:
 * people write the rest of their address differently every time.
 */
function nameAndAddressForm(name: string, address: string): string | undefined {
  const called = name.split(',').flatMap((part) => withoutTitles(wordsIn(part)));
  const addressText = wordsIn(address).join(' ');
  const [, outward, inward] = [...addressText.matchAll(postcode)].at(-1) ?? [];
  const where = outward === undefined ? addressText : `${outward} ${inward}`;
  return called.length === 0 || where === '' ? undefined : `${called.sort().join(' ')} @ ${where}`;
}

/** The number of words of a name that are indexed: enough for real names, and a limit for hostile ones. */
const mostWords = 8;

/** The keys under which the words of a name are found: each whole word, and its first three and five letters. */
export function nameKeys(name = ''): string[] {
  const nameWords = wordsIn(name)
    .slice(0, mostWords)
    .flatMap((word) => [word.slice(0, 3), word.slice(0, 5), word.slice(0, 40)]);
  return [...new Set(nameWords)];
}

/** How to search for a typed name: the key to look under, and a check whether a name found there matches. */
export function nameSearch(typed: string): { key: string; fits: (name: string) => boolean } | undefined {
  const wanted = wordsIn(typed);
  const [longest] = wanted.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) return undefined;
  return {
    // Two letters must match a whole name (Li, Wu); more also match the beginning of one.
    key: longest.slice(0, longest.length >= 5 ? 5 : 3),
    fits: (name) => {
      const known = wordsIn(name);
      return wanted.every((word) => known.some((other) => other.startsWith(word)));
    },
  };
}

function withoutTitles(name: readonly string[]): string[] {
  const first = name.findIndex((word) => !titles.has(word));
  return first === -1 ? [] : name.slice(first);
}
