import { readFileSync } from 'node:fs';
import nunjucks from 'nunjucks';

/** The folders with the templates of the pages: first our own, then those of govuk-frontend. */
const templateFolders = [
  new URL('templates', import.meta.url),
  new URL('../../node_modules/govuk-frontend/dist', import.meta.url),
].map(({ pathname }) => pathname);

/** The files that pages are made from, read from disk. */
export const resources = {
  /** A new loader for each environment, because a loader notifies the environment that uses it. */
  loader: () => new nunjucks.FileSystemLoader(templateFolders),
  css: () => readFileSync(new URL('assets/pages.css', import.meta.url), 'utf8'),
};
