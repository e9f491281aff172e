import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../functions/adapters/aws/system-clock.ts';
import { openDatabase, sqliteCaseStore } from '../../functions/adapters/local/sqlite-case-store.ts';
import { addMonths, financialYear } from '../../functions/domain/time/civil-date.ts';
import { councilGiven, councilOption } from './council-option.ts';
import { asNdjson, exportRows } from '../../functions/operations/export-rows.ts';
import { byteOrderMark, csvLine } from '../../functions/report/csv.ts';
import { contactOf, makeEditions } from '../../functions/report/editions.ts';
import { EqualityAnswer } from '../../functions/report/equality.ts';
import { noNotes, readNotes, noteProblemInWords } from '../../functions/report/notes.ts';
import { reportingYear, type Period } from '../../functions/report/period.ts';
import { contradictionInWords } from '../../functions/report/reconcile.ts';
import { PublishedReport } from '../../functions/report/published-report.ts';
import { prevailingYear, type RowProblem } from '../../functions/report/read-rows.ts';
import { tallyFile } from '../../functions/report/tally-file.ts';
import { cellsOf } from '../../functions/report/tally.ts';
import { reportWordsIn } from '../../functions/words/report-words.ts';
import { wordsIn } from '../../functions/words/words.ts';
import { printPdfs } from '../print-pdf.ts';
import { fitting, namedFiles, problemLine, rowProblem } from './named-files.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage = `npm run report -- (--rows rows.ndjson | --data .data) --year 2021/22 --out folder [--previous rows.ndjson ...]
  [--notes notes.md] [--equality answers.ndjson] [--published report.json] [--council council.json] [--no-pdf]
