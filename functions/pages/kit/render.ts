import { createHash } from 'node:crypto';
import nunjucks from 'nunjucks';
import {
  longDate,
  longDateWithWeekday,
  shortDate,
  londonDate,
  type Instant,
} from '../../domain/time/civil-date.ts';
import type { Council } from '../../domain/council/council.ts';
import { wordsIn } from '../../words/words.ts';
import { resources } from '#page-resources';

/** The council's colour as CSS. Its contrast with white was checked with the council's file. */
const brandOf = ({ colour = '#003d5c' }: Council) => `:root{--council-colour:${colour}}`;

/** A file that browsers may cache: its name changes with its content. */
interface Asset {
  path: string;
  content: string;
  mimeType: string;
}

/** The style sheet of all pages, with the council's current colour. */
export function styleSheet(council: Council): Asset {
  const content = `${resources.css()}${brandOf(council)}`;
  const version = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { path: `/assets/pages-${version}.css`, content, mimeType: 'text/css; charset=utf-8' };
}

/** The council's logo from its folder, a data URL as the bundler or the local server passes it on. */
export function logoFile(
  logo: string,
): (Omit<Asset, 'content'> & { content: Uint8Array<ArrayBuffer> }) | undefined {
  const [, mimeType, encoded] = /^data:(image\/(?:svg\+xml|png));base64,(.+)$/.exec(logo) ?? [];
  if (mimeType === undefined || encoded === undefined) return undefined;
  const version = createHash('sha256').update(encoded).digest('hex').slice(0, 16);
  return {
    path: `/assets/logo-${version}`,
    content: Uint8Array.from(Buffer.from(encoded, 'base64')),
    mimeType,
  };
}

/** What stands where a file has no thumbnail, or none yet: a sheet of paper. */
export const noThumbnail: Asset = {
  path: '/assets/no-thumbnail.svg',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><path d="M28 18h28l12 12v48H28zM56 18v12h12" fill="#fff" stroke="#858686" stroke-width="2"/></svg>',
  mimeType: 'image/svg+xml',
};

// Making a formatter takes a hundred times as long as using it, and a case page has a hundred moments.
const londonTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
});

/** A day and time in London as people write it: 24 November 2026, 09:30. */
export function moment(instant: Instant): string {
  return `${longDate(londonDate(instant))}, ${londonTime.format(new Date(instant))}`;
}

type Text = string | nunjucks.runtime.SafeString;

/**
 * The filter of this name that the design system calls around everything inside a form, without its cost: that of
 * nunjucks looks on from each space within the text to the end of the spaces, which took a sixth of the time of a page.
 */
function trim(text: Text): Text {
  const trimmed = text.toString().trim();
  return typeof text === 'string' ? trimmed : new nunjucks.runtime.SafeString(trimmed);
}

/** Renders one page. Values inserted into a template are always escaped. */
export type Render = (template: string, values: object) => string;

// One for the process: it keeps the templates that it has compiled, which takes longer than to render most pages.
const environment = new nunjucks.Environment(resources.loader(), { autoescape: true });
environment.addFilter('day', longDate);
environment.addFilter('shortDay', shortDate);
environment.addFilter('weekday', longDateWithWeekday);
environment.addFilter('moment', moment);
environment.addFilter('trim', trim);

/** The one place that renders. `everywhere` returns the values that every page gets. */
export function makeRender(everywhere: () => object): Render {
  // If the page knows the reader's own language, it is among the values.
  return (template, values) =>
    environment.render(template, { words: wordsIn(undefined), ...everywhere(), ...values });
}
