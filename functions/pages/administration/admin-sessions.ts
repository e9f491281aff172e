import { endSessions, openSessions, sessionTag } from '../../operations/sessions.ts';
import { leaveBanner } from '../kit/banner.ts';
import { nameOf, page, wordsOf, type PageContext, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';

/** Who is signed in: since when, and last seen when. */
export async function showSessions(kit: PageKit, c: PageContext): Promise<Response> {
  const words = wordsOf(c);
  const text = words.administration.sessions;
  const own = c.var.session && sessionTag(c.var.session.id);
  const sessions = await openSessions(kit.deps);
  const people = Map.groupBy(sessions, ({ user }) => user);
  return page(kit, c, 'admin-sessions.njk', {
    title: text.title,
    back: { href: '/admin', text: words.administration.title },
    people: [...people].map(([user, all]) => ({
      user,
      name: nameOf(kit, user, words),
      several: all.length > 1,
      sessions: all.map(({ tag, startedAt, seenAt }) => ({ tag, startedAt, seenAt, own: tag === own })),
    })),
  });
}

/** Ends one session, or all of a person, as the button says that was pressed. */
export async function endSomeSessions(kit: PageKit, c: PageContext): Promise<Response> {
  const text = wordsOf(c).administration.sessions;
  const tag = field(c.var.form, 'session');
  const which = tag === '' ? { user: field(c.var.form, 'person') } : { tag };
  const ended = await endSessions(kit.deps, which, c.get('user').id);
  const name = ended && nameOf(kit, ended.user, wordsOf(c));
  await leaveBanner(kit, c, name === undefined ? text.none : text.ended({ name }));
  return c.redirect('/admin/sessions', 303);
}
