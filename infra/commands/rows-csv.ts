import { existsSync, writeSync } from 'node:fs';
import { byteOrderMark, csvLine, flatRow } from '../../functions/report/csv.ts';
import { rowsOf } from '../../functions/report/read-rows.ts';
import { refuseUsage } from './usage.ts';

const usage =
  'npm run -s rows-csv -- rows.ndjson > rows.csv (rows that do not fit their schema are left out: npm run report names them)';

const [path, ...more] = process.argv.slice(2);
if (path === undefined || more.length > 0 || !existsSync(path)) refuseUsage('Name one file of rows', usage);
const standardOutput = 1;
let text = byteOrderMark;
let isFirst = true;
for (const row of rowsOf(path)) {
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
