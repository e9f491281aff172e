import { serve } from '@hono/node-server';
import axe from 'axe-core';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openPlay } from '../play.ts';

const executablePath = '/usr/bin/chromium';
const there = existsSync(executablePath);
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
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = Results.parse(await page.evaluate('axe.run()'));
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  return [
    ...violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`),
    ...(wide === true ? [`${page.url()} is wider than its window`] : []),
  ];
}

/** A case that waits for triage, served to a window without JavaScript of this width. */
async function open(width: number) {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  const server = serve({ fetch: play.system.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = z.object({ port: z.number() }).parse(server.address());
  // axe is put in beside the policy, which lets no script of the page itself run.
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const base = `http://127.0.0.1:${address.port}`;
  return { play, reference, page, base };
}

describe.skipIf(!there)('in Chromium', () => {
  test.each([1280, 320])('no page of an officer has a fault that axe finds, %i wide', async (width) => {
    const { page, base, reference } = await open(width);
    const found: string[] = [];
    await page.goto(`${base}/tasks`);
    await page.locator('form:has(input[value="complaints-officer"]) button').click();
    for (const path of [
      '/tasks',
      '/tasks?show=all&team=Leaving+Care+Team',
      `/cases/${reference}`,
      `/cases/${reference}/tasks/triage`,
      `/cases/${reference}/tasks/triage/decline`,
      '/not-there',
    ]) {
      await page.goto(`${base}${path}`);
      found.push(...(await faults(page)));
    }
    await page.goto(`${base}/cases/${reference}/tasks/triage`);
    await page.getByRole('button', { name: 'Handle under a procedure' }).last().click();
    found.push(...(await faults(page)));
    expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary');
    expect(found).toEqual([]);
  });

  test.each([1280, 320])(
    'nor has one of the administrator, or the overview, %i wide',
    async (width) => {
      const { play, page, base } = await open(width);
      await play.complaintAt('stage-1');
      await play.to('2026-06-20');
      const found: string[] = [];
      const look = async () => void found.push(...(await faults(page)));
      await page.goto(`${base}/overview`);
      await page.locator('form:has(input[value="senior-manager"]) button').click();
      await page.goto(`${base}/overview`);
      await look();
      await page.goto(`${base}/local`);
      await page.locator('form:has(input[value="administrator"]) button').click();
      for (const path of [
        '/admin',
        '/admin/council',
        '/admin/people',
        '/admin/people/new',
        '/admin/teams/Assessment%20Team',
        '/admin/lists/categories',
        '/admin/letters',
        '/admin/letters/acknowledgement',
        '/admin/file',
      ]) {
        await page.goto(`${base}${path}`);
        await look();
      }
      await page.goto(`${base}/admin/people/team-manager`);
      await page.getByLabel('They have left').check();
      await page.getByRole('button', { name: 'Save' }).click();
      expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary');
      await look();
      await page.goto(`${base}/admin/council`);
      await page.getByLabel('Phone').fill('01632 960111');
      await page.getByRole('button', { name: 'Save' }).click();
      await look();
      await page.goto(`${base}/admin/history`);
      await look();
      expect(found).toEqual([]);
    },
    180_000,
  );

  test('an officer decides a step by keyboard alone', async () => {
    const { play, page, base, reference } = await open(1280);
    await page.goto(`${base}/tasks`);
    await page.locator('form:has(input[value="complaints-officer"]) button').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tasks');
    /** Presses Tab until something with these words, or this id, has the focus. */
    async function tabTo(wanted: string): Promise<void> {
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        const at = z
          .string()
          .parse(
            await page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()'),
          );
        if (at.startsWith(wanted)) return;
      }
      throw new Error(`"${wanted}" cannot be reached by keyboard`);
    }
    await tabTo('Triage');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tasks/triage*');
    await tabTo('Close: nothing to handle');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/close-without-procedure');
    await tabTo('reason');
    await page.keyboard.type('An advertisement.');
    await tabTo('Close: nothing to handle');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/cases/${reference}`);
    await play.settle();
    expect((await play.file(reference)).state.closedAs).toBe('nothing to handle');
  });
});
