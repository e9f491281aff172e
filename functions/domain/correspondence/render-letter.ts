import MarkdownIt, { type Token } from 'markdown-it';
import * as z from 'zod/mini';
import { clean, oneLine } from '../text/clean-text.ts';
import {
  describeTemplateProblem,
  parseTemplateText,
  vocabulary,
  type LetterTemplate,
  type TemplatePart,
} from '../../../workflows/letters/letter-template.ts';

/** A rendered letter: one line of subject, and the body twice, as plain text and as a whole HTML document. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** A letter as it can also be looked at before it goes. */
export interface RenderedLetter extends Letter {
  /** The body alone, without the styles that mail programs need: a page has its own, and its policy allows no others. */
  part: string;
}

/** What names a letter everywhere: in the mail, as a tag in SES (which allows no other characters), as a file. */
export const LetterId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, 'a letter id is made of letters, digits, _ and -'));

/** One recipient, in ASCII as SES wants it; no list, no name, no line break. */
export const MailAddress = z.string().check(z.regex(z.regexes.html5Email), z.maxLength(254));

type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'em'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

type Block =
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] };

/** A value ready to put in: as one line for the middle of a sentence, as blocks when it is a list or has several lines. */
interface Value {
  line: string;
  blocks: Block[] | undefined;
}

// Only what letters need; anything else in a template (HTML, code, images) stays literal text. Links are not rewritten
// because a mark in their address must stay findable.
const markdown = new MarkdownIt('zero', { breaks: true }).enable([
  'heading',
  'list',
  'blockquote',
  'emphasis',
  'link',
  'newline',
  'escape',
]);
markdown.normalizeLink = (url) => url;

// The place of a value while Markdown reads the template: private-use characters, which no template may contain.
const mark = (name: string) => `\uE000${name}\uE001`;
const marks = /\uE000([A-Za-z0-9]+)\uE001/g;

function paragraphsOf(text: string): Block[] {
  return clean(text)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => ({
      kind: 'paragraph',
      children: paragraph
        .split('\n')
        .flatMap((line, index): Inline[] => [
          ...(index > 0 ? [{ kind: 'break' } as const] : []),
          { kind: 'text', text: line.trim() },
        ]),
    }));
}

const hasSomethingToRead = (text: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(clean(text));

function valueOf(raw: string | readonly string[] | undefined): Value | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw === 'string') {
    if (!hasSomethingToRead(raw)) return undefined;
    return { line: oneLine(raw), blocks: clean(raw).trim().includes('\n') ? paragraphsOf(raw) : undefined };
  }
  const items = raw.filter(hasSomethingToRead);
  if (items.length === 0) return undefined;
  return {
    line: items.map(oneLine).join('; '),
    blocks: [{ kind: 'list', ordered: false, items: items.map(paragraphsOf) }],
  };
}

/**
 * One letter from a template and untrusted values, which come out as the text they are: never read as Markdown, HTML
 * or placeholders. Refused, naming everything that is missing or blank, rather than rendered in part.
 */
export function renderLetter(
  template: LetterTemplate,
  values: Record<string, string | readonly string[] | undefined>,
): { ok: true; letter: RenderedLetter } | { ok: false; missing: string[]; reason: string } {
  const missing = new Set<string>();
  const present = new Map<string, Value>();
  for (const [name, raw] of Object.entries(values)) {
    const value = valueOf(raw);
    if (value) present.set(name, value);
  }
  // A section that is shown needs everything in it: half a sentence is worse than no letter.
  const flatten = (parts: readonly TemplatePart[]): string =>
    parts
      .map((part) => {
        if ('literal' in part) return part.literal;
        if ('section' in part)
          return present.has(part.section) === (part.shownWhen === 'present') ? flatten(part.parts) : '';
        if (!present.has(part.placeholder)) missing.add(part.placeholder);
        return mark(part.placeholder);
      })
      .join('');
  const read = (source: string): string => {
    const parsed = parseTemplateText(source);
    if (!parsed.ok)
      throw new UnreadableTemplate(`letter ${template.id}: ${describeTemplateProblem(parsed.problem)}`);
    return flatten(parsed.parts);
  };
  const subjectSource = read(template.subject);
  const bodySource = read(template.body);
  for (const name of template.requires ?? []) if (!present.has(name)) missing.add(name);
  if (missing.size > 0) return refusal(template, [...missing], 'missing');

  const filling: Filling = { present, badLinks: new Set() };
  const blocks = blocksOf(nest(markdown.parse(bodySource, {})), filling);
  if (filling.badLinks.size > 0) return refusal(template, [...filling.badLinks], 'not a web address');
  const subject = oneLine(fillIn(subjectSource, filling));
  return {
    ok: true,
    letter: {
      subject,
      text: `${textOf(blocks)}\n`,
      html: documentOf(subject, present.get('councilName')?.line, blocks),
      // Quotes in the text of a letter are escaped, so these attributes are ours.
      part: htmlOf(blocks).replaceAll(/ style="[^"]*"/g, ''),
    },
  };
}

