import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { openBrowser, printIn } from '../functions/operations/print-report/print-page.ts';

/** The path on Debian. `CHROMIUM` sets another. */
export const chromiumPath = (): string => process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Prints pages on disk with Chromium. Refuses if there is none. */
export async function printPdfs(
  pages: readonly { html: string; pdf: string }[],
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const executablePath = chromiumPath();
  if (!existsSync(executablePath))
    return {
      ok: false,
      reason: `No PDF was made: there is no Chromium at ${executablePath} (CHROMIUM names another).`,
    };
  await using browser = await openBrowser({ executablePath });
  for (const { html, pdf } of pages) {
    const page = { address: pathToFileURL(html).href, html: await readFile(html, 'utf8') };
    await writeFile(pdf, await printIn(browser, page));
  }
  return { ok: true };
}
