import type { Person } from '../../domain/case/stored-rows.ts';
import { escapeHtml } from '../../domain/text/escape-html.ts';
import { windowAddress } from '../../domain/text/postal-address.ts';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * Puts the address where the window of an envelope shows it when the A4 sheet is folded in three for DL or in half for C5
 * (BS 4264: 20 mm from the left, about 50 mm from the top; eight lines are 33 mm). The head of the letter is above it and
 * the text below, however long they are. Of several letters each begins on a sheet of its own.
 */
const style = `<style>
.to-post{margin:0 0 30px;font-style:normal}
.sheet{break-after:page}
.sheet:last-child{break-after:auto}
.large .said{zoom:1.3}
@page{size:A4;margin:15mm 20mm}
@media screen{.sheet{border-bottom:2px dashed #b1b4b6}}
@media print{
body>div,.sheet>div{padding:0!important}
header{box-sizing:border-box;height:33mm;overflow:hidden}
.to-post{box-sizing:border-box;height:40mm;margin:0;padding:2mm 0 0 5mm;font-size:14px;line-height:1.15;overflow:hidden}
}
</style>`;

/** Adds the name and address of its reader to a letter in HTML. Without an address the letter stays as it is. */
export function withAddress(html: string, person: Person | undefined): string {
  const { lines, problem } = windowAddress(person?.address);
  if (!person || lines.length === 0 || problem === 'not an address' || problem === 'email address')
    return html;
  const paper = [person.name ?? person.organisation ?? '', ...lines]
    .filter((line) => line !== '')
    .map(escaped);
  // Replaced by functions, because a $ in a replacement text would be read as a pattern.
  return html
    .replace('</head>', () => `${style}\n</head>`)
    .replace('<main>', () => `<address class="to-post">${paper.join('<br>')}</address>\n<main>`);
}

/** Letters in HTML, each with its address, as one document to print: each begins on a sheet of its own. */
export function onSheets(letters: readonly { html: string; large: boolean }[], title: string): string {
  const sheets = letters.map(({ html, large }) => {
    const [, body = ''] = /<body[^>]*>([^]*)<\/body>/.exec(html) ?? [];
    const text = body.replace('<main>', '<div class="said">').replace(/<\/main>(?![^]*<\/main>)/, '</div>');
    return `<section class="sheet${large ? ' large' : ''}">${text}</section>`;
  });
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
${style}
</head>
<body style="margin:0;background:#ffffff">
${sheets.join('\n')}
</body>
</html>
`;
}
