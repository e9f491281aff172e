import { Hono } from 'hono';
import { page, type PageEnv, type PageKit } from '../page-kit.ts';

/** Where people come who are not signed in. Staff go on to their tasks. */
export function startPage(kit: PageKit, signInAt: string): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/', (c) =>
    c.get('user') === undefined
      ? page(kit, c, 'public/start.njk', { title: 'Tell us what you think', signInAt })
      : c.redirect('/tasks', 303),
  );
  return app;
}
