import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { CivilDate } from '../../functions/domain/time/civil-date.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import { makeMonitor, renderEscalations, renderMonitor } from '../../functions/report/monitor.ts';
import { quarterOf, weekOf } from '../../functions/report/period.ts';
import { rowsOf, type RowProblem } from '../../functions/report/read-rows.ts';
import { wordsIn } from '../../functions/words/words.ts';
import { namedFiles, problemLine } from './named-files.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

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
if (rows === undefined) refuseUsage(words.called.missing({ option: '--rows' }), usage);
if (out === undefined) refuseUsage(words.called.missing({ option: '--out' }), usage);
const asOf = CivilDate.safeParse(day);
if (!asOf.success)
  refuseUsage(
    words.called.wrong({ option: '--as-of', value: day ?? '', problem: words.called.notADay }),
    usage,
  );
const named = namedFiles(usage);
named.file({ option: '--rows', path: rows, wanted: words.files.rows });
named.folder({ option: '--out', path: out, wanted: words.files.folder });
// Rows of other periods are not a problem here: open cases can be of any year.
const problems: RowProblem[] = [];
const catalogue = wordsIn('en');
const calendar = makeWorkingDays(bundledBankHolidays);
const quarter = makeMonitor(rowsOf(rows, problems), quarterOf(asOf.data), asOf.data, { calendar });
const week = makeMonitor(rowsOf(rows), weekOf(asOf.data), asOf.data, { calendar });
writeFileSync(join(out, 'quarter.html'), renderMonitor(quarter, council, catalogue));
writeFileSync(join(out, 'week.html'), renderMonitor(week, council, catalogue));
writeFileSync(join(out, 'escalations.html'), renderEscalations(quarter, council, catalogue));
for (const problem of problems) console.error(problemLine(rows, problem));
process.exitCode = problems.length > 0 ? 3 : 0;
