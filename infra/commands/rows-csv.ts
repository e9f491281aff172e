import { writeSync } from 'node:fs';
import { byteOrderMark, csvLine, flatRow } from '../../functions/report/csv.ts';
import { rowsOf, type RowProblem } from '../../functions/report/read-rows.ts';
import { namedFiles, problemLine } from './named-files.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage = `npm run -s rows-csv -- rows.ndjson > rows.csv
Exit codes: 0 all written; 2 called wrongly; 3 written, but rows were left out.`;

const [path, ...more] = process.argv.slice(2);
if (path === undefined || more.length > 0) refuseUsage(words.rowsCsv.nameOne, usage);
namedFiles(usage).file({ path, wanted: words.files.rows });
const standardOutput = 1;
const problems: RowProblem[] = [];
let text = byteOrderMark;
let isFirst = true;
for (const row of rowsOf(path, problems)) {
  const columns = flatRow(row);
  if (isFirst) text += csvLine(columns.map(([name]) => name));
  isFirst = false;
  text += csvLine(columns.map(([, value]) => value));
  if (text.length > 1 << 16) {
    writeSync(standardOutput, text);
    text = '';
  }
}
writeSync(standardOutput, text);
for (const problem of problems) console.error(problemLine(path, problem));
process.exitCode = problems.length > 0 ? 3 : 0;
