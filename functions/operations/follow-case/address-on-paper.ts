import type { Person } from '../../domain/case/stored-rows.ts';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * Where the window of an envelope shows it when the A4 sheet is folded in three (BS 4264: 20 mm from the left, about 50 mm
 * from the top): the head of the letter stands above and the letter begins below, whatever their length.
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

/** A letter as HTML with name and address of its reader on it; one of whom we know no address stays as it is. */
export function withAddress(html: string, person: Person | undefined): string {
  const lines = (person?.address ?? '').split('\n').map((line) => line.trim());
  if (!person || lines.every((line) => line === '')) return html;
  const paper = [person.name ?? '', ...lines].filter((line) => line !== '').map(escaped);
  // Functions, because a $ in an address is a dollar.
  return html
    .replace('</head>', () => `${style}\n</head>`)
    .replace('<main>', () => `<address class="to-post">${paper.join('<br>')}</address>\n<main>`);
}
