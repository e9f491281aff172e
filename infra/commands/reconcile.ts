import { Claims, contradictionsIn } from '../../functions/report/reconcile.ts';
import { fitting, namedFiles } from './named-files.ts';
import { refuseUsage } from './usage.ts';

const usage =
  'npm run reconcile -- claims.json (the figures that a report prints; exit code 4 when they contradict each other)';

const [path, ...more] = process.argv.slice(2);
if (path === undefined || more.length > 0) refuseUsage('Name one file', usage);

const claims = namedFiles(usage).readJson(
  {
    path,
    wanted: 'the figures that a report prints, as test/reports/annual-report-2021-22.claims.json does',
  },
  fitting(Claims),
);
const found = contradictionsIn(claims);
console.log(`${claims.report}: ${claims.claims.length} figures, ${found.length} contradictions.`);
for (const { id, sentence } of found) console.log(`${id}: ${sentence}`);
process.exitCode = found.length > 0 ? 4 : 0;
