import { oneLine } from './clean-text.ts';

/** Why an address cannot be one to which a letter is posted. */
export const addressProblems = [
  'no address',
  'not an address',
  'email address',
  'no postcode',
  'no town',
] as const;
export type AddressProblem = (typeof addressProblems)[number];

/** An address as it stands in the window of an envelope, and what is wrong with it. */
export interface WindowAddress {
  /** One line each, the postcode last. */
  lines: string[];
  problem?: AddressProblem;
}

/** Lines that a window of 35 mm shows in the size of our print. */
const mostLines = 7;

// Royal Mail, "Programmers' Guide to the Postcode Address File": the forms of a postcode, GIR 0AA, and of the Forces.
const postcode = /\b(GIR\s?0AA|[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}|BFPO\s?\d{1,4})\b[ \t.]*$/i;

/** What people write where an address is asked for and there is none. */
const noAddress =
  /^(?:(?:of )?no (?:fixed )?(?:abode|address|home)|nfa|homeless|unknown|not (?:known|given|provided|applicable|sure)|none|nil|n\/?a|n\.a\.?|tbc|tba|to (?:be|follow)\b.*|(?:the )?same(?: as .*)?|as (?:above|before|below)|see (?:above|below)|ditto|don['’]?t know|(?:currently )?(?:sofa[- ]surfing|rough sleeping|sleeping rough)|various|x{2,}|[-–—.?*]+)[.!]?$/i;

/** The names of all countries, made when the first address without a postcode comes. */
let countries: Set<string> | undefined;
function isCountry(name: string): boolean {
  countries ??= allCountries();
  return countries.has(name.toLowerCase());
}
function allCountries(): Set<string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const names = new Intl.DisplayNames(['en-GB'], { type: 'region', fallback: 'none' });
  return new Set(
    letters.flatMap((one) => letters.flatMap((other) => names.of(one + other)?.toLowerCase() ?? [])),
  );
}
const ourCountries = new Set(['united kingdom', 'uk', 'great britain', 'england', 'scotland', 'wales']);

/** Parts of an address as lines: split at line breaks and commas, with a number kept before its street. */
function partsOf(address: string): string[] {
  const parts = address
    .split(/[\n\r,;]+/)
    .map((part) => oneLine(part).trim())
    .filter((part) => part !== '');
  return parts.flatMap((part, index) => {
    const before = parts[index - 1] ?? '';
    if (isNumber(part) && index + 1 < parts.length) return [];
    return [isNumber(before) ? `${before} ${part}` : part];
  });
}

const isNumber = (part: string): boolean => /^\d{1,5}[a-z]?$/i.test(part);

/** A postcode in capitals, with one space before its last three characters. */
const asPostcode = (typed: string): string => {
  const whole = typed.toUpperCase().replaceAll(/\s+/g, '');
  return whole.startsWith('BFPO') ? `BFPO ${whole.slice(4)}` : `${whole.slice(0, -3)} ${whole.slice(-3)}`;
};

/**
 * An address as people wrote it, as the lines of a window. It cannot be posted to if it says that there is none, is an
 * email address, or names no town or no postcode; an address in another country needs no postcode.
 */
export function windowAddress(address: string | undefined): WindowAddress {
  const typed = (address ?? '').trim();
  if (typed === '') return { lines: [], problem: 'no address' };
  const parts = partsOf(typed);
  if (parts.length === 0 || parts.some((part) => noAddress.test(part)))
    return { lines: parts, problem: 'not an address' };
  if (parts.some((part) => /\S@\S/.test(part))) return { lines: parts, problem: 'email address' };
  const rest = parts.filter((part) => !ourCountries.has(part.toLowerCase()));
  const last = rest.findLastIndex((part) => postcode.test(part));
  if (last === -1) {
    const abroad = rest.length > 2 && isCountry(rest.at(-1) ?? '');
    return { lines: fitting(rest), ...(abroad ? {} : { problem: 'no postcode' }) };
  }
  const [, code = ''] = postcode.exec(rest[last] ?? '') ?? [];
  const before = rest.flatMap((part, index) => {
    const text = index === last ? part.replace(postcode, '').trim() : part;
    return text === '' ? [] : [text];
  });
  const lines = [...fitting(before), asPostcode(code)];
  // A house or street, and the town that it is in. The Forces need no town.
  const [only = ''] = before;
  const inOneLine = /\d/.test(only) && only.split(' ').length > 3;
  const placed =
    before.length > 1 || inOneLine || (before.length === 1 && code.toUpperCase().startsWith('BFPO'));
  return placed ? { lines } : { lines, problem: 'no town' };
}

/**
 * Why no letter can be posted to an address that someone gave; undefined if one can, or if none was given. Some addresses look
 * wrong and are right, so whoever gives one is asked once and can keep it.
 */
export function doubtAbout(address: string): AddressProblem | undefined {
  return address.trim() === '' ? undefined : windowAddress(address).problem;
}

/** So few lines that the name above and the postcode below still fit: the first ones share a line. */
function fitting(lines: readonly string[]): string[] {
  const [first = '', second, ...others] = lines;
  return lines.length <= mostLines - 2 || second === undefined
    ? [...lines]
    : fitting([`${first}, ${second}`, ...others]);
}
