import { html, rawHtml, type Markup } from './markup.ts';
import { pageStyle } from './page-style.ts';
import type { ReportWords } from '../words/report-words.ts';

/** A complete page of a report, including its style. */
export function page(
  title: string,
  organisation: string,
  { lang, skipLink }: Pick<ReportWords, 'lang' | 'skipLink'>,
  content: Markup,
): Markup {
  return html`${rawHtml('<!doctype html>\n')}
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${rawHtml(pageStyle)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">${skipLink}</a>
        <header class="top">
          <div class="wrap"><p>${organisation}</p></div>
        </header>
        ${content}
      </body>
    </html>`;
}
