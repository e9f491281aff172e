import { serve } from '@hono/node-server';
import axe from 'axe-core';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import * as z from 'zod';
import type { Play } from '../play.ts';

const executablePath = '/usr/bin/chromium';
/** Whether there is a browser to look with. */
export const there = existsSync(executablePath);
const notInstalled = `There is no ${executablePath}: the pages are not looked at in a browser.`;
if (!there && process.env['CI']) throw new Error(notInstalled);
if (!there) console.warn(notInstalled);

let browser: Browser;
beforeAll(async () => {
  if (there)
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking'],
    });
});
afterAll(() => browser?.close());

const Results = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** What axe finds on a page, and whether it is wider than its window. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = Results.parse(await page.evaluate('axe.run()'));
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  return [
    ...violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`),
    ...(wide === true ? [`${page.url()} is wider than its window`] : []),
  ];
}

/** A window of this width onto the pages of a played system; answers a page in it and where the system is. */
export async function openWindow(play: Play, width: number): Promise<{ page: Page; base: string }> {
  const server = serve({ fetch: play.system.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = z.object({ port: z.number() }).parse(server.address());
  // axe is put in beside the policy, which lets no script of the page itself run.
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
  onTestFinished(() => context.close());
  return { page: await context.newPage(), base: `http://127.0.0.1:${address.port}` };
}

/** Signs an example user in; they come to their tasks. */
export async function signIn(page: Page, base: string, user: string): Promise<void> {
  await page.goto(`${base}/tasks`);
  await page.locator(`form:has(input[value="${user}"]) button`).first().click();
}

/** Presses Tab until something with these words, or this id, has the focus. */
export async function pressTabTo(page: Page, wanted: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const at = z
      .string()
      .parse(await page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()'));
    if (at.startsWith(wanted)) return;
  }
  throw new Error(`"${wanted}" cannot be reached by keyboard`);
}
