import type { Browser } from 'playwright-core';
import { reportPolicy } from '../make-reports/report-files.ts';

/** A browser for printing: its path, and the arguments that it needs here. */
export interface Chromium {
  executablePath: string;
  args?: string[];
}

/** A page and its address, to which its links are relative. */
export interface Printable {
  address: string;
  html: string;
}

/** Makes the PDF of a page. */
export type PrintPdf = (page: Printable) => Promise<Uint8Array<ArrayBuffer>>;

/** A browser for one page or several; the caller closes it. */
export async function openBrowser({ executablePath, args = [] }: Chromium): Promise<Browser> {
  // Loaded only when something is printed, because it is slow to load.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', ...args],
  });
}

/**
 * The page as a tagged PDF with an outline. The browser fetches nothing: it gets the page, and the policy the page is
 * served with.
 */
export async function printIn(
  browser: Browser,
  { address, html }: Printable,
): Promise<Uint8Array<ArrayBuffer>> {
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
}

/** The PDF of one page, printed by a browser of its own. */
export async function printPage(chromium: Chromium, page: Printable): Promise<Uint8Array<ArrayBuffer>> {
  await using browser = await openBrowser(chromium);
  return await printIn(browser, page);
}
