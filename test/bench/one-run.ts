import { countedBy } from '../../functions/report/tally.ts';

const [which, file = ''] = process.argv.slice(2);
const year = { name: '2021/22', from: '2021-04-01', until: '2022-03-31' };

/** Loads only one of the two, so neither uses memory of the other. */
async function load() {
  if (which === 'duckdb') {
    const { duckdbFigures } = await import('./duckdb-figures.ts');
    return () => duckdbFigures(file, year, countedBy());
  }
  const { reportFigures } = await import('./report-figures.ts');
  return () => reportFigures(file, year);
}

const count = await load();
const start = performance.now();
const figures = await count();
const seconds = (performance.now() - start) / 1000;
console.log(
  JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024, figures: [...figures] }),
);
