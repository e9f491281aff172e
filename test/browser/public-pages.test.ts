import { serve } from '@hono/node-server';
import axe from 'axe-core';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { complainant, openPlay, type Play } from '../play.ts';

const executablePath = '/usr/bin/chromium';
const there = existsSync(executablePath);
const notInstalled = `There is no ${executablePath}: the public's pages are not looked at in a browser.`;
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

async function open(width: number) {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const server = serve({ fetch: play.system.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = z.object({ port: z.number() }).parse(server.address());
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(15_000);
  return { play, page: await context.newPage(), base: `http://127.0.0.1:${address.port}` };
}

/** Somebody who looks at each page with axe before they go on. */
async function walk(width: number) {
  const opened = await open(width);
  const { page } = opened;
  const found: string[] = [];
  const look = async () => void found.push(...(await faults(page)));
  const go = async () => {
    await look();
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  const choose = async (label: string) => {
    await page.getByLabel(label, { exact: true }).check();
    await go();
  };
  return { ...opened, look, go, choose, found };
}

async function linkOf(play: Play): Promise<string> {
  const letter = (await play.letters()).findLast(({ to }) => to === complainant);
  return /\/follow\/[0-9a-z]{52}/.exec(letter?.text ?? '')?.[0] ?? '';
}

describe.skipIf(!there)('in Chromium', () => {
  test.each([1280, 320])('axe finds no fault in giving feedback, %i wide', async (width) => {
    const { page, base, look, go, choose, found } = await walk(width);
    await page.goto(base);
    await look();
    await page.getByRole('button', { name: 'Give feedback' }).click();
    await go();
    expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary');
    await choose('Complain');
    await choose("Children's Social Care");
    await choose('A parent');
    await choose('For a child');
    await choose('I have not asked the child');
    await page.getByLabel('What happened?').fill(`${'a'.repeat(300)}\nNobody called.`);
    await go();
    await go();
    await page.setInputFiles('#file', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await page.getByRole('button', { name: 'Add this file', exact: true }).click();
    await go();
    await page.getByLabel('What is your name?').fill('Sam Carter');
    await go();
    await choose('By post');
    await go();
    await page.getByLabel('What is your address?').fill('1 High Street');
    await go();
    await look();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await look();
    expect(found).toEqual([]);
  });

  test.each([1280, 320])("axe finds no fault in the children's way, %i wide", async (width) => {
    const { page, base, look, go, choose, found } = await walk(width);
    await page.goto(`${base}/children`);
    await look();
    await page.getByRole('button', { name: 'I want to tell you myself' }).click();
    await go();
    await page.getByLabel('What happened?').fill('They moved me.');
    for (let n = 0; n < 4; n += 1) await go();
    await choose('Talk to somebody I trust');
    await page.getByLabel('Who is it, and how do we find them?').fill('Ms Green');
    await go();
    await go();
    await look();
    await page.mouse.wheel(0, 2_000);
    expect(await page.getByRole('link', { name: 'Leave this page quickly' }).isVisible()).toBe(true);
    expect(found).toEqual([]);
  });

  test.each([1280, 320])('axe finds no fault in following a case, %i wide', async (width) => {
    const { play, page, base, look, found } = await walk(width);
    const reference = await play.complaintAt('stage-2-window');
    await page.goto(`${base}/follow`);
    await look();
    await page.goto(`${base}/follow/nothing`);
    await look();
    await page.goto(`${base}${await linkOf(play)}`);
    expect(page.url()).toBe(`${base}/follow`);
    await look();
    await page.locator('a[href^="/follow/letters/"]').first().click();
    await look();
    for (const path of ['add', 'do/withdraw', 'do/request-stage-2']) {
      await page.goto(`${base}/follow/${path}`);
      await look();
    }
    await page.getByRole('button', { name: 'Ask for the next stage' }).click();
    await look();
    await page.getByLabel('What is still not right?').fill('The calls.');
    await page.getByRole('button', { name: 'Ask for the next stage' }).click();
    await look();
    await page.goto(`${base}/tasks`);
    await page.locator('form:has(input[value="complaints-officer"]) button').click();
    await page.goto(`${base}/cases/${reference}/private-link`);
    await look();
    expect(found).toEqual([]);
  });

  test('a complaint is sent, and stopped again by the private link, by keyboard alone', async () => {
    const { play, page, base } = await open(1280);
    /** Presses Tab until something with these words, or this id, has the focus. */
    async function tabTo(wanted: string): Promise<void> {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const at = z
          .string()
          .parse(
            await page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()'),
          );
        if (at.startsWith(wanted)) return;
      }
      throw new Error(`"${wanted}" cannot be reached by keyboard on ${page.url()}`);
    }
    /** Presses Enter on something and waits for the page that it leads to. */
    async function press(wanted: string, leadsTo: string): Promise<void> {
      await tabTo(wanted);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${leadsTo}`);
    }
    const compliment = async () => {
      await page.goto(base);
      await press('Give feedback', '/give-feedback/kind');
      await tabTo('kind');
      await page.keyboard.press('ArrowDown');
      await press('Continue', '/about');
      await tabTo('serviceArea');
      await page.keyboard.press('Space');
      await press('Continue', '/what-happened');
      await tabTo('text');
      await page.keyboard.type('Jo was very kind.');
      await press('Continue', '/files');
      await press('Continue', '/name');
      await press('Continue', '/reach');
      await tabTo('reach');
      await page.keyboard.press('Space');
      await press('Continue', '/email');
      await tabTo('email');
      await page.keyboard.type(complainant);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/check');
      await press('Send', '/sent');
    };
    await compliment();
    expect((await play.deps.store.cases({ limit: 5 })).items).toMatchObject([{ kind: 'compliment' }]);
    const reference = await play.complaintAt('stage-1');
    await page.goto(`${base}${await linkOf(play)}`);
    await press('Stop this', '/follow/do/withdraw');
    await press('Yes, stop it', '/follow/done/stopped');
    await play.settle();
    expect((await play.file(reference)).state.closedAs).toBe('withdrawn');
  });
});
