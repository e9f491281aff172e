import { parseArgs } from 'node:util';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { itemsOf } from '../../functions/operations/list-pages.ts';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';
import { kindOf, sendForm, sendMail, someAtOnce } from '../flood.ts';
import { browse } from '../web/pages/browse.ts';

// npm run bench:flood [-- --forms 1000 --mails 1000]: as many forms and mails as that at once, on a system with 30 cases, five
// of which have a message. Fails if a complaint among them is not received, or if a page of an officer then takes more than
// 3 times the processor time that it took before: while their cases are still being begun, and after. Of each page the median of 15 counts, in one process.
const { values } = parseArgs({
  options: { forms: { type: 'string', default: '1000' }, mails: { type: 'string', default: '1000' } },
});
const [forms, mails] = [Number(values.forms), Number(values.mails)];
const [quietCases, most, times] = [30, 3, 15];

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

const dataDir = mkdtempSync(join(tmpdir(), 'bench-flood-'));
process.on('exit', () => rmSync(dataDir, { recursive: true }));
const system = openLocalSystem({ dataDir, startAt: new Date('2026-06-01T09:00:00Z'), durable: false });
const { store } = system.deps;
const on = { system };
const Received = z.object({ reference: z.string() });
const references: string[] = [];
for (let n = 0; n < quietCases; n += 1) {
  const answer = await system.app.request('http://127.0.0.1/api/v1/feedback', {
    method: 'POST',
    headers: { authorization: 'Bearer local:complaints-officer', 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'phone', text: 'Nobody calls back.', person: { name: `Sam ${n}` } }),
  });
  references.push(Received.parse(await answer.json()).reference);
}
// Some have a message that waits, so that no page is empty before.
for (const reference of references.slice(0, 5))
  await system.mailIn({
    raw: Buffer.from(`From: sam@home.example\r\nSubject: Re: ${reference}\r\n\r\nPlease call.\r\n`),
    envelopeFrom: 'sam@home.example',
    recipients: [system.deps.council.intakeAddress],
  });
await system.time.settle();
const officer = browse(on);
await officer.signIn('complaints-officer');
const pages = ['/tasks', '/cases', '/messages', `/cases/${references[0]}`];

async function processorTime(path: string): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const before = process.cpuUsage();
    const { status } = await officer.get(path);
    const { user, system: kernel } = process.cpuUsage(before);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    took.push((user + kernel) / 1000);
  }
  return median(took);
}

const measure = async (): Promise<Map<string, number>> => {
  const took = new Map<string, number>();
  for (const path of pages) took.set(path, await processorTime(path));
  return took;
};

// Twice, because the first time everything is compiled.
await measure();
const quiet = await measure();

async function flood(): Promise<number> {
  let lost = 0;
  const start = performance.now();
  await Promise.all([
    someAtOnce(numbers(forms), 60, async (n) => {
      if ((await sendForm(on, n)).at !== '/give-feedback/sent') lost += 1;
    }),
    someAtOnce(numbers(mails), 5, async (n) => {
      const { became } = await sendMail(on, n);
      if (kindOf(n) === 'complaint' && became !== 'case') lost += 1;
    }),
  ]);
  console.log(`${forms} forms and ${mails} mails in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return lost;
}

const lost = await flood();
const flooded = await measure();
await system.time.settle();
const settled = await measure();
for (const path of pages) {
  const before = quiet.get(path) ?? 0;
  const ratios = [flooded, settled].map((took) => (took.get(path) ?? 0) / before);
  const isOver = ratios.some((ratio) => ratio > most);
  if (isOver) process.exitCode = 1;
  console.log(
    `${path}: ${before.toFixed(1)} ms on a quiet system; ${ratios.map((ratio) => ratio.toFixed(1)).join(' and ')} times as much when all have come, and when their cases have begun${isOver ? ' OVER THE LIMIT' : ''}`,
  );
}
let cases = 0;
let untriaged = 0;
for await (const { reference } of itemsOf((page) => store.cases(page))) {
  cases += 1;
  const state = await store.state(reference);
  if (!state?.tasks.some(({ step }) => step === 'triage')) untriaged += 1;
}
console.log(`${cases} cases, ${lost} complaints lost, ${untriaged} cases without a task`);
if (lost + untriaged > 0) process.exitCode = 1;
process.exit();
