import { serve } from '@hono/node-server';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';
import { chromiumPath } from '../../infra/print-pdf.ts';
import { seedExamples, seedStart } from '../../infra/local/seed.ts';

/** The ten main pages, as a council that has worked with it for three months sees them: npm run screenshots. */
const folder = 'screenshots';
/** A day in the middle of a quarter, so that pictures of two days differ by what was changed in between. */
const now = new Date('2026-11-25T10:00:00Z');

await rm(folder, { recursive: true, force: true });
await mkdir(folder);
const dataDir = await mkdtemp(path.join(tmpdir(), 'redress-screenshots-'));
const examples = openLocalSystem({ dataDir, startAt: seedStart(now), durable: false });
await seedExamples(examples, now);
await examples.close();
const system = openLocalSystem({ dataDir });
const server = serve({ fetch: system.app.fetch, port: 0, hostname: '127.0.0.1' });
await once(server, 'listening');
const { port } = z.object({ port: z.number() }).parse(server.address());
const base = `http://127.0.0.1:${port}`;
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ['--no-sandbox', '--disable-background-networking'],
});

const reference = await system.deps.store.find({ once: 'example:1' });
const letter = (await system.mailer.listOutbox()).findLast(
  ({ letterId, text }) => letterId.startsWith(`${reference}`) && text.includes('/follow/'),
);
const link = /\/follow\/[0-9a-z]{52}/.exec(letter?.text ?? '')?.[0] ?? '';
await system.app.request(`${base}/api/v1/reports`, {
  method: 'POST',
  headers: { authorization: 'Bearer local:report-writer', 'content-type': 'application/json' },
  body: JSON.stringify({ year: '2026/27' }),
});

for (const width of [1280, 320]) {
  const look = async (user?: string) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false });
    if (user !== undefined)
      await context.request.post(`${base}/local/sign-in`, { form: { user }, headers: { origin: base } });
    return context.newPage();
  };
  let taken = 0;
  const take = async (page: Page, name: string, at?: string) => {
    if (at !== undefined) await page.goto(`${base}${at}`);
    taken += 1;
    const file = `${String(taken).padStart(2, '0')}-${name}-${width}.png`;
    await page.screenshot({ path: path.join(folder, file), fullPage: true });
  };

  const parent = await look();
  await take(parent, 'start', '/');
  await take(parent, 'childrens-start', '/children');
  await fillIn(parent);
  await take(parent, 'check-answers');
  await take(parent, 'follow', link);

  const officer = await look('complaints-officer');
  await take(officer, 'my-tasks', '/tasks');
  const triage = await officer
    .getByRole('link', { name: /^Triage/ })
    .first()
    .getAttribute('href');
  await take(officer, 'case', `/cases/${reference}`);
  await take(officer, 'triage', triage ?? '/tasks');

  await take(await look('senior-manager'), 'overview', '/overview');
  await take(await look('report-writer'), 'annual-report', '/reports/2026-27');
  await take(await look('administrator'), 'administration', '/admin');
}
await browser.close();
server.close();
await system.close();
await rm(dataDir, { recursive: true });
console.log(`The ten main pages, at two widths, are in ${folder}/`);

/** A complaint of a parent, up to the page that asks whether all of it is right. */
async function fillIn(page: Page): Promise<void> {
  const onward = () => page.getByRole('button', { name: 'Continue' }).click();
  const choose = async (label: string) => {
    await page.getByLabel(label, { exact: true }).check();
    await onward();
  };
  const write = async (label: string, text: string) => {
    await page.getByLabel(label).fill(text);
    await onward();
  };
  await page.goto(base);
  await page.getByRole('button', { name: 'Give feedback' }).click();
  await choose('Complain');
  await choose("Children's Social Care");
  await choose('A parent');
  await choose('For a child');
  await choose('I have not asked the child');
  await write(
    'What happened?',
    'Nobody has called me back for three weeks.\nI rang on 2, 9 and 16 November.',
  );
  await onward();
  await onward();
  await write('What is your name?', 'Sam Carter');
  await choose('By post');
  await write('What is your address?', '1 High Street\nShrewsbury');
}
