import type { Dependencies } from '../../dependencies.ts';
import { printedFile } from '../make-reports/report-files.ts';
import { printPage, type Chromium } from './print-page.ts';

/**
 * Prints the page of an edition, `reports/<period>/<edition>/report.html`, and stores the PDF next to it. If it is
 * called again, or while the report is made again or its public edition withdrawn, what remains is the PDF of the
 * current page, or none.
 */
export async function printReport(
  {
    files,
    council,
    chromium,
  }: Pick<Dependencies, 'files' | 'council'> & { chromium: () => Promise<Chromium> },
  key: string,
): Promise<void> {
  const pdf = key.replace(/[^/]+$/, printedFile);
  // Reports have the same folders among the files as among the pages.
  const address = new URL(key, council.pages).href;
  for (let page = await textOf(key); page !== undefined;) {
    const printed = await printPage(await chromium(), { address, html: page });
    await files.put(pdf, printed, 'application/pdf');
    const now = await textOf(key);
    if (now === page) return;
    page = now;
  }
  await files.erase(pdf);

  async function textOf(file: string): Promise<string | undefined> {
    const content = await files.get(file);
    return content && new TextDecoder().decode(content);
  }
}
