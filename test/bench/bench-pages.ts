import { parseArgs } from 'node:util';
import { coldStarts, loadTimes } from './cold-start.ts';
import { pagesUnderLoad } from './pages-under-load.ts';

// npm run bench:pages [-- --requests 400 --starts 7]: the task list against a static page under 20 connections, and the
// first page after a cold start and what it takes to load functions against "hello, world", as ratios measured in one run; the
// two sides take turns.
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '400' }, starts: { type: 'string', default: '7' } },
});
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const ratios: Record<'perSecond' | 'p99', number[]> = { perSecond: [], p99: [] };
for (const { tasks, asset } of await pagesUnderLoad(Number(values.requests))) {
  console.log(
    `25 tasks: ${tasks.perSecond.toFixed(0)} a second, p99 ${tasks.p99.toFixed(0)} ms; style sheet: ${asset.perSecond.toFixed(0)} a second, p99 ${asset.p99.toFixed(0)} ms`,
  );
  ratios.perSecond.push(asset.perSecond / tasks.perSecond);
  ratios.p99.push(tasks.p99 / asset.p99);
}
console.log(
  `the task list takes ${median(ratios.perSecond).toFixed(1)} times what a static page takes; its p99 is ${median(ratios.p99).toFixed(1)} times as long`,
);

const starts = await coldStarts(Number(values.starts));
for (const { pages, hello } of starts)
  console.log(`first page after a cold start: ${pages.toFixed(0)} ms; hello, world: ${hello.toFixed(0)} ms`);
console.log(
  `the first page takes ${median(starts.map(({ pages, hello }) => pages / hello)).toFixed(1)} times what hello, world takes`,
);

for (const [name, times] of await loadTimes(
  ['plan-step', 'await-decision', 'close-case', 'pages', 'api'],
  Number(values.starts),
))
  console.log(
    `to load ${name} takes ${median(times.map(({ own, hello }) => own / hello)).toFixed(1)} times the processor time of hello, world`,
  );
