import { Hono } from 'hono';
import { homeOf, page, wordsOf, type PageEnv, type PageKit } from '../kit/page-kit.ts';

/** The first page for people who are not signed in. Users who are signed in are sent to their own first page. */
export function startPage(kit: PageKit, signInAt: string): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/', (c) =>
    c.get('user') === undefined
      ? page(kit, c, 'public/start.njk', { title: wordsOf(c).public.start.title, signInAt })
      : c.redirect(homeOf(kit, c.get('user')), 303),
  );
  return app;
}