Exit codes: 0 all written; 2 called wrongly; 3 rows left out, or no cases of the year; 4 figures contradict each other,
nothing is published; 5 written, but no PDF for want of Chromium. The first of 4, 3, 5 that applies.`;

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rows: { type: 'string' },
        data: { type: 'string' },
        year: { type: 'string' },
        previous: { type: 'string', multiple: true, default: [] },
        notes: { type: 'string' },
        equality: { type: 'string' },
        published: { type: 'string', multiple: true, default: [] },
        council: councilOption,
        out: { type: 'string' },
        'no-pdf': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

/** The number of problems shown on the screen. All of them are in problems.csv. */
const namedOnScreen = 50;

const { values, positionals } = read();
const { year: yearName, out } = values;
if ((values.rows === undefined) === (values.data === undefined)) refuseUsage(words.report.rowsOrData, usage);
if (yearName === undefined) refuseUsage(words.called.missing({ option: '--year' }), usage);
if (out === undefined) refuseUsage(words.called.missing({ option: '--out' }), usage);
const found = reportingYear(yearName);
if (!found.ok) refuseUsage(wordsIn('en').reports.notYear({ name: yearName }), usage);
const { year } = found;
// Everything is read before anything is written, so a wrong call leaves the folder unchanged.
const named = namedFiles(usage);
const { council, procedures } = councilGiven(values.council, usage);
const noted =
  values.notes === undefined
    ? { ok: true as const, notes: noNotes }
    : readNotes(named.readText({ option: '--notes', path: values.notes, wanted: words.files.notes }));
if (!noted.ok)
  refuseUsage(
    words.called.wrong({
      option: '--notes',
      value: values.notes ?? '',
      problem: noteProblemInWords(wordsIn('en').reports.noteProblems, noted.problem),
    }),
    usage,
  );
const answers =
  values.equality === undefined
    ? []
    : named.readLines(
        { option: '--equality', path: values.equality, wanted: words.files.equality },
        fitting(EqualityAnswer),
      );
const published = values.published.map((file) =>
  named.readJson(
    { option: '--published', path: file, wanted: words.files.published },
    fitting(PublishedReport),
  ),
);
if (values.rows !== undefined) named.file({ option: '--rows', path: values.rows, wanted: words.files.rows });
const previous = [...values.previous, ...positionals].map((file) =>
  named.file({ option: '--previous', path: file, wanted: words.files.rows }),
);
named.folder({ option: '--out', path: out, wanted: words.files.folder });

const problems: (RowProblem & { file: string })[] = [];
async function tally(file: string, period: Period) {
  const result = await tallyFile(file, period);
  for (const problem of result.problems) problems.push({ file, ...problem });
  return result;
}

/** Cases that only have their row left. No link can lead to them. */
const erased = new Set<string>();

/**
 * The rows of the local store that count in a year, written next to the report. Returns the file and the number of
 * rows.
 */
async function exported(
  dataDir: string,
  period: Period,
  folder: string,
): Promise<{ file: string; count: number }> {
  const path = join(dataDir, 'redress.sqlite');
  if (!existsSync(path))
    refuseUsage(words.called.wrong({ value: dataDir, problem: words.report.noStore }), usage);
  const database = openDatabase(path);
  let count = 0;
  async function* withErased() {
    for await (const row of exportRows(
      { store: sqliteCaseStore(database), procedures, council, clock: systemClock },
      period,
    )) {
      count += 1;
      if (row.erased) erased.add(row.reference);
      yield row;
    }
  }
  try {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `rows-${period.name.replace('/', '-')}.ndjson`);
    await writeFile(file, asNdjson(withErased()));
    return { file, count };
  } finally {
    database.close();
  }
}

const path = values.data === undefined ? (values.rows ?? '') : (await exported(values.data, year, out)).file;
if (values.data !== undefined)
  for (const back of [2, 1]) {
    const before = reportingYear(financialYear(addMonths(year.from, -12 * back)));
    if (!before.ok) continue;
    const { file, count } = await exported(values.data, before.year, out);
    if (count === 0) rmSync(file);
    else previous.push(file);
  }
const main = await tally(path, year);
const earlier: { file: string; period: Period; tally: typeof main.tally }[] = [];
for (const file of previous) {
  const name = prevailingYear(file);
  const before = reportingYear(name ?? '');
  if (!before.ok || before.year.from >= year.from)
    refuseUsage(words.report.notEarlier({ file, of: name, year: year.name }), usage);
  const twice = earlier.find(({ period }) => period.name === before.year.name);
  if (twice !== undefined)
    refuseUsage(words.report.sameYear({ one: twice.file, other: file, year: before.year.name }), usage);
  earlier.push({ file, period: before.year, tally: (await tally(file, before.year)).tally });
}
earlier.sort((a, b) => (a.period.from < b.period.from ? -1 : 1));

for (const { file, ...problem } of problems.slice(0, namedOnScreen))
  console.error(problemLine(file, problem));
if (problems.length > namedOnScreen)
  console.error(words.report.moreProblems({ count: problems.length - namedOnScreen }));
const left = main.rows - main.counted;
console.log(words.report.rows({ read: main.rows, counted: main.counted, left }));

function write(folder: string, files: ReadonlyMap<string, string>) {
  for (const [name, content] of files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
const problemsCsv =
  byteOrderMark +
  csvLine(['file', 'line', 'field', 'problem', 'reference']) +
  problems
    .map(({ file, ...problem }) =>
      csvLine([file, problem.line, problem.field, rowProblem(problem), problem.reference ?? null]),
    )
    .join('');
// If this run refuses to publish, the edition of an earlier run must not remain.
rmSync(join(out, 'public'), { recursive: true, force: true });
if (problems.length > 0) write(out, new Map([['problems.csv', problemsCsv]]));
else rmSync(join(out, 'problems.csv'), { force: true });

if (cellsOf(main.tally, 'feedback').all.count === 0 && main.counted === 0) {
  console.error(words.report.noCases({ year: year.name, path }));
  process.exit(3);
}

const reportWords = reportWordsIn('en');
const made = makeEditions(
  {
    words: reportWords,
    council: council.name,
    contact: contactOf(council),
    period: year,
    tally: main.tally,
    earlier,
    rows: { read: main.rows, counted: main.counted, problems: main.problems.length },
    procedures: procedures.all,
    notes: noted.notes,
    equality: answers,
    published,
  },
  (reference) => (erased.has(reference) ? undefined : `${council.pages}/cases/${reference}`),
);
const { unresolved } = made;
// The PDFs of an earlier report must not remain, whether this report is printed or not.
rmSync(join(out, 'report.pdf'), { force: true });
write(out, made.internal);
if (made.public) write(join(out, 'public'), made.public);
for (const contradiction of unresolved)
  console.error(
    words.report.contradiction({
      id: contradiction.id,
      sentence: contradictionInWords(reportWords.contradictions, contradiction),
    }),
  );

const folders = unresolved.length === 0 ? [out, join(out, 'public')] : [out];
const printed = values['no-pdf']
  ? { ok: true as const }
  : await printPdfs(
      folders.map((folder) => ({ html: join(folder, 'report.html'), pdf: join(folder, 'report.pdf') })),
    );
if (!printed.ok) console.error(printed.reason);
if (unresolved.length > 0) console.error(words.report.notPublished({ contradictions: unresolved.length }));
console.log(
  words.report.written({
    internal: join(out, 'report.html'),
    public: unresolved.length === 0 ? join(out, 'public') : undefined,
  }),
);
process.exitCode = unresolved.length > 0 ? 4 : problems.length > 0 ? 3 : printed.ok ? 0 : 5;
