import { compile } from 'html-to-text';
import { formatTable } from './table-text.ts';

const skip = (...selectors: string[]) => selectors.map((selector) => ({ selector, format: 'skip' }));

const convert = compile({
  wordwrap: false,
  // The whole document, because mail has text outside its body element.
  baseElements: { selectors: [] },
  // The walk over the document is recursive. Long threads nest one quotation for each reply; attacks nest thousands.
  limits: { maxDepth: 400, maxInputLength: 5_000_000 },
  formatters: {
    // Mail clients send emoji as pictures, with the character as alternative text.
    alternativeText: (element, _walk, builder) => builder.addInline(element.attribs?.['alt'] ?? ''),
    cells: formatTable,
    // A cell or row outside of any table, as broken HTML has it.
    stray: (element, walk, builder) => {
      builder.addInline(' ');
      walk(element.children ?? [], builder);
      builder.addInline(' ');
    },
  },
  selectors: [
    ...skip('style', 'script', 'noscript', 'template', 'title', 'svg', 'object', 'iframe', '[hidden]'),
    ...skip('[style*="display:none"i]', '[style*="display: none"i]', '[style*="mso-hide:all"i]'),
    ...skip('[style*="visibility:hidden"i]', '[style*="visibility: hidden"i]'),
    { selector: 'img', format: 'alternativeText' },
    { selector: 'table', format: 'cells' },
    { selector: 'td', format: 'stray' },
    { selector: 'th', format: 'stray' },
    { selector: 'tr', format: 'block' },
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

// The parser keeps its open elements in an array and shifts it: with hundreds of thousands of elements it needs minutes.
// Each quotation, list and table in another one writes all its lines again.
const nesting = [
  { tag: /<(\/?)(?!(?:br|img|hr|meta|link|input|col|wbr|p|li|t[dhr])\b)[a-z]/gi, deepest: 5000 },
  { tag: /<(\/?)(?:blockquote|ul|ol|dl|table)\b/gi, deepest: 20 },
];

const isTooDeep = (html: string): boolean =>
  nesting.some(({ tag, deepest }) => {
    let depth = 0;
    for (const [, closing] of html.matchAll(tag)) {
      depth = Math.max(0, depth + (closing === '/' ? -1 : 1));
      if (depth > deepest) return true;
    }
    return false;
  });

/** Elements whose content a parser takes for no HTML, so one without its end takes the rest of the mail with it. */
const raw = ['title', 'style', 'script', 'textarea', 'xmp', 'noframes', 'noembed', 'iframe', 'plaintext'];

/** Where a pattern with the flag g matches last, or -1. */
const lastPlace = (text: string, pattern: RegExp): number => {
  let place = -1;
  for (const { index } of text.matchAll(pattern)) place = index;
  return place;
};

/** Removes the start of a comment or of a raw element that never ends. */
const withoutUnclosed = (html: string): string => {
  const comment = html.indexOf('<!--', html.lastIndexOf('-->') + 1);
  let mended = comment === -1 ? html : `${html.slice(0, comment)} ${html.slice(comment + 4)}`;
  for (const name of raw) {
    const open = new RegExp(`<${name}\\b[^<>]*>?`, 'gi');
    if (mended.search(open) === -1) continue;
    const rest = lastPlace(mended, new RegExp(`</${name}`, 'gi')) + 1;
    mended = mended.slice(0, rest) + mended.slice(rest).replace(open, ' ');
  }
  return mended;
};

const named: Record<string, string> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  pound: '£',
};

const entities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,10}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    },
  );

/** The words of the source: everything but tags, styles and scripts that are closed. */
const sourceWords = (html: string): string =>
  entities(
    html
      .replace(/<(style|script)\b[^<>]*>[^<]*<\/\1\s*>/gi, ' ')
      .replace(/<!--(?:\[if[^\]]*\]>)?|<!\[endif\]-->|-->/gi, ' ')
      .replace(/<(?:br|p|div|tr|li|h\d)\b[^<>]*>/gi, '\n')
      .replace(/<\/?[a-z!][^<>]*>/gi, ' ')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n'),
  );

/** The most characters of HTML whose tags are read; they hold far more words than a page shows. */
const mostHtml = 400_000;

/** Without what word processors add to each element. Their hidden elements do not matter. */
const lean = (html: string): string =>
  html
    .replace(/<!--[^<>]{0,2000}-->/g, '')
    .replace(/ (?:class|lang|align|valign|width|height|bgcolor)=(?:"[^"<>]{0,200}"|[\w#%-]{1,40})/gi, '')
    .replace(/ style=(["'])(?![^"'<>]*(?:display|visibility|mso-hide))[^"'<>]{0,2000}\1/gi, '');

const hasWords = (text: string): boolean => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);

/**
 * The text of an HTML body: hidden parts, scripts and styles are dropped, links become `text [address]`, quotations
 * begin with `> `, the cells of a table stay apart. If nothing is left of it, the words of the source.
 */
export function htmlText(html: string): string {
  const mended = withoutUnclosed(html.length > mostHtml ? lean(html) : html);
  // No person nests this deeply or writes this much. The words without their tags are enough to see what it is.
  if (mended.length > mostHtml || isTooDeep(mended)) return sourceWords(mended).trim();
  const text = convert(mended).trim();
  return hasWords(text) ? text : sourceWords(html).trim() || text;
}
