import type { Person } from '../../domain/case/stored-rows.ts';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * Puts the address where the window of an envelope shows it when the A4 sheet is folded in three (BS 4264: 20 mm from the
 * left, about 50 mm from the top). The head of the letter is above it and the text below, however long they are.
 */
const style = `<style>
.to-post{margin:0 0 30px;font-style:normal}
@page{size:A4;margin:15mm 20mm}
@media print{
body>div{padding:0!important}
header{box-sizing:border-box;height:33mm;overflow:hidden}
.to-post{box-sizing:border-box;height:40mm;margin:0;padding:2mm 0 0 5mm;font-size:15px;overflow:hidden}
}
</style>`;

/** Adds the name and address of its reader to a letter in HTML. Without an address the letter stays as it is. */
export function withAddress(html: string, person: Person | undefined): string {
  const lines = (person?.address ?? '').split('\n').map((line) => line.trim());
  if (!person || lines.every((line) => line === '')) return html;
  const paper = [person.name ?? '', ...lines].filter((line) => line !== '').map(escaped);
  // Replaced by functions, because a $ in a replacement text would be read as a pattern.
  return html
    .replace('</head>', () => `${style}\n</head>`)
    .replace('<main>', () => `<address class="to-post">${paper.join('<br>')}</address>\n<main>`);
}
