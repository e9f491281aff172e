import MarkdownIt, { type Token } from 'markdown-it';
import { clean, oneLine } from '../text/clean-text.ts';
import type { Block, Inline } from './letter-blocks.ts';

/** A value ready to insert: one line for the middle of a sentence, or blocks if it is a list or has several lines. */
export interface Value {
  line: string;
  blocks: Block[] | undefined;
}

// Only the Markdown that letters need. Anything else in a template (HTML, code, images) stays literal text. Links are
// not rewritten, because a mark in their address must stay findable.
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

// The mark for a value while Markdown reads the template: private-use characters, which no template may contain.
export const mark = (name: string) => `\uE000${name}\uE001`;
const marks = /\uE000([A-Za-z0-9]+)\uE001/g;
const marksWithStop = /\uE000([A-Za-z0-9]+)\uE001(\.(?![\w.]))?/g;

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

/** Prepares a value to insert. Undefined if it is blank. */
export function valueOf(raw: string | readonly string[] | undefined): Value | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw === 'string') {
    if (!hasSomethingToRead(raw)) return undefined;
    return {
      line: oneLine(raw),
      blocks: clean(raw).trim().includes('\n') ? paragraphsOf(raw) : undefined,
    };
  }
  const items = raw.filter(hasSomethingToRead);
  if (items.length === 0) return undefined;
  return {
    line: items.map(oneLine).join('; '),
    blocks: [{ kind: 'list', ordered: false, items: items.map(paragraphsOf) }],
  };
}

/** Thrown for a template that `loadLetters` would have refused. */
export class UnreadableTemplate extends Error {
  override name = 'UnreadableTemplate' as const;
}

/** The values to insert. `badLinks` collects the names of values that should be web addresses but are not. */
export interface Filling {
  present: ReadonlyMap<string, Value>;
  badLinks: Set<string>;
}

/**
 * Reads a template as Markdown, with its values marked by `mark`, and inserts the values. Throws `UnreadableTemplate`.
 */
export function blocksOfTemplate(source: string, filling: Filling): Block[] {
  return blocksOf(nest(markdown.parse(source, {})), filling);
}

interface Nested {
  token: Token;
  children: Nested[];
}

/** Turns markdown-it's flat list of opening and closing tokens into a tree. */
function nest(tokens: readonly Token[]): Nested[] {
  const top: Nested[] = [];
  const open: Nested[] = [];
  for (const token of tokens) {
    if (token.nesting < 0) {
      open.pop();
      continue;
    }
    const node: Nested = {
      token,
      children: token.type === 'inline' ? nest(token.children ?? []) : [],
    };
    (open.at(-1)?.children ?? top).push(node);
    if (token.nesting > 0) open.push(node);
  }
  return top;
}

function blocksOf(nodes: readonly Nested[], filling: Filling): Block[] {
  return nodes.flatMap(({ token, children }): Block[] => {
    switch (token.type) {
      case 'heading_open': {
        const inline = children.flatMap((child) => inlinesOf(child.children, filling));
        return [
          {
            kind: 'heading',
            level: Number(token.tag.slice(1)),
            children: inline,
          },
        ];
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

/** A paragraph. A value that is a list or has several lines becomes blocks of its own between the text around it. */
function paragraphOf(nodes: readonly Nested[], filling: Filling): Block[] {
  const blocks: Block[] = [];
  let line: Inline[] = [];
  const endParagraph = () => {
    const first = line.findIndex((inline) => !isBlank(inline));
    const last = line.findLastIndex((inline) => !isBlank(inline));
    if (first >= 0) blocks.push({ kind: 'paragraph', children: line.slice(first, last + 1) });
    line = [];
  };
  for (const node of nodes) {
    if (node.token.type !== 'text') {
      line.push(...inlinesOf([node], filling));
      continue;
    }
    for (const { text, name } of cutAtMarks(node.token.content)) {
      const value = name === undefined ? undefined : filling.present.get(name);
      if (value?.blocks) {
        endParagraph();
        blocks.push(...value.blocks);
      } else {
        line.push({ kind: 'text', text: value ? value.line : afterStop(text, line.at(-1)) });
      }
    }
  }
  endParagraph();
  return blocks;
}

/** What someone wrote as a sentence brings its own full stop: the one that the template has after it is left out. */
function afterStop(text: string, before: Inline | undefined): string {
  return before?.kind === 'text' && /[.!?]$/.test(before.text) && text.startsWith('.') ? text.slice(1) : text;
}

const isBlank = (inline: Inline) =>
  inline.kind === 'break' || (inline.kind === 'text' && inline.text.trim() === '');

function cutAtMarks(text: string): { text: string; name?: string }[] {
  // Splitting at a pattern with a group puts the groups, here the names, at odd positions.
  return text
    .split(marks)
    .map((piece, index) => (index % 2 === 0 ? { text: piece } : { text: '', name: piece }));
}

/** `text` with its values inserted, each on one line and changed by `change`. */
export function fillIn(text: string, filling: Filling, change = (line: string) => line): string {
  return text.replace(marksWithStop, (_, name: string, stop = '') => {
    const line = change(filling.present.get(name)?.line ?? '');
    return /[.!?]$/.test(line) ? line : `${line}${stop}`;
  });
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
        return {
          kind: token.type === 'em_open' ? 'em' : 'strong',
          children: inlinesOf(children, filling),
        };
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

/**
 * A value that is the whole address must be a web address. A value that is part of an address is escaped, so it cannot
 * lead elsewhere.
 */
function addressOf(href: string, filling: Filling): string {
  const [before, name, after] = href.split(marks);
  if (before === '' && name !== undefined && after === '') {
    const url = URL.parse(filling.present.get(name)?.line ?? '');
    if (url && /^https?:$/.test(url.protocol)) return url.href;
    filling.badLinks.add(name);
  }
  return fillIn(href, filling, (line) => encodeURIComponent(line).replaceAll('%40', '@'));
}
