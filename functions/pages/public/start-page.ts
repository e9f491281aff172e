import { Hono } from 'hono';
import { homeOf, page, type PageEnv, type PageKit } from '../kit/page-kit.ts';

/** Where people come who are not signed in. Others go on to the page where they begin. */
export function startPage(kit: PageKit, signInAt: string): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/', (c) =>
    c.get('user') === undefined
      ? page(kit, c, 'public/start.njk', { title: 'Tell us what you think', signInAt })
      : c.redirect(homeOf(kit, c.get('user')), 303),
  );
  return app;
}
