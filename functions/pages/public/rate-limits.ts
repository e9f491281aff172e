import { createHmac } from 'node:crypto';
import { Instant } from '../../domain/time/civil-date.ts';
import { carryForm } from '../kit/carried-form.ts';
import { page, wordsOf, type PageContext, type PageKit } from '../kit/page-kit.ts';

/**
 * How often people who do not sign in may do something within a number of minutes: in one visit, and from one network
 * address, which a whole school or library may share. A visit lasts longer than each of these times, so nothing is lost
 * by waiting.
 */
export const rateLimits = {
  submit: { minutes: 30, perVisit: 6, perAddress: 100 },
  upload: { minutes: 30, perVisit: 50, perAddress: 500 },
  'upload link': { minutes: 30, perVisit: 150, perAddress: 1500 },
  'about you': { minutes: 30, perVisit: 6, perAddress: 100 },
  follow: { minutes: 15, perVisit: 50, perAddress: 200 },
  'new link': { minutes: 30, perVisit: 5, perAddress: 50 },
} as const;

const minute = 60_000;

/**
 * Counts an action that people may not repeat too often. If they have, the seconds until they may again. Network addresses are
 * counted under a keyed hash and never stored.
 */
export async function isTooOften(
  kit: PageKit,
  c: PageContext,
  what: keyof typeof rateLimits,
): Promise<number | undefined> {
  const { shortLived, clock, store } = kit.deps;
  const { minutes, perVisit, perAddress } = rateLimits[what];
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
  kit.deps.securityLog('limit-reached', { what, by: over[0] === true ? 'visit' : 'address' });
  return Math.ceil((end - Date.parse(clock.now())) / 1000);
}

/**
 * The page that refuses an action repeated too often, with status 429, or undefined if it is allowed. The action is counted.
 * `form`: the page that shows again what was sent; `carried` if the form is to be kept for it, because the visit has not kept it.
 */
export async function refuseIfTooOften(
  kit: PageKit,
  c: PageContext,
  what: keyof typeof rateLimits,
  form?: { at: string; carried?: true },
): Promise<Response | undefined> {
  const seconds = await isTooOften(kit, c, what);
  if (seconds === undefined) return undefined;
  c.header('retry-after', String(seconds));
  const { minutes } = rateLimits[what];
  const { tooOften, tooOftenText, tooOftenKept, backToForm } = wordsOf(c).public.errors;
  const { phone } = kit.deps.council;
  const { session } = c.var;
  const isKept =
    form !== undefined &&
    session !== undefined &&
    (form.carried !== true || (await carryForm(kit.deps, session, form.at, c.var.form)));
  const hasFile = Object.keys(c.var.form.files).length > 0;
  return page(
    kit,
    c,
    'message.njk',
    {
      title: tooOften,
      text: [...(isKept ? [tooOftenKept({ hasFile })] : []), tooOftenText({ minutes, phone })].join(' '),
      link: isKept ? { href: form.at, text: backToForm } : undefined,
    },
    429,
  );
}
