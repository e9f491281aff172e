import type { Council } from '../council/council.ts';
import { independentRoles } from '../../../workflows/procedures/roles.ts';

/** What says which addresses are of the council. A council read from an old store may have less of it. */
export type OfCouncil = Pick<Council, 'users'> &
  Partial<Pick<Council, 'intakeAddress' | 'sender' | 'mailDomains'>>;

/** Where anyone can have an address, so that a colleague's address there says nothing of the others. */
const publicMail: ReadonlySet<string> = new Set([
  'aol.com',
  'btinternet.com',
  'gmail.com',
  'googlemail.com',
  'gmx.com',
  'hotmail.co.uk',
  'hotmail.com',
  'icloud.com',
  'live.co.uk',
  'live.com',
  'mac.com',
  'mail.com',
  'me.com',
  'msn.com',
  'ntlworld.com',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  'sky.com',
  'talktalk.net',
  'virginmedia.com',
  'yahoo.co.uk',
  'yahoo.com',
  'ymail.com',
]);

/** The domain of an email address, in lower case. */
export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Whether a domain is the listed one or below it. */
export const isWithin = (domain: string, listed: string): boolean =>
  domain === listed.toLowerCase() || domain.endsWith(`.${listed.toLowerCase()}`);

/**
 * Whether an address is one of the council's own domains: those of its list, those that it receives and sends mail at, and
 * those that its staff write from. Independent people have addresses of their own, and public mail providers
 * say nothing.
 */
export function isCouncilAddress(
  address: string,
  { users, intakeAddress, sender, mailDomains = [] }: OfCouncil,
): boolean {
  const staff = users.filter(({ roles }) => !roles.every((role) => independentRoles.has(role)));
  const ours = [intakeAddress, sender?.address, ...staff.map(({ email }) => email)]
    .flatMap((one) => (one === undefined ? [] : domainOf(one)))
    .filter((domain) => !publicMail.has(domain));
  return [...new Set([...mailDomains, ...ours])].some((domain) => isWithin(domainOf(address), domain));
}
