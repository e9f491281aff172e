import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where Debian puts it; `CHROMIUM` names another. */
export const chromiumPath = (): string => process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Prints pages on disk as tagged PDFs with an outline, through Chromium; a refusal where there is none. */
export async function printPdfs(
  pages: readonly { html: string; pdf: string }[],
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const executablePath = chromiumPath();
  if (!existsSync(executablePath))
    return {
      ok: false,
      reason: `No PDF was made: there is no Chromium at ${executablePath} (CHROMIUM names another).`,
    };
  // Only when something is printed: nobody else waits for it.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    for (const { html, pdf } of pages) {
      await page.goto(pathToFileURL(html).href);
      await page.pdf({
        path: pdf,
        tagged: true,
        outline: true,
        preferCSSPageSize: true,
        printBackground: true,
      });
    }
  } finally {
    await browser.close();
  }
  return { ok: true };
}

/** A page as a tagged PDF; undefined where there is no Chromium. */
export async function printPdf(html: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-pdf-'));
  try {
    const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
    await writeFile(page, html);
    const printed = await printPdfs([{ html: page, pdf }]);
    return printed.ok ? new Uint8Array(await readFile(pdf)) : undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
}
