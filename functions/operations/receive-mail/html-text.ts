import { compile } from 'html-to-text';

const skip = (...selectors: string[]) => selectors.map((selector) => ({ selector, format: 'skip' }));

const convert = compile({
  wordwrap: false,
  // The whole document, because mail has text outside its body element.
  baseElements: { selectors: [] },
  // The walk over the document is recursive. Long threads nest one quotation for each reply; attacks nest thousands.
  limits: { maxDepth: 400, maxInputLength: 50_000_000 },
  formatters: {
    // Mail clients send emoji as pictures, with the character as alternative text.
    alternativeText: (element, _walk, builder) => builder.addInline(element.attribs?.['alt'] ?? ''),
  },
  selectors: [
    ...skip(
      'head',
      'style',
      'script',
      'noscript',
      'template',
      'title',
      'svg',
      'object',
      'iframe',
      '[hidden]',
    ),
    ...skip('[style*="display:none"i]', '[style*="display: none"i]', '[style*="mso-hide:all"i]'),
    ...skip('[style*="visibility:hidden"i]', '[style*="visibility: hidden"i]'),
    { selector: 'img', format: 'alternativeText' },
    {
      selector: 'a',
      options: {
        hideLinkHrefIfSameAsText: true,
        pathRewrite: (href: string) => (/^https?:|@/i.test(href) ? href : ''),
      },
    },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

// The parser keeps its open elements in an array and shifts it. With hundreds of thousands of elements it needs
// minutes.
const deepest = 10_000;
const tag = /<(\/?)(?!(?:br|img|hr|meta|link|input|col|wbr|p|li|t[dhr])\b)[a-z]/gi;

const isTooDeep = (html: string): boolean => {
  let depth = 0;
  for (const [, closing] of html.matchAll(tag)) {
    depth = Math.max(0, depth + (closing === '/' ? -1 : 1));
    if (depth > deepest) return true;
  }
  return false;
};

/**
 * The text of an HTML body: hidden parts, scripts and styles are dropped, links become `text [address]`, quotations
 * begin with `> `.
 */
export function htmlText(html: string): string {
  // No person nests this deeply. The words without their tags are enough to see what it is.
  return (isTooDeep(html) ? html.replace(/<[^<>]*>/g, ' ') : convert(html)).trim();
}
