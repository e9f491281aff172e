import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

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