/** Thrown for a template that `loadLetters` would not have let through. */
class UnreadableTemplate extends Error {
  override name = 'UnreadableTemplate' as const;
}

function refusal(
  template: LetterTemplate,
  names: string[],
  problem: string,
): { ok: false; missing: string[]; reason: string } {
  const words: Record<string, string> = vocabulary;
  const named = names.map((name) => words[name] ?? name).join(', ');
  return {
    ok: false,
    missing: names,
    reason: `The letter "${template.title}" cannot be sent yet: ${problem}: ${named}.`,
  };
}

interface Nested {
  token: Token;
  children: Nested[];
}

/** markdown-it's flat list of opening and closing tokens as a tree. */
function nest(tokens: readonly Token[]): Nested[] {
  const top: Nested[] = [];
  const open: Nested[] = [];
  for (const token of tokens) {
    if (token.nesting < 0) {
      open.pop();
      continue;
    }
    const node: Nested = { token, children: token.type === 'inline' ? nest(token.children ?? []) : [] };
    (open.at(-1)?.children ?? top).push(node);
    if (token.nesting > 0) open.push(node);
  }
  return top;
}

/** The values to put in, and the names of those that were to be a web address and are none. */
interface Filling {
  present: ReadonlyMap<string, Value>;
  badLinks: Set<string>;
}

function blocksOf(nodes: readonly Nested[], filling: Filling): Block[] {
  return nodes.flatMap(({ token, children }): Block[] => {
    switch (token.type) {
      case 'heading_open': {
        const inline = children.flatMap((child) => inlinesOf(child.children, filling));
        return [{ kind: 'heading', level: Number(token.tag.slice(1)), children: inline }];
      }
      case 'paragraph_open':
        return children.flatMap((child) => paragraphOf(child.children, filling));
      case 'bullet_list_open':
      case 'ordered_list_open': {
        const items = children.map((item) => blocksOf(item.children, filling));
        return [{ kind: 'list', ordered: token.type === 'ordered_list_open', items }];
      }
      case 'blockquote_open':
        return [{ kind: 'quote', blocks: blocksOf(children, filling) }];
      default:
        throw new UnreadableTemplate(`a letter has no ${token.type}`);
    }
  });
}

/** A paragraph; a value in it that is a list or has several lines stands on its own between the words around it. */
function paragraphOf(nodes: readonly Nested[], filling: Filling): Block[] {
  const blocks: Block[] = [];
  let words: Inline[] = [];
  const endParagraph = () => {
    const first = words.findIndex((inline) => !isBlank(inline));
    const last = words.findLastIndex((inline) => !isBlank(inline));
    if (first >= 0) blocks.push({ kind: 'paragraph', children: words.slice(first, last + 1) });
    words = [];
  };
  for (const node of nodes) {
    if (node.token.type !== 'text') {
      words.push(...inlinesOf([node], filling));
      continue;
    }
    for (const { text, name } of cutAtMarks(node.token.content)) {
      const value = name === undefined ? undefined : filling.present.get(name);
      if (value?.blocks) {
        endParagraph();
        blocks.push(...value.blocks);
      } else {
        words.push({ kind: 'text', text: value?.line ?? text });
      }
    }
  }
  endParagraph();
  return blocks;
}

const isBlank = (inline: Inline) =>
  inline.kind === 'break' || (inline.kind === 'text' && inline.text.trim() === '');

function cutAtMarks(text: string): { text: string; name?: string }[] {
  // Splitting at a pattern with a group puts the groups, here the names, at the odd places.
  return text
    .split(marks)
    .map((piece, index) => (index % 2 === 0 ? { text: piece } : { text: '', name: piece }));
}

/** `text` with the values on one line each, changed by `change`. */
function fillIn(text: string, filling: Filling, change = (line: string) => line): string {
  return text.replace(marks, (_, name: string) => change(filling.present.get(name)?.line ?? ''));
}

