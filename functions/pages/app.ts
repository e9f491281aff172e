import type { Hono } from 'hono';
import type { Dependencies } from '../dependencies.ts';
import type { PageEnv } from './kit/page-kit.ts';
import { pageApp, type PageOptions } from './page-app.ts';
import { publicPages } from './public-pages.ts';
import { staffPages } from './staff-pages.ts';

/** Every page, as one app that the local server mounts next to the API. */
export const pages = (deps: Dependencies, options: PageOptions): Hono<PageEnv> =>
  pageApp(deps, options, [publicPages, staffPages]);
