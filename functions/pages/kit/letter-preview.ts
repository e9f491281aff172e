import type { Letter } from '../../domain/correspondence/render-letter.ts';

/**
 * A letter as part of a page, as HTML that needs no escaping because the letter was escaped when it was made. Its own
 * styles are removed, because the policy of our pages forbids them, and its headings go below those of the page.
 */
export function letterOnPage({ html }: Letter): string {
  const body = html.slice(html.indexOf('<main>') + '<main>'.length, html.indexOf('</main>'));
  return body
    .replaceAll(/ style="[^"]*"/g, '')
    .replaceAll(/<(\/?)h2>/g, '<$1h4>')
    .replaceAll(/<(\/?)h1>/g, '<$1h3>');
}
