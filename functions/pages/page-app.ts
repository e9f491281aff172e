import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Dependencies } from '../dependencies.ts';
import { bannerOf } from './kit/banner.ts';
import { cookieOf, keepCookie } from './kit/cookies.ts';
import { busy } from './kit/busy.ts';
import { keepForm } from './kit/kept-form.ts';
import {
  hearsOfMailDown,
  noPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from './kit/page-kit.ts';
import { mailDown } from '../operations/mail-down.ts';
import { recordAnswer } from '../operations/record-read.ts';
import { noForm, readForm } from './kit/posted-form.ts';
import { isFormOfEndedVisit } from './public/journey-pages.ts';
import { logoFile, makeRender, noThumbnail, styleSheet } from './kit/render.ts';
import type { Printing } from './reports/reports-page.ts';
import { isOwnOrigin } from './kit/own-origin.ts';
import { isPassing } from '../runtime/faults.ts';
import { listedIn } from '../runtime/listed-in.ts';
import { logIfRefused } from '../runtime/log-if-refused.ts';
import { sealingCursors } from '../runtime/sealed-cursors.ts';
import { securityHeaders } from '../runtime/security-headers.ts';
import type { IdentityProvider } from './kit/identity-provider.ts';
import { sessionOf, startSession, userOf } from './kit/session.ts';
import { tooLarge } from './kit/too-large.ts';
import type { Words } from '../words/words.ts';

export interface PageOptions {
  /**
   * The council's sign-in, or the address of a page that signs people in. That page takes `return`, the page they
   * wanted.
   */
  signIn: IdentityProvider | string;
  report: (fault: unknown) => void;
  /**
   * The network address of a request (in API Gateway: `requestContext.http.sourceIp`). Without it only visits are
   * limited.
   */
  addressOf?: (c: PageContext) => string | undefined;
  printPdf?: Printing;
  /** The council's logo as a data URL. Empty: it has none. */
  logo?: string | undefined;
  /** For tests: the catalogue of every page, instead of the one for the reader's language. */
  words?: Words;
}

/** A document of 3.5 MB and the other fields of its form, in bytes. */
const largestForm = 4_000_000;

/** The folders that need sign-in. A new journey for users adds its first folder here. */
const staffOnly = [
  '/find',
  '/tasks',
  '/cases',
  '/appointments',
  '/kept',
  '/record',
  '/mail',
  '/messages',
  '/letters-to-post',
  '/unsent-letters',
  '/admin',
  '/overview',
  '/reports',
];

/** Pages that one function shows: `publicPages` (public-pages.ts) or `staffPages` (staff-pages.ts). */
export type PageSet = (
  kit: PageKit,
  options: {
    /** The address of the page that signs people in. */
    signInAt: string;
    provider: IdentityProvider | undefined;
    report: PageOptions['report'];
    printPdf: Printing | undefined;
  },
) => Hono<PageEnv>;

/** The pages of these sets with all that surrounds them: sessions, forms, errors, assets. */
export function pageApp(
  given: Dependencies,
  { signIn, report, addressOf, printPdf, logo = '', words }: PageOptions,
  sets: readonly PageSet[],
): Hono<PageEnv> {
  const deps = sealingCursors(given);
  const [signInAt, provider] = typeof signIn === 'string' ? [signIn] : ['/sign-in', signIn];
  let latest = { colour: deps.council.colour, sheet: styleSheet(deps.council) };
  const styles = () => {
    const { colour } = deps.council;
    if (latest.colour !== colour) latest = { colour, sheet: styleSheet(deps.council) };
    return latest.sheet;
  };
  const logoAsset = logoFile(logo);
  const render = makeRender(() => ({
    council: deps.council,
    styles: styles().path,
    logo: logoAsset?.path,
  }));
  const kit: PageKit = {
    deps,
    render,
    addressOf: (c) => addressOf?.(c),
    async visit(c) {
      if (c.var.session) return c.var.session;
      const { cookie, session } = await startSession(deps);
      keepCookie(c, cookie);
      c.set('session', session);
      return session;
    },
  };
  const app = new Hono<PageEnv>();
  app.onError(async (error, c) => {
    if (isPassing(error)) return busy(kit, c);
    report(error);
    return c.html(
      render('message.njk', {
        words: wordsOf(c),
        title: wordsOf(c).staff.messages.fault,
        text: wordsOf(c).staff.messages.faultText,
      }),
      500,
    );
  });
  app.use('*', (c, next) => {
    c.set('words', words);
    return next();
  });
  app.use('*', securityHeaders);
  // Each request uses the current council, because another Lambda may have changed it.
  app.use('*', async (_, next) => {
    await deps.councils.refresh();
    return next();
  });
  app.get('/assets/:file{pages-.+}', (c) => {
    const { path, content, mimeType } = styles();
    // A page from before a change of colour asks for the old style sheet and gets the current one.
    const cache = path === c.req.path ? 'public, max-age=31536000, immutable' : 'no-store';
    return c.body(content, 200, { 'content-type': mimeType, 'cache-control': cache });
  });
  app.get(noThumbnail.path, (c) =>
    c.body(noThumbnail.content, 200, {
      'content-type': noThumbnail.mimeType,
      'cache-control': 'public, max-age=86400',
    }),
  );
  if (logoAsset)
    app.get(logoAsset.path, (c) =>
      c.body(logoAsset.content, 200, {
        'content-type': logoAsset.mimeType,
        'cache-control': 'public, max-age=31536000, immutable',
        // A drawing opened by itself runs nothing.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      }),
    );
  app.use('*', bodyLimit({ maxSize: largestForm, onError: (c) => tooLarge(kit, c) }));
  app.use('*', async (c, next) => {
    const session = await sessionOf(deps, cookieOf(c));
    c.set('session', session);
    const user = userOf(deps, session);
    if (user) c.set('user', user);
    const posted = c.req.method === 'POST';
    const isForm = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(
      c.req.header('content-type') ?? '',
    );
    // Bytes that are no form are read as an empty one: it has no token, and is refused as any other.
    c.set('form', posted && isForm ? await readForm(c.req.raw).catch(() => noForm) : noForm);
    const staff = staffOnly.some((folder) => c.req.path === folder || c.req.path.startsWith(`${folder}/`));
    if (staff && !user) {
      const wanted = posted
        ? ((await keepForm(kit, c)) ?? '/tasks')
        : `${c.req.path}${new URL(c.req.url).search}`;
      return c.redirect(`${signInAt}?return=${encodeURIComponent(wanted)}`, 303);
    }
    if (posted && !isOwnOrigin(c, deps.council) && !isFormOfEndedVisit(c, deps.council)) {
      deps.securityLog('form-refused', { method: c.req.method, ...(user ? { user: user.id } : {}) });
      const kept = staff ? await keepForm(kit, c) : undefined;
      if (kept !== undefined) return c.redirect(kept, 303);
      return page(
        kit,
        c,
        'message.njk',
        { title: wordsOf(c).staff.messages.outOfDate, text: wordsOf(c).staff.messages.outOfDateText },
        403,
      );
    }
    if (staff && c.req.method === 'GET') c.set('banner', await bannerOf(kit, c));
    if (staff && user && hearsOfMailDown(kit, user)) c.set('mailDown', await mailDown(deps));
    await next();
    if (user) logIfRefused(deps, c, user);
    if (user && staff && (c.res.status === 200 || c.get('sentFile') === true))
      await recordAnswer(deps, {
        method: c.req.method,
        url: new URL(c.req.url),
        by: user,
        text: await listedIn(c.res),
      });
    return undefined;
  });
  app.notFound((c) => noPage(kit, c));
  for (const set of sets) app.route('/', set(kit, { signInAt, provider, report, printPdf }));
  return app;
}
