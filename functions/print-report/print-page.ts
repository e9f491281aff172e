import { reportPolicy } from '../make-reports/report-files.ts';

/** A browser to print with: where it is, and what it must be told where it is. */
export interface Chromium {
  executablePath: string;
  args?: string[];
}

/** A page, and where its readers find it: its links lead from there. */
export interface Printable {
  address: string;
  html: string;
}

/** Makes the PDF of a page. */
export type PrintPdf = (page: Printable) => Promise<Uint8Array<ArrayBuffer>>;

/** The page as a tagged PDF with an outline. The browser fetches nothing: it is given the page, and the policy it is served with. */
export async function printPage(
  { executablePath, args = [] }: Chromium,
  { address, html }: Printable,
): Promise<Uint8Array<ArrayBuffer>> {
  // Only when something is printed: nobody else waits for it.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', ...args],
  });
  try {
    const page = await browser.newPage();
    await page.route('**', (route) =>
      route.request().url() === address
        ? route.fulfill({
            contentType: 'text/html; charset=utf-8',
            headers: { 'content-security-policy': reportPolicy },
            body: html,
          })
        : route.abort(),
    );
    await page.goto(address);
    return new Uint8Array(
      await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true }),
    );
  } finally {
    await browser.close();
  }
}
