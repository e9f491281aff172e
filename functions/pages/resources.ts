import { readFileSync } from 'node:fs';
import nunjucks from 'nunjucks';

/** Where the templates of the pages are, those of govuk-frontend after our own. */
const templateFolders = [
  new URL('templates', import.meta.url),
  new URL('../../node_modules/govuk-frontend/dist', import.meta.url),
].map(({ pathname }) => pathname);

/** What pages are made of, from disk. */
export const resources = {
  /** One for each environment: a loader tells the environment that uses it of what it loads. */
  loader: () => new nunjucks.FileSystemLoader(templateFolders),
  css: () => readFileSync(new URL('assets/pages.css', import.meta.url), 'utf8'),
};
