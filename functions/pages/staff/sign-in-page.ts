import { Hono } from 'hono';
import * as z from 'zod/mini';
import { signedInUser } from '../../runtime/signed-in-user.ts';
import { cookieOf, keepCookie, keepSignInCookie, signInCookieOf } from '../kit/cookies.ts';
import { BegunSignIn, type IdentityProvider } from '../kit/identity-provider.ts';
import { page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { ownPage } from '../kit/own-origin.ts';
import { endSession, hashed, later, newSecret, startSession } from '../kit/session.ts';

/** As long somebody may be at the provider: to find the second factor, or to choose a new password. */
const minutesToSignIn = 15;

const Begun = z.extend(BegunSignIn, { wanted: z.string() });

/** Where a sign-in that has begun is kept: only the browser that began it finds it, by the state it comes back with. */
const placeOf = (cookie: string, state: string) => `sign-in:${hashed(`${cookie} ${state}`)}`;

const again = { href: '/sign-in', text: 'Sign in' };

/** Signing in at the council's provider, by the code flow with PKCE, state and nonce. */
export function signInPage(
  kit: PageKit,
  provider: IdentityProvider,
  report: (fault: unknown) => void,
): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  app.get('/sign-in', async (c) => {
    const wanted = ownPage(c.req.query('return'));
    const other = c.req.query('as') === 'somebody-else';
    if (c.get('user') !== undefined && !other) return c.redirect(wanted, 303);
    try {
      const { url, begun } = await provider.begin(other ? 'somebody else' : 'anybody');
      // One cookie for all sign-ins of a browser, so that tabs which ask for it together do not end each other's.
      const cookie = signInCookieOf(c) ?? newSecret();
      const until = later(deps.clock.now(), minutesToSignIn);
      await deps.shortLived.put(placeOf(cookie, begun.state), { ...begun, wanted }, until);
      keepSignInCookie(c, cookie, minutesToSignIn * 60);
      return onward(kit, c, url, 'Taking you to the sign-in of the council', 'Go on to sign in');
    } catch (error) {
      return unreachable(c, error);
    }
  });

  app.get('/sign-in/callback', async (c) => {
    const place = placeOf(signInCookieOf(c) ?? '', c.req.query('state') ?? '');
    const begun = Begun.safeParse(await deps.shortLived.get(place, deps.clock.now()));
    if (!begun.success)
      return refuse(
        c,
        'Please sign in once more',
        'The sign-in took too long, was used already, or was begun in another browser.',
      );
    await deps.shortLived.remove(place);
    try {
      const proved = await provider.finish(new URL(c.req.url).search, begun.data);
      if (!proved.ok && proved.fault === 'declined')
        return refuse(
          c,
          'You are not signed in',
          'The sign-in was cancelled, or the council has not let you use this system.',
        );
      if (!proved.ok) {
        report(proved.fault);
        return refuse(
          c,
          'You could not be signed in',
          'The sign-in of the council sent us no proof of who you are.',
        );
      }
      const user = signedInUser(proved.claims, deps.council);
      if (user === undefined)
        return refuse(
          c,
          'You do not have access yet',
          `The council knows you, but you are not among the people who use this system. Ask the complaints team: ${deps.council.phone}.`,
          { href: '/sign-in?as=somebody-else', text: 'Sign in as somebody else' },
        );
      const before = cookieOf(c);
      if (before !== undefined) await endSession(deps, before);
      const narrowed = deps.council.groups === undefined ? {} : { roles: user.roles };
      const { cookie } = await startSession(deps, { user: user.id, ...narrowed });
      keepCookie(c, cookie);
      return c.redirect(begun.data.wanted, 303);
    } catch (error) {
      return unreachable(c, error);
    }
  });

  // On from our own signing out to that of the provider, where it has one.
  app.get('/signed-out/everywhere', async (c) => {
    const elsewhere = await provider.signOut().catch(report);
    return typeof elsewhere === 'string'
      ? onward(kit, c, elsewhere, 'You have signed out here', 'Go on to sign out of the council as well')
      : c.redirect('/signed-out', 303);
  });

  const refuse = (c: PageContext, title: string, text: string, link = again) =>
    page(kit, c, 'message.njk', { title, text, link }, 403);

  function unreachable(c: PageContext, error: unknown) {
    report(error);
    const text = 'This is not your fault. Try again in a few minutes.';
    return page(kit, c, 'message.njk', { title: 'The sign-in does not answer', text, link: again }, 503);
  }

  return app;
}

/**
 * Leads on to a page elsewhere at once. Not a redirect: browsers hold one that follows a form to form-action, and a form
 * that was sent too late is answered by a redirect to here.
 */
function onward(kit: PageKit, c: PageContext, url: string, title: string, link: string) {
  c.header('refresh', `0; url=${url}`);
  return page(kit, c, 'message.njk', {
    title,
    text: 'This takes a moment.',
    link: { href: url, text: link },
  });
}