function inlinesOf(nodes: readonly Nested[], filling: Filling): Inline[] {
  return nodes.map(({ token, children }): Inline => {
    switch (token.type) {
      case 'text':
        return { kind: 'text', text: fillIn(token.content, filling) };
      case 'softbreak':
      case 'hardbreak':
        return { kind: 'break' };
      case 'strong_open':
      case 'em_open':
        return { kind: token.type === 'em_open' ? 'em' : 'strong', children: inlinesOf(children, filling) };
      case 'link_open':
        return {
          kind: 'link',
          href: addressOf(String(token.attrGet('href')), filling),
          children: inlinesOf(children, filling),
        };
      default:
        throw new UnreadableTemplate(`a letter has no ${token.type}`);
    }
  });
}

/** A value that is the whole address must be a web address; as a part of one it is escaped and cannot lead elsewhere. */
function addressOf(href: string, filling: Filling): string {
  const [before, name, after] = href.split(marks);
  if (before === '' && name !== undefined && after === '') {
    const url = URL.parse(filling.present.get(name)?.line ?? '');
    if (url && /^https?:$/.test(url.protocol)) return url.href;
    filling.badLinks.add(name);
  }
  return fillIn(href, filling, (line) => encodeURIComponent(line).replaceAll('%40', '@'));
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return inlineText(block.children).trim();
    case 'quote':
      return indent(textOf(block.blocks), '    ', '    ');
    default:
      return block.items
        .map((item, index) => {
          const bullet = block.ordered ? `${index + 1}. ` : '- ';
          return indent(item.map(blockText).join('\n'), bullet, ' '.repeat(bullet.length));
        })
        .join('\n');
  }
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (line === '' ? '' : `${index === 0 ? first : rest}${line}`))
    .join('\n');
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
          return inline.text;
        case 'break':
          return '\n';
        case 'strong':
        case 'em':
          return inlineText(inline.children);
        default: {
          const label = inlineText(inline.children);
          const bare = (address: string) =>
            address.replace(/^(https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');
          return bare(label) === bare(inline.href) ? label : `${label}: ${inline.href}`;
        }
      }
    })
    .join('');
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

// Inline because many mail programs drop style sheets; sizes and colours are those of GOV.UK, the crown and its font are not.
const font = 'font-family:Arial,Helvetica,sans-serif;color:#0b0c0c';
const style = {
  body: 'margin:0;padding:0;background:#ffffff',
  page: `max-width:640px;margin:0 auto;padding:20px;font-size:19px;line-height:1.4;overflow-wrap:break-word;${font}`,
  council: 'margin:0 0 30px;padding:0 0 10px;border-bottom:4px solid #0b0c0c;font-size:24px;font-weight:bold',
  title: 'margin:0 0 30px;font-size:27px;line-height:1.2',
  heading: 'margin:30px 0 10px;font-size:22px;line-height:1.25',
  paragraph: 'margin:0 0 20px',
  list: 'margin:0 0 20px;padding:0 0 0 25px',
  item: 'margin:0 0 5px',
  quote: 'margin:0 0 20px;padding:5px 0 5px 15px;border-left:5px solid #b1b4b6',
  link: 'color:#1d70b8',
} as const;

function documentOf(title: string, council: string | undefined, blocks: readonly Block[]): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
</head>
<body style="${style.body}">
<div style="${style.page}">
${council === undefined ? '' : `<header><p style="${style.council}">${escape(council)}</p></header>\n`}<main>
<h1 style="${style.title}">${escape(title)}</h1>
${htmlOf(blocks)}
</main>
</div>
</body>
</html>
`;
}

function htmlOf(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      // The subject is the only h1.
      const level = Math.max(block.level, 2);
      return `<h${level} style="${style.heading}">${inlineHtml(block.children)}</h${level}>`;
    }
    case 'paragraph':
      return `<p style="${style.paragraph}">${inlineHtml(block.children)}</p>`;
    case 'quote':
      return `<blockquote style="${style.quote}">\n${htmlOf(block.blocks)}\n</blockquote>`;
    default: {
      const name = block.ordered ? 'ol' : 'ul';
      return `<${name} style="${style.list}">\n${block.items.map(itemHtml).join('\n')}\n</${name}>`;
    }
  }
}

function itemHtml(blocks: readonly Block[]): string {
  const [only] = blocks;
  const content =
    blocks.length === 1 && only?.kind === 'paragraph' ? inlineHtml(only.children) : htmlOf(blocks);
  return `<li style="${style.item}">${content}</li>`;
}

function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
          return escape(inline.text);
        case 'break':
          return '<br>\n';
        case 'strong':
        case 'em':
          return `<${inline.kind}>${inlineHtml(inline.children)}</${inline.kind}>`;
        default:
          return `<a href="${escape(inline.href)}" style="${style.link}">${inlineHtml(inline.children)}</a>`;
      }
    })
    .join('');
}
