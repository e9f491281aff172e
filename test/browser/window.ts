import { serve } from '@hono/node-server';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import * as z from 'zod';
import { chromiumPath } from '../../infra/print-pdf.ts';
import type { Play } from '../play.ts';

const executablePath = chromiumPath();
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

/** A window onto the pages of a played system, in which no script runs; answers a page in it and where the system is. */
export async function openWindow(
  play: Play,
  { width = 1280, scripts = false } = {},
): Promise<{ page: Page; base: string }> {
  const base = await placeOf(play);
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: scripts,
    bypassCSP: scripts,
  });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(60_000);
  return { page: await context.newPage(), base };
}

/** A window of the file itself, in which scripts run. */
export async function openPage(width: number): Promise<Page> {
  return browser.newPage({ viewport: { width, height: 800 }, bypassCSP: true });
}

const places = new WeakMap<Play, Promise<string>>();
/** Where a played system is served, from the first time it is asked for. */
function placeOf(play: Play): Promise<string> {
  const known = places.get(play);
  if (known) return known;
  const place = serveAt(play.system.app.fetch);
  places.set(play, place);
  return place;
}

async function serveAt(answer: Play['system']['app']['fetch']): Promise<string> {
  const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
}

/** Opens a system that has to know beforehand where it is served. */
export async function openServed(open: (base: string) => Promise<Play>): Promise<Play> {
  const opened = Promise.withResolvers<Play>();
  const place = serveAt(async (request) => (await opened.promise).system.app.fetch(request));
  const play = await open(await place);
  opened.resolve(play);
  places.set(play, place);
  return play;
}

/** Signs an example user in. */
export async function signIn(page: Page, base: string, user: string): Promise<void> {
  await page.context().request.post(`${base}/local/sign-in`, { form: { user }, headers: { origin: base } });
}

const Focused = z.object({ id: z.string(), words: z.string(), field: z.boolean(), seen: z.boolean() });
/**
 * The element with the focus: its id, its label or text, whether it can be filled in, and whether its focus is visible.
 */
const focused = `(() => {
  const at = document.activeElement;
  const [label] = at.labels ?? [];
  const marks = [getComputedStyle(at), ...(label ? [getComputedStyle(label, '::before')] : [])];
  const seen = marks.some((style) => style.boxShadow !== 'none' || style.outlineStyle !== 'none');
  const words = (label ?? at).textContent.trim();
  return { id: at.id, words, field: label !== undefined, seen: at === document.body || seen };
})()`;

/** Someone at the keyboard, without a mouse. Each place where the focus comes by is looked at: it must be seen there. */
export function keyboard(page: Page) {
  const look = async () => Focused.parse(await page.evaluate(focused));

  /** Presses Tab until the field with this id, or what begins with these words, has the focus. */
  const tabTo = async (wanted: string, is: 'a field' | 'pressed', key = 'Tab'): Promise<void> => {
    for (let presses = 0; presses < 150; presses += 1) {
      await page.keyboard.press(key);
      const { id, words, field, seen } = await look();
      if (!seen) throw new Error(`on ${page.url()} the focus cannot be seen on "${id || words}"`);
      if (field === (is === 'a field') && (id === wanted || words.startsWith(wanted))) return;
    }
    throw new Error(`"${wanted}" cannot be reached by keyboard on ${page.url()}`);
  };

  return {
    tabTo,
    /** Writes into a field. */
    write: async (wanted: string, text: string): Promise<void> => {
      await tabTo(wanted, 'a field');
      await page.keyboard.type(text);
    },
    /** Chooses an option of the group whose first choice has this id. */
    choose: async (group: string, option: string): Promise<void> => {
      await tabTo(group, 'a field');
      for (let presses = 0; !(await look()).words.startsWith(option); presses += 1) {
        if (presses > 20) throw new Error(`there is no "${option}" on ${page.url()}`);
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Space');
    },
    /** Ticks a box. */
    tick: async (wanted: string): Promise<void> => {
      await tabTo(wanted, 'a field');
      await page.keyboard.press('Space');
    },
    /** Presses Enter on an element and waits for the next page. Shift+Tab reaches elements before the current one. */
    press: async (wanted: string, leadsTo: string, key = 'Tab'): Promise<void> => {
      await tabTo(wanted, 'pressed', key);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${leadsTo}`);
    },
  };
}
