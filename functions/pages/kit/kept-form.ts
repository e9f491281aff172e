import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { noPage, page, type PageContext, type PageEnv, type PageKit } from './page-kit.ts';
import { field } from './posted-form.ts';
import { isOurs } from './own-origin.ts';
import { authorOf, later } from './session.ts';

// A form that was sent when its session had ended, or with too large a file: kept for the user of that session, and for
// nobody else, until they come back to it, signed in again if they have to be, however that is done.

const keptMinutes = 60;

/** A record in DynamoDB holds 400 KB: what is longer is kept in several. */
const partLength = 250_000;

const Kept = z.object({ user: z.string(), path: z.string(), parts: z.number() });
const Fields = z.record(z.string(), z.array(z.string()));

const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

/** Only their own hash names the records: the secret is in the address alone. */
const nameOf = (secret: string) => `kept:${createHash('sha256').update(secret).digest('base64url')}`;

/** Pages whose form can be filled in again as it was; of all others what was typed is shown, to be sent once more. */
const refilled = /^\/(?:cases\/[^/]+\/(?:tasks\/[^/]+\/[^/]+|add-document)|record)$/;

/**
 * Keeps the form of a request whose session has ended, or that another sign-in has followed since, or whose file was too
 * large; answers where its
 * author finds it once signed in. Undefined: nobody knows whose it is, or it is not of who is signed in now.
 */
export async function keepForm({ deps }: PageKit, c: PageContext): Promise<string | undefined> {
  const user = await authorOf(deps, field(c.var.form, '_csrf'));
  const here = c.get('user')?.id;
  if (user === undefined || !isOurs(c, deps.council) || (here !== undefined && here !== user))
    return undefined;
  const { _csrf, ...typed } = c.var.form.fields;
  const secret = randomBytes(32).toString('base64url');
  const name = nameOf(secret);
  const until = later(deps.clock.now(), keptMinutes);
  const content = (await zipped(JSON.stringify(typed))).toString('base64');
  const parts = Math.ceil(content.length / partLength);
  for (let part = 0; part < parts; part += 1)
    await deps.shortLived.put(
      `${name}:${part}`,
      content.slice(part * partLength, (part + 1) * partLength),
      until,
    );
  await deps.shortLived.put(name, { user, path: c.req.path, parts }, until);
  return `/kept/${secret}`;
}

/** What was kept under a secret, for its user. */
async function keptAt({ deps }: PageKit, c: PageContext, secret: string) {
  const now = deps.clock.now();
  const kept = Kept.safeParse(await deps.shortLived.get(nameOf(secret), now)).data;
  if (kept?.user !== c.get('user').id) return undefined;
  let content = '';
  for (let part = 0; part < kept.parts; part += 1)
    content += String(await deps.shortLived.get(`${nameOf(secret)}:${part}`, now));
  const text = (await unzipped(Buffer.from(content, 'base64'))).toString();
  return { path: kept.path, fields: Fields.parse(JSON.parse(text)) };
}

/** The form that was kept for the page that is asked for, if its address names one. */
export async function keptForm(kit: PageKit, c: PageContext) {
  const secret = c.req.query('kept');
  const kept = secret === undefined ? undefined : await keptAt(kit, c, secret);
  return kept?.path === c.req.path ? kept : undefined;
}

/** Leads from the sign-in back to the form. */
export function keptPage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/kept/:secret', async (c) => {
    const secret = c.req.param('secret');
    const kept = await keptAt(kit, c, secret);
    if (!kept) return noPage(kit, c);
    if (refilled.test(kept.path)) return c.redirect(`${kept.path}?kept=${secret}`, 303);
    const fields = Object.entries(kept.fields).flatMap(([name, values]) =>
      values.map((value) => ({ name, value })),
    );
    return page(kit, c, 'kept.njk', { title: 'What you sent is kept', path: kept.path, fields });
  });
  return app;
}
