import { createHash, randomBytes } from 'node:crypto';
import { addCalendarDays, endOfLondonDay, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { privateLinkLasts } from '../../../workflows/procedures/private-links.ts';

// Letters and digits that nobody takes for each other when they type a code from paper (Crockford's base 32).
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

/** The hash under which a secret is known, however it was typed. A plain hash: there is nothing to guess in 256 bits. */
export function linkHash(typed: string): string {
  const secret = typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return createHash('sha256').update(secret).digest('base64url');
}

/** The page where a case is followed, and where one asks for a link: what copies of letters show in the place of a secret. */
export const followPage = ({ council }: Pick<Dependencies, 'council'>) =>
  `${council.pages.replace(/\/$/, '')}/follow`;

/**
 * A private link to a case, new each time. Its secret is in what is answered and nowhere else: whoever has lost the answer,
 * by a crash say, makes another. `code`: the same for people who have to type it; `until`: the last day on which it opens the case.
 */
export async function newPrivateLink(
  deps: Dependencies,
  { id, linkEpoch = 0 }: CaseFile['state'],
): Promise<{ address: string; code: string; until: CivilDate }> {
  const secret = newSecret();
  const now = deps.clock.now();
  const until = addCalendarDays(londonDate(now), privateLinkLasts.days);
  await deps.store.putLink({
    hash: linkHash(secret),
    caseId: id,
    epoch: linkEpoch,
    madeAt: now,
    until: endOfLondonDay(until),
  });
  return { address: `${followPage(deps)}/${secret}`, code: secret.replace(/(.{4})(?=.)/g, '$1-'), until };
}

/** The case that a link opens now; undefined for one that is unknown, has expired or was taken back. */
export async function followedCase(deps: Dependencies, hash: string): Promise<CaseFile | undefined> {
  const link = await deps.store.link(hash);
  if (!link || deps.clock.now() > link.until) return undefined;
  const file = await deps.store.file(link.caseId);
  return file && (file.state.linkEpoch ?? 0) === link.epoch ? file : undefined;
}
