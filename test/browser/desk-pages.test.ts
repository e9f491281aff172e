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
const notInstalled = `There is no ${executablePath}: the desk is not looked at in a browser.`;
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

/** A case at stage 1, one that waits for triage, and a held mail; a window of this width, and who is signed in there. */
async function open(width: number) {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const other = await play.complaint({ person: { name: 'A'.repeat(180) } });
  await play.mail({ from: play.deps.council.intakeAddress, subject: 'Help', text: 'Nobody rings.' });
  const server = serve({ fetch: play.system.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = z.object({ port: z.number() }).parse(server.address());
  const base = `http://127.0.0.1:${address.port}`;
  // axe is put in beside the policy, which lets no script of the page itself run.
  async function as(user: string) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(`${base}/tasks`);
    await page.locator(`form:has(input[value="${user}"]) button`).click();
    await page.waitForURL('**/tasks');
    return page;
  }
  return { play, reference, other, base, as };
}

describe.skipIf(!there)('the desk in Chromium', () => {
  test.each([1280, 320])('no page of it in any state has a fault that axe finds, %i wide', async (width) => {
    const { play, reference, base, as } = await open(width);
    const found: string[] = [];
    const look = async (page: Page) => void found.push(...(await faults(page)));
    const officer = await as('complaints-officer');
    for (const path of [
      '/tasks?q=sam',
      '/tasks?show=all',
      '/cases',
      '/cases?q=nobody',
      '/record',
      '/mail',
      '/mail?status=recorded',
    ]) {
      await officer.goto(`${base}${path}`);
      await look(officer);
    }
    await officer.goto(`${base}/mail`);
    await officer.getByRole('link', { name: 'Help', exact: true }).click();
    await look(officer);
    await officer.goto(`${base}/tasks`);
    await officer.getByRole('button', { name: 'Give these tasks' }).click();
    await look(officer);
    await officer.locator('input[name=task]').first().check();
    await officer.getByLabel('Who gets them').selectOption('director');
    await officer.getByLabel('Why').fill('Away');
    await officer.getByRole('button', { name: 'Give these tasks' }).click();
    await officer.waitForURL('**/assigned/**');
    await look(officer);
    await officer.goto(`${base}/record`);
    await officer.getByRole('button', { name: 'Record it' }).click();
    await look(officer);

    const path = `${base}/cases/${reference}/tasks/stage-1/respond`;
    const manager = await as('team-manager');
    await manager.goto(path);
    await officer.goto(path);
    await officer.getByLabel('The response', { exact: true }).fill('Theirs');
    await officer.getByRole('button', { name: 'Save draft' }).click();
    await look(officer);
    await manager.getByLabel('The response', { exact: true }).fill('Mine');
    await manager.getByRole('button', { name: 'Preview the letter' }).click();
    await manager.waitForURL('**#preview');
    await look(manager);
    await manager.getByRole('button', { name: 'Save draft' }).click();
    expect(await manager.locator('#conflict').innerText()).toContain('Theirs');
    await look(manager);
    await play.decide(reference, 'stage-1', 'withdraw', { reason: 'They rang.' });
    await manager.getByRole('button', { name: 'Save draft' }).click();
    expect(await manager.locator('h1').innerText()).toBe('This cannot be decided any more');
    await look(manager);
    expect(found).toEqual([]);
  });

  test('a call is recorded, and its triage kept as a draft and decided, by keyboard alone', async () => {
    const { play, as } = await open(1280);
    const page = await as('complaints-officer');
    /** Presses Tab until something with these words, or this id, has the focus. */
    async function tabTo(wanted: string): Promise<void> {
      for (let presses = 0; presses < 120; presses += 1) {
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
    await tabTo('Record feedback');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/record');
    await tabTo('channel');
    await page.keyboard.press('Space');
    await tabTo('text');
    await page.keyboard.type('Nobody rings me back.');
    await tabTo('name');
    await page.keyboard.type('Pat Grey');
    await tabTo('Record it');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cases/SC-*');
    await play.settle();
    const reference = /SC-\d{4}-\d{5}-\d/.exec(page.url())?.[0] ?? '';
    expect((await play.file(reference)).persons[0]?.name).toBe('Pat Grey');
    await page.goto(`${new URL(page.url()).origin}/cases/${reference}/tasks/triage/close-without-procedure`);
    await tabTo('reason');
    await page.keyboard.type('It is about a street lamp.');
    await tabTo('Save draft');
    await page.keyboard.press('Enter');
    await page.waitForURL('**#draft');
    expect(await page.locator('#reason').inputValue()).toBe('It is about a street lamp.');
    await tabTo('Close: nothing to handle');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/cases/${reference}`);
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('Your next task');
  });
});
