import type { Block, Inline } from './letter-blocks.ts';

/** The blocks of a letter as plain text, for mail programs and printers that cannot show HTML. */
export function letterAsText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return inlineText(block.children).trim();
    case 'quote':
      return indent(letterAsText(block.blocks), '    ', '    ');
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
