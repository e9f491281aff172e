import { html, trusted, type Markup } from './markup.ts';
import { pageStyle } from './page-style.ts';

/** A page in the house's manner. */
export function page(title: string, organisation: string, content: Markup): Markup {
  return html`${trusted('<!doctype html>\n')}
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${trusted(pageStyle)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to main content</a>
        <header class="top">
          <div class="wrap"><p>${organisation}</p></div>
        </header>
        ${content}
      </body>
    </html>`;
}
