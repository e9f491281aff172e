import { createHash, randomBytes } from 'node:crypto';
import { partiesAs } from '../../domain/case/parties.ts';
import { presentUser } from '../../domain/council/council.ts';
import type { PrivateLink } from '../../domain/case/stored-rows.ts';
import { may } from '../../domain/people/may.ts';
import { linkEpochOf } from '../../domain/people/link-epoch.ts';
import { wallForParty, withinWall } from '../../domain/people/child-wall.ts';
import { addCalendarDays, endOfLondonDay, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { always, hasReceipts, recentCase, type IsEnough } from '../recent-case.ts';
import { privateLinkLifetime } from '../../../workflows/procedures/private-links.ts';

// Letters and digits that no one confuses when typing a code from paper (Crockford's base 32).
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 256 random bits in 52 letters and digits. */
function newSecret(): string {
  let bits = BigInt(`0x${randomBytes(32).toString('hex')}`);
  let secret = '';
  for (let place = 0; place < 52; place += 1) {
    secret = `${alphabet[Number(bits % 32n)]}${secret}`;
    bits /= 32n;
  }
  return secret;
}

/** The hash under which a secret is stored, however it was typed. A plain hash is enough: 256 bits cannot be guessed. */
export function linkHash(typed: string): string {
  const secret = typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return createHash('sha256').update(secret).digest('base64url');
}

/** The address of the page for following a case. Stored copies of letters show it without the secret of a link. */
export const followPage = ({ council }: Pick<Dependencies, 'council'>) =>
  `${council.pages.replace(/\/$/, '')}/follow`;

/**
 * Makes a new private link to a case. Its secret is only in the answer and is stored nowhere: a caller that loses the
 * answer, in a crash for example, makes another link. `code`: the secret for people who have to type it; `until`: the
 * last day on which the link opens the case. `party`: the further complainant who gets it. `printedBy`: the user
 * who prints it.
 */
export async function newPrivateLink(
  deps: Dependencies,
  state: CaseFile['state'],
  party?: string,
  printedBy?: string,
): Promise<{ address: string; code: string; until: CivilDate }> {
  const { id } = state;
  const secret = newSecret();
  const now = deps.clock.now();
  const until = addCalendarDays(londonDate(now), privateLinkLifetime.days);
  await deps.store.putLink({
    hash: linkHash(secret),
    caseId: id,
    epoch: epochOf(state, party) ?? 0,
    ...(party === undefined ? {} : { party }),
    ...(printedBy === undefined ? {} : { printedBy }),
    madeAt: now,
    until: endOfLondonDay(until),
  });
  return { address: `${followPage(deps)}/${secret}`, code: secret.replace(/(.{4})(?=.)/g, '$1-'), until };
}

/**
 * The case that a link opens now, without papers about children whom its reader may not know of; undefined for a link that is
 * unknown, has expired or was revoked. What is recent of it, unless that is not enough.
 */
export async function followedCase(
  deps: Dependencies,
  hash: string,
  isEnough: IsEnough = always,
): Promise<CaseFile | undefined> {
  const link = await deps.store.link(hash);
  if (!link || deps.clock.now() > link.until) return undefined;
  const read = (caseId: string) =>
    recentCase(deps.store, caseId, (recent) => isEnough(recent) && hasReceipts(recent), { shown: true });
  const file = await read(link.caseId);
  if (!file || epochOf(file.state, link.party) !== link.epoch) return undefined;
  if (isHeldByOneShutOut(deps, link, file.state)) return undefined;
  const shown = await whereItGoesOn(read, file, link.party ?? file.state.person);
  return shown && withinWall(shown.file, wallForParty(shown.file.state, shown.reader));
}

/**
 * Whether a printed link that no complainant has opened may be in the hands of someone who may not act on the case any more. The
 * complainant asks for a new one.
 */
function isHeldByOneShutOut(
  { council }: Pick<Dependencies, 'council'>,
  { printedBy, openedAt }: PrivateLink,
  state: CaseFile['state'],
): boolean {
  // A program that prints is none of the users.
  const printer = council.users.find(({ id }) => id === printedBy);
  if (!printer || openedAt !== undefined) return false;
  const present = presentUser(council, printer.id);
  return present === undefined || !may(present, { do: 'act on case' }, state, council);
}

/**
 * The case in which the complaint of a merged case goes on, if the reader is a complainant there too. Undefined if their links
 * were revoked there since: what went to an old address opens nothing.
 */
async function whereItGoesOn(
  read: (caseId: string) => Promise<CaseFile | undefined>,
  file: CaseFile,
  reader: string | undefined,
): Promise<{ file: CaseFile; reader: string | undefined } | undefined> {
  const { id, mergedInto } = file.state;
  const into = mergedInto === undefined ? undefined : await read(mergedInto);
  const taken = into?.events.findLast((event) => event.type === 'merged-from' && event.from === id);
  const people = taken?.type === 'merged-from' ? (taken.people ?? []) : [];
  const here = people.find(({ from }) => from === reader);
  if (!into || !here || !partiesAs(into.state, 'complainant').some((one) => one.id === here.to))
    return { file, reader };
  return linkEpochOf(into.state, here.to) === here.epoch ? whereItGoesOn(read, into, here.to) : undefined;
}

/** How often links like this one were revoked; undefined for a party who is no complainant any more. */
function epochOf(state: CaseFile['state'], party: string | undefined): number | undefined {
  if (party === undefined) return state.linkEpoch ?? 0;
  const complainant = partiesAs(state, 'complainant').find(({ id }) => id === party);
  return complainant && (complainant.linkEpoch ?? 0);
}
