import { Claims, contradictionsIn, contradictionInWords } from '../../functions/report/reconcile.ts';
import { reportWordsIn } from '../../functions/words/report-words.ts';
import { fitting, namedFiles } from './named-files.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run reconcile -- claims.json (the figures that a report prints; exit code 4 when they contradict each other)';

const [path, ...more] = process.argv.slice(2);
if (path === undefined || more.length > 0) refuseUsage(words.reconcile.nameOne, usage);

const claims = namedFiles(usage).readJson(
  {
    path,
    wanted: words.files.claims,
  },
  fitting(Claims),
);
const found = contradictionsIn(claims);
console.log(
  words.reconcile.summary({
    report: claims.report,
    figures: claims.claims.length,
    contradictions: found.length,
  }),
);
const { contradictions } = reportWordsIn('en');
for (const one of found)
  console.log(
    words.reconcile.contradiction({ id: one.id, sentence: contradictionInWords(contradictions, one) }),
  );
process.exitCode = found.length > 0 ? 4 : 0;
