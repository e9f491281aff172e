import { Hono } from 'hono';
import * as z from 'zod/mini';
import { signedInUser } from '../../runtime/signed-in-user.ts';
import { cookieOf, keepCookie, keepSignInCookie, signInCookieOf } from '../kit/cookies.ts';
import { BegunSignIn, type IdentityProvider } from '../kit/identity-provider.ts';
import { page, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { ownPage } from '../kit/own-origin.ts';
import { endSession, hashed, later, newSecret, startSession } from '../kit/session.ts';

/** Enough time at the provider to find a second factor or to choose a new password. */
const minutesToSignIn = 15;

const Begun = z.extend(BegunSignIn, { wanted: z.string() });

/**
 * The key of an unfinished sign-in. Only the browser that began it knows the cookie, and it comes back with the state.
 */
const signInKey = (cookie: string, state: string) => `sign-in:${hashed(`${cookie} ${state}`)}`;

/** Signs people in at the council's provider, by the code flow with PKCE, state and nonce. */
export function signInPage(
  kit: PageKit,
  provider: IdentityProvider,
  report: (fault: unknown) => void,
): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  app.get('/sign-in', async (c) => {
    const wanted = ownPage(c.req.query('return'));
    const other = c.req.query('as') === 'someone-else';
    if (c.get('user') !== undefined && !other) return c.redirect(wanted, 303);
    try {
      const { url, begun } = await provider.begin(other ? 'someone else' : 'anyone');
      // One cookie for all sign-ins of a browser, so that several tabs can sign in at the same time.
      const cookie = signInCookieOf(c) ?? newSecret();
      const until = later(deps.clock.now(), minutesToSignIn);
      await deps.shortLived.put(signInKey(cookie, begun.state), { ...begun, wanted }, until);
      keepSignInCookie(c, cookie, minutesToSignIn * 60);
      return leadOn(kit, c, url, wordsOf(c).staff.signIn.onward, wordsOf(c).staff.signIn.onwardLink);
    } catch (error) {
      return unreachable(c, error);
    }
  });

  app.get('/sign-in/callback', async (c) => {
    const text = wordsOf(c).staff.signIn;
    const key = signInKey(signInCookieOf(c) ?? '', c.req.query('state') ?? '');
    const begun = Begun.safeParse(await deps.shortLived.get(key, deps.clock.now()));
    if (!begun.success) {
      deps.securityLog('sign-in-refused', { why: 'not begun here' });
      return refuse(c, text.again, text.againText);
    }
    await deps.shortLived.remove(key);
    try {
      const proved = await provider.finish(new URL(c.req.url).search, begun.data);
      if (!proved.ok && proved.fault === 'declined') {
        deps.securityLog('sign-in-refused', { why: 'declined' });
        return refuse(c, text.declined, text.declinedText);
      }
      if (!proved.ok) {
        report(proved.fault);
        deps.securityLog('sign-in-refused', { why: 'not proved' });
        return refuse(c, text.failed, text.failedText);
      }
      const user = signedInUser(proved.claims, deps.council);
      if (user === undefined) {
        deps.securityLog('sign-in-refused', { why: 'not a user' });
        return refuse(c, text.noAccess, text.noAccessText({ phone: deps.council.phone }), {
          href: '/sign-in?as=someone-else',
          text: text.asSomeoneElse,
        });
      }
      const before = cookieOf(c);
      if (before !== undefined) await endSession(deps, before);
      const narrowed = deps.council.groups === undefined ? {} : { roles: user.roles };
      const { cookie } = await startSession(deps, { user: user.id, ...narrowed });
      deps.securityLog('signed-in', { user: user.id });
      keepCookie(c, cookie);
      return c.redirect(begun.data.wanted, 303);
    } catch (error) {
      return unreachable(c, error);
    }
  });

  // After signing out of this system, signs out of the provider too if it offers that.
  app.get('/signed-out/everywhere', async (c) => {
    const elsewhere = await provider.signOut().catch(report);
    return typeof elsewhere === 'string'
      ? leadOn(
          kit,
          c,
          elsewhere,
          wordsOf(c).staff.signIn.signedOutHere,
          wordsOf(c).staff.signIn.signOutEverywhere,
        )
      : c.redirect('/signed-out', 303);
  });

  const again = (c: PageContext) => ({ href: '/sign-in', text: wordsOf(c).staff.signIn.signIn });
  const refuse = (c: PageContext, title: string, text: string, link = again(c)) =>
    page(kit, c, 'message.njk', { title, text, link }, 403);

  function unreachable(c: PageContext, error: unknown) {
    report(error);
    const { unavailable: title, unavailableText: text } = wordsOf(c).staff.signIn;
    return page(kit, c, 'message.njk', { title, text, link: again(c) }, 503);
  }

  return app;
}

/**
 * Leads on to a page elsewhere at once. It cannot redirect: browsers apply form-action to a redirect after a form, and
 * a form sent after its session ended is redirected to here.
 */
function leadOn(kit: PageKit, c: PageContext, url: string, title: string, link: string) {
  c.header('refresh', `0; url=${url}`);
  return page(kit, c, 'message.njk', {
    title,
    text: wordsOf(c).staff.signIn.moment,
    link: { href: url, text: link },
  });
}
