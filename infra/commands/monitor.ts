import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CivilDate } from '../../functions/domain/civil-date.ts';
import { makeMonitor, renderEscalations, renderMonitor } from '../../functions/report/monitor.ts';
import { quarterOf, weekOf } from '../../functions/report/period.ts';
import { readRows, rowsOf } from '../../functions/report/read-rows.ts';
import { refuseUsage } from './usage.ts';

const usage = `npm run monitor -- --rows rows.ndjson --as-of 2021-12-31 --out folder [--council "Shropshire Council"]
Writes quarter.html, week.html and escalations.html. Exit codes: 0 all written; 2 called wrongly; 3 written, but rows were left out.`;

function read() {
  try {
    return parseArgs({
      options: {
        rows: { type: 'string' },
        'as-of': { type: 'string' },
        out: { type: 'string' },
        council: { type: 'string', default: 'Shropshire Council' },
      },
    }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const { rows, 'as-of': day, out, council } = read();
if (rows === undefined || !existsSync(rows)) refuseUsage('--rows names no file', usage);
if (out === undefined) refuseUsage('--out is missing', usage);
const asOf = CivilDate.safeParse(day);
if (!asOf.success) refuseUsage('--as-of is no date such as 2021-12-31', usage);
const [quarter, week] = [quarterOf(asOf.data), weekOf(asOf.data)];
const view = (period: typeof week) => makeMonitor(rowsOf(rows), period, asOf.data);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'quarter.html'), renderMonitor(view(quarter), council));
writeFileSync(join(out, 'week.html'), renderMonitor(view(week), council));
writeFileSync(join(out, 'escalations.html'), renderEscalations(view(quarter), council));
// Rows of other periods are no fault here: what stands open can be of any year.
const all = { name: 'any year', from: '0000-01-01', until: '9999-12-31' };
const { problems } = readRows(rows, all);
for (const { line, field, problem } of problems) console.error(`${rows} line ${line}: ${field} ${problem}`);
process.exitCode = problems.length > 0 ? 3 : 0;
