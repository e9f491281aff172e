import { serve } from '@hono/node-server';
import axe from 'axe-core';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { chromiumPath } from '../../infra/print-pdf.ts';
import { openPlay } from '../play.ts';

const there = existsSync(chromiumPath());
if (!there && process.env['CI']) throw new Error(`There is no ${chromiumPath()}`);

let browser: Browser;
beforeAll(async () => {
  if (there)
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-background-networking'],
    });
});
afterAll(() => browser?.close());

const Results = z.object({ violations: z.array(z.object({ id: z.string() })) });

describe.skipIf(!there)('in Chromium', () => {
  test.each([1280, 320])('no page of reports has a fault that axe finds, %i wide', async (width) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await play.complaintAt('stage-1');
    await play.post('/reports', { year: '2026/27' }, { user: 'report-writer' });
    const server = serve({ fetch: play.system.app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const base = `http://127.0.0.1:${port}`;
    // axe is put in beside the policy, which lets no script of the page itself run.
    const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const found: string[] = [];
    const look = async () => {
      await page.evaluate(axe.source);
      const { violations } = Results.parse(await page.evaluate('axe.run()'));
      found.push(...violations.map(({ id }) => `${page.url()} ${id}`));
      if ((await page.evaluate('document.documentElement.scrollWidth > innerWidth')) === true)
        found.push(`${page.url()} is wider than its window`);
    };
    await page.goto(`${base}/about-you`);
    await look();
    await page.goto(`${base}/tasks`);
    await page.locator('form:has(input[value="report-writer"]) button').click();
    for (const path of [
      '',
      '/2026-27',
      '/2026-27/words',
      '/2026-27/internal/report.html',
      '/2026-27/internal/cases.html',
      '/monitor',
      '/monitor/week',
      '/monitor/escalations',
    ]) {
      await page.goto(`${base}/reports${path}`);
      await look();
    }
    await page.goto(`${base}/reports/2026-27/words`);
    await page.fill('#introduction', 'See SC-2026-00001-4');
    await page.getByRole('button', { name: 'Keep the words' }).click();
    await look();
    expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary');
    expect(found).toEqual([]);
  });

  test('a report comes as a tagged PDF from its page', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await play.complaint();
    await play.post('/reports', { year: '2026/27' }, { user: 'report-writer' });
    const signedIn = await play.system.app.request('http://127.0.0.1/local/sign-in', {
      method: 'POST',
      headers: { origin: 'http://127.0.0.1', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'user=report-writer',
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const pdf = await play.system.app.request('http://127.0.0.1/reports/2026-27/public/report.pdf', {
      headers: { cookie },
    });
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const content = Buffer.from(await pdf.arrayBuffer()).toString('latin1');
    expect(content).toContain('/StructTreeRoot');
    expect(content).toContain('/Lang (en-GB)');
    expect(content).toContain('/Title');
  });
});
