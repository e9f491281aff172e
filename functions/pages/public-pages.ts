import { Hono } from 'hono';
import type { PageEnv } from './kit/page-kit.ts';
import { childrensJourney } from './children/childrens-journey.ts';
import { followPages } from './public/follow-pages.ts';
import { giveFeedback } from './public/give-feedback.ts';
import { journeyPages } from './public/journey-pages.ts';
import { startPage } from './public/start-page.ts';
import { aboutYouPage } from './public/about-you-page.ts';
import type { PageSet } from './page-app.ts';

/** The pages of people who do not sign in. Their addresses stand in functions/manifest.ts too. */
export const publicPages: PageSet = (kit, { signInAt }) => {
  const app = new Hono<PageEnv>();
  app.route('/', startPage(kit, signInAt));
  app.route('/', journeyPages(kit, giveFeedback));
  app.route('/', journeyPages(kit, childrensJourney));
  app.route('/', followPages(kit));
  app.route('/', aboutYouPage(kit));
  return app;
};
