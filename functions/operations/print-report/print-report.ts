import type { Dependencies } from '../../dependencies.ts';
import { printedFile } from '../make-reports/report-files.ts';
import { printPage, type Chromium } from './print-page.ts';

/**
 * Prints the page of an edition, `reports/<period>/<edition>/report.html`, and keeps the PDF beside it. Called again, or
 * while the report is made again or its public edition taken back, it leaves the PDF of the page that is there, or none.
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
  // Reports lie among the files as they do among the pages.
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
