import { countedBy } from '../../functions/report/tally.ts';
import { duckdbFigures } from './duckdb-figures.ts';
import { reportFigures } from './report-figures.ts';

const [which, file = ''] = process.argv.slice(2);
const year = { name: '2021/22', from: '2021-04-01', until: '2022-03-31' };
const start = performance.now();
const figures =
  which === 'duckdb' ? await duckdbFigures(file, year, countedBy()) : await reportFigures(file, year);
const seconds = (performance.now() - start) / 1000;
console.log(
  JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024, figures: [...figures] }),
);
