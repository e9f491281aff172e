import { escapeHtml } from '../text/escape-html.ts';
import type { Block, Inline } from './letter-blocks.ts';

// Inline, because many mail programs drop style sheets. Sizes and colours are those of GOV.UK; its crown and font are
// not used.
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

/** A letter as a complete HTML document, with the subject as its heading. */
export function letterAsHtml(title: string, council: string | undefined, blocks: readonly Block[]): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
</head>
<body style="${style.body}">
<div style="${style.page}">
${council === undefined ? '' : `<header><p style="${style.council}">${escapeHtml(council)}</p></header>\n`}<main>
<h1 style="${style.title}">${escapeHtml(title)}</h1>
${blocksAsHtml(blocks)}
</main>
</div>
</body>
</html>
`;
}

/** The blocks of a letter alone, each with the styles that mail programs need. */
export function blocksAsHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      // Only the subject is an h1.
      const level = Math.max(block.level, 2);
      return `<h${level} style="${style.heading}">${inlineHtml(block.children)}</h${level}>`;
    }
    case 'paragraph':
      return `<p style="${style.paragraph}">${inlineHtml(block.children)}</p>`;
    case 'quote':
      return `<blockquote style="${style.quote}">\n${blocksAsHtml(block.blocks)}\n</blockquote>`;
    default: {
      const name = block.ordered ? 'ol' : 'ul';
      return `<${name} style="${style.list}">\n${block.items.map(itemHtml).join('\n')}\n</${name}>`;
    }
  }
}

function itemHtml(blocks: readonly Block[]): string {
  const [only] = blocks;
  const content =
    blocks.length === 1 && only?.kind === 'paragraph' ? inlineHtml(only.children) : blocksAsHtml(blocks);
  return `<li style="${style.item}">${content}</li>`;
}

function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
          return escapeHtml(inline.text);
        case 'break':
          return '<br>\n';
        case 'strong':
        case 'em':
          return `<${inline.kind}>${inlineHtml(inline.children)}</${inline.kind}>`;
        default:
          return `<a href="${escapeHtml(inline.href)}" style="${style.link}">${inlineHtml(inline.children)}</a>`;
      }
    })
    .join('');
}
