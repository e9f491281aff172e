import { createHmac } from 'node:crypto';
import { Instant } from '../../domain/time/civil-date.ts';
import { page, type PageContext, type PageKit } from '../kit/page-kit.ts';

/**
 * How often people who do not sign in may do something within so many minutes: from one visit, and from one network
 * address, behind which a whole school or library can be. Shorter than a visit lasts, so that waiting loses nothing.
 */
export const limits = {
  submit: { minutes: 30, perVisit: 6, perAddress: 100 },
  upload: { minutes: 30, perVisit: 50, perAddress: 500 },
  'about you': { minutes: 30, perVisit: 6, perAddress: 100 },
  follow: { minutes: 15, perVisit: 50, perAddress: 200 },
  'new link': { minutes: 30, perVisit: 5, perAddress: 50 },
} as const;

const minute = 60_000;

/** The page for who did something too often, or undefined. Counts it. Addresses are counted under a keyed hash. */
export async function tooOften(
  kit: PageKit,
  c: PageContext,
  what: keyof typeof limits,
): Promise<Response | undefined> {
  const { shortLived, clock, store } = kit.deps;
  const { minutes, perVisit, perAddress } = limits[what];
  const window = Math.floor(Date.parse(clock.now()) / (minutes * minute));
  const end = (window + 1) * minutes * minute;
  const until = Instant.parse(new Date(end).toISOString());
  const counted = (who: string) => shortLived.count(`limit:${what}:${window}:${who}`, until);
  const { session } = c.var;
  const address = kit.addressOf(c);
  const over = [
    session !== undefined && (await counted(session.id)) > perVisit,
    address !== undefined &&
      (await counted(
        createHmac('sha256', await store.reportingKey())
          .update(`address:${window}:${address}`)
          .digest('base64url'),
      )) > perAddress,
  ];
  if (!over.includes(true)) return undefined;
  c.header('retry-after', String(Math.ceil((end - Date.parse(clock.now())) / 1000)));
  return page(
    kit,
    c,
    'message.njk',
    {
      title: 'You have done this too often',
      text: `To keep this service working for everybody there is a limit. What you wrote is kept: wait ${minutes} minutes, go back and try again. Or phone us on ${kit.deps.council.phone}.`,
    },
    429,
  );
}
