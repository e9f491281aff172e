import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { noPage, page, wordsOf, type PageContext, type PageEnv, type PageKit } from './page-kit.ts';
import { field, hiddenFields } from './posted-form.ts';
import { isOurs } from './own-origin.ts';
import { authorOf, later } from './session.ts';

// A form sent after its session ended, or with a file that is too large, is kept. Only the user of that session can
// come back to it, after signing in again if necessary.

const keptMinutes = 60;

/** An item in DynamoDB holds 400 KB; longer forms are stored in several items. */
const partLength = 250_000;

const Kept = z.object({ user: z.string(), path: z.string(), parts: z.number() });
const Fields = z.record(z.string(), z.array(z.string()));

const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

/** The key of a kept form: the hash of its secret, which is only in the address. */
const keyOf = (secret: string) => `kept:${createHash('sha256').update(secret).digest('base64url')}`;

/** Pages whose form can be filled in again. For any other page the answers are shown, to be sent again. */
const refilled = /^\/(?:cases\/[^/]+\/(?:tasks\/[^/]+\/[^/]+|add-document)|record)$/;

/**
 * Keeps the form of a request whose session has ended or has been replaced by another sign-in, or whose file was too
 * large. Returns the address where its author finds it after signing in. Undefined if its author is unknown or is not
 * the user signed in now.
 */
export async function keepForm({ deps }: PageKit, c: PageContext): Promise<string | undefined> {
  const user = await authorOf(deps, field(c.var.form, '_csrf'));
  const signedIn = c.get('user')?.id;
  if (user === undefined || !isOurs(c, deps.council) || (signedIn !== undefined && signedIn !== user))
    return undefined;
  const { _csrf, ...typed } = c.var.form.fields;
  const secret = randomBytes(32).toString('base64url');
  const key = keyOf(secret);
  const until = later(deps.clock.now(), keptMinutes);
  const content = (await zipped(JSON.stringify(typed))).toString('base64');
  const parts = Math.ceil(content.length / partLength);
  for (let part = 0; part < parts; part += 1)
    await deps.shortLived.put(
      `${key}:${part}`,
      content.slice(part * partLength, (part + 1) * partLength),
      until,
    );
  await deps.shortLived.put(key, { user, path: c.req.path, parts }, until);
  return `/kept/${secret}`;
}

/** The form kept under a secret, for its author. */
async function keptAt({ deps }: PageKit, c: PageContext, secret: string) {
  const now = deps.clock.now();
  const kept = Kept.safeParse(await deps.shortLived.get(keyOf(secret), now)).data;
  if (kept?.user !== c.get('user').id) return undefined;
  let content = '';
  for (let part = 0; part < kept.parts; part += 1)
    content += String(await deps.shortLived.get(`${keyOf(secret)}:${part}`, now));
  const text = (await unzipped(Buffer.from(content, 'base64'))).toString();
  return { path: kept.path, fields: Fields.parse(JSON.parse(text)) };
}

/** The form kept for the requested page, if its address names one. */
export async function keptForm(kit: PageKit, c: PageContext) {
  const secret = c.req.query('kept');
  const kept = secret === undefined ? undefined : await keptAt(kit, c, secret);
  return kept?.path === c.req.path ? kept : undefined;
}

/** The page that leads from the sign-in back to the form. */
export function keptPage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/kept/:secret', async (c) => {
    const secret = c.req.param('secret');
    const kept = await keptAt(kit, c, secret);
    if (!kept) return noPage(kit, c);
    if (refilled.test(kept.path)) return c.redirect(`${kept.path}?kept=${secret}`, 303);
    const fields = hiddenFields(kept.fields);
    return page(kit, c, 'kept.njk', { title: wordsOf(c).staff.kept.title, path: kept.path, fields });
  });
  return app;
}
