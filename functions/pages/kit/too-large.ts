import { cookieOf } from './cookies.ts';
import { keepForm } from './kept-form.ts';
import { page, wordsOf, type PageContext, type PageKit } from './page-kit.ts';
import { noForm, readForm, type PostedForm } from './posted-form.ts';
import { carryForm } from './carried-form.ts';
import { isOwnOrigin } from './own-origin.ts';
import { sessionOf, userOf } from './session.ts';

/** The largest part of a form that is read for its answers, in bytes. A Lambda never receives more. */
const mostRead = 16_000_000;

const journeyFiles = /^\/(?:give-feedback|children)\/files$/;
const follow = /^\/follow\/(?:add|late)$/;
const ofCase = /^\/cases\/[^/]+\/(?:add-document|tasks\/[^/]+\/[^/]+)$/;

/** Answers a form that is too large with links back to the page with the file. The other answers are kept. */
export async function tooLarge(kit: PageKit, c: PageContext): Promise<Response> {
  const { path } = c.req;
  const session = await sessionOf(kit.deps, cookieOf(c));
  c.set('session', session);
  const user = userOf(kit.deps, session);
  if (user) c.set('user', user);
  const takesFile = [journeyFiles, follow, ofCase].some((form) => form.test(path));
  c.set('form', takesFile ? await readTruncatedForm(c.req.raw) : noForm);
  const text = wordsOf(c).staff.messages;
  const ours = isOwnOrigin(c, kit.deps.council);
  const change = c.req.query('change') === undefined ? '' : '?change';
  // The answers of earlier pages are stored with the visit.
  let back: string | undefined = takesFile ? `${path}${change}` : undefined;
  let kept = session !== undefined && journeyFiles.test(path);
  if (ours && session && follow.test(path)) kept = await carryForm(kit.deps, session, path, c.var.form);
  if (ours && user && ofCase.test(path)) {
    const keptAt = await keepForm(kit, c);
    kept = keptAt !== undefined;
    back = keptAt ?? back;
  }
  return page(
    kit,
    c,
    'message.njk',
    {
      title: takesFile ? text.fileTooLarge : text.formTooLarge,
      text: [
        text.largestFile,
        ...(takesFile ? [text.nothingSent] : []),
        ...(kept ? [text.answersKept] : []),
      ].join(' '),
      forChildren: path.startsWith('/children/'),
      link: back === undefined ? undefined : { href: back, text: text.chooseAnother },
    },
    413,
  );
}

/** The form as far as it arrived. If it was cut off within its file, it is closed there. */
async function readTruncatedForm({ body, headers }: Request): Promise<PostedForm> {
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
  // Bytes that are no form are read as an empty one, and the page asks for everything again.
  return readForm(new Response(new Blob(parts), { headers: { 'content-type': type } })).catch(() => noForm);
}
