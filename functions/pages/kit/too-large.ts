import { cookieOf } from './cookies.ts';
import { keepForm } from './kept-form.ts';
import { page, type PageContext, type PageKit } from './page-kit.ts';
import { noForm, readForm, type PostedForm } from './posted-form.ts';
import { carryForm } from '../public/carried-form.ts';
import { comesFromUs } from './own-origin.ts';
import { sessionOf, userOf } from './session.ts';

/** So much of a form is read for what was typed in it: more than a Lambda is ever given. */
const mostRead = 16_000_000;

const journeyFiles = /^\/(?:give-feedback|children)\/files$/;
const follow = /^\/follow\/(?:add|late)$/;
const ofCase = /^\/cases\/[^/]+\/(?:add-document|tasks\/[^/]+\/[^/]+)$/;

/** Answers a form that is too large: leads back to the page with the file, where what was typed beside it stands again. */
export async function tooLarge(kit: PageKit, c: PageContext): Promise<Response> {
  const { path } = c.req;
  const session = await sessionOf(kit.deps, cookieOf(c));
  c.set('session', session);
  const user = userOf(kit.deps, session);
  if (user) c.set('user', user);
  const asks = [journeyFiles, follow, ofCase].some((form) => form.test(path));
  c.set('form', asks ? await whatCame(c.req.raw) : noForm);
  const ours = comesFromUs(c, kit.deps.council);
  const change = c.req.query('change') === undefined ? '' : '?change';
  // What was answered on the pages before stays with the visit.
  let back: string | undefined = asks ? `${path}${change}` : undefined;
  let kept = session !== undefined && journeyFiles.test(path);
  if (ours && session && follow.test(path)) kept = await carryForm(kit.deps, session, path, c.var.form);
  if (ours && user && ofCase.test(path)) {
    const at = await keepForm(kit, c);
    kept = at !== undefined;
    back = at ?? back;
  }
  return page(
    kit,
    c,
    'message.njk',
    {
      title: asks ? 'This file is too large' : 'This is too large',
      text: `A file can have 3.5 MB at most.${asks ? ' Nothing was sent.' : ''}${kept ? ' What you wrote is kept.' : ''}`,
      forChildren: path.startsWith('/children/'),
      link: back === undefined ? undefined : { href: back, text: 'Go back and choose another file' },
    },
    413,
  );
}

/** The form as far as it came: one that is cut off is ended where it was cut, in its file. */
async function whatCame({ body, headers }: Request): Promise<PostedForm> {
  const type = headers.get('content-type') ?? '';
  const [, boundary] = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(type) ?? [];
  if (!body || boundary === undefined || body.locked) return noForm;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size > mostRead) {
      parts.push(new TextEncoder().encode(`\r\n--${boundary}--\r\n`));
      break;
    }
  }
  return readForm(new Response(new Blob(parts), { headers: { 'content-type': type } })).catch(() => noForm);
}
