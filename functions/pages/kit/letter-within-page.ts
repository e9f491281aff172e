/** The letter with its headings below those of the page. It was escaped when it was made (domain/correspondence). */
export function withinPage(html: string): string {
  const [, main = html] = /<main>([^]*)<\/main>/.exec(html) ?? [];
  return main
    .replaceAll(/ style="[^"]*"/g, '')
    .replaceAll(/<(\/?)h([1-5])\b/g, (_, end: string, level: string) => `<${end}h${Number(level) + 1}`);
}
