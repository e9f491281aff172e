import { execFile } from 'node:child_process';
import { formatReference } from '../../functions/domain/case/reference.ts';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { goldenYear, specs } from './golden-years.ts';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true }));
const root = new URL('../../', import.meta.url);

function rowsOf(year: keyof typeof specs, change: (lines: string[]) => string[] = (lines) => lines): string {
  const path = join(folder, `rows-${year.slice(0, 4)}-${readdirSync(folder).length}.ndjson`);
  writeFileSync(path, change(goldenYear(specs[year]).map((row) => JSON.stringify(row))).join('\n'));
  return path;
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      [`infra/commands/${command}.ts`, ...args],
      { cwd: root, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

const Data = z.looseObject({
  edition: z.string(),
  figures: z.array(
    z.looseObject({
      id: z.string(),
      value: z.number().nullable(),
      suppressed: z.boolean(),
      definition: z.string(),
      numerator: z.number().nullable(),
      denominator: z.number().nullable(),
    }),
  ),
  tables: z.array(
    z.looseObject({
      id: z.string(),
      rows: z.array(
        z.looseObject({ label: z.string(), cells: z.array(z.looseObject({ value: z.number().nullable() })) }),
      ),
    }),
  ),
});
const Contradictions = z.object({ contradictions: z.array(z.object({ explanation: z.string() })) });
const dataIn = (path: string) => Data.parse(JSON.parse(readFileSync(join(path, 'report.json'), 'utf8')));

const out = join(folder, 'golden');
const notes = join(folder, 'notes.md');
writeFileSync(notes, '## Recommendations\n\nThere were {compliments} compliments: <b>more</b> of them.\n');
let golden: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  const args = ['--rows', rowsOf('2021/22'), '--year', '2021/22', '--notes', notes, '--out', out, '--no-pdf'];
  golden = await run('report', args.concat('--previous', rowsOf('2019/20'), rowsOf('2020/21')));
});

describe('the golden year', () => {
  test('has both editions', () => {
    expect(golden).toMatchObject({ code: 0, err: '' });
    for (const edition of [out, join(out, 'public')]) {
      expect(existsSync(join(edition, 'report.html'))).toBe(true);
      expect(existsSync(join(edition, 'tables', 'teams.csv'))).toBe(true);
    }
  });

  test('links every figure to its definition', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    for (const { id, definition } of dataIn(out).figures) {
      expect(definition).not.toBe('');
      expect(page).toContain(`id="def-${id}"`);
    }
    for (const [, id = ''] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`);
  });

  test('links numbers to cases only in the internal edition', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    const cases = readFileSync(join(out, 'cases.html'), 'utf8');
    const links = [...page.matchAll(/href="cases\.html#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(100);
    for (const id of links) expect(cases).toContain(`id="${id}"`);
    expect(existsSync(join(out, 'public', 'cases.html'))).toBe(false);
    for (const name of ['report.html', 'report.json'])
      expect(readFileSync(join(out, 'public', name), 'utf8')).not.toMatch(/SC-20\d\d-|cases\.html/);
  });

  test('the public edition prints no number of 1 to 4 cases', () => {
    const data = dataIn(join(out, 'public'));
    const counts = [
      ...data.figures.flatMap(({ value, numerator, unit }) =>
        unit === 'cases' ? [value, numerator] : [numerator],
      ),
      ...data.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ value }) => value))),
    ];
    expect(counts.filter((count) => count !== null && count > 0 && count < 5)).toEqual([]);
    expect(data.figures.find(({ id }) => id === 'made-by-child')).toMatchObject({
      value: null,
      suppressed: true,
    });
  });

  test('notes take figures from the report and are shown as text', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).toMatch(
      /There were <a class="figure" href="#def-compliments">39<\/a> compliments: &lt;b&gt;/,
    );
  });

  test('the page loads nothing from other sites', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).not.toMatch(/<script|<link|src=|@import|url\(/);
  });
});

describe('exit codes', () => {
  const report = (args: readonly string[], env?: Record<string, string>) =>
    run('report', ['--year', '2021/22', '--out', join(folder, 'other'), '--no-pdf', ...args], env);

  test('3: a row left out is named by line, and the report says so', async () => {
    const path = rowsOf('2021/22', (lines) => [...lines, '{"kind":"complaint"}', lines[0] ?? '']);
    const { code, err, out: said } = await report(['--rows', path]);
    expect(code).toBe(3);
    expect(err).toMatch(/line 210: reference .*\n/);
    expect(err).toMatch(/line 211: reference is there already/);
    expect(said).toContain('211 rows read, 209 counted, 2 left out.');
    expect(readFileSync(join(folder, 'other', 'problems.csv'), 'utf8')).toContain(',210,reference,');
    expect(readFileSync(join(folder, 'other', 'public', 'report.html'), 'utf8')).toContain(
      'problems kept others',
    );
  });

  test('3: a year without cases makes no report', async () => {
    const { code, err } = await run('report', [
      '--rows',
      rowsOf('2021/22'),
      '--year',
      '2015/16',
      '--out',
      join(folder, 'none'),
    ]);
    expect(code).toBe(3);
    expect(err).toContain('There are no cases of 2015/16');
    expect(existsSync(join(folder, 'none', 'report.html'))).toBe(false);
  });

  test('4: a contradiction with what was published is named with both figures and stops it; explained, it does not', async () => {
    const published = join(folder, 'published.json');
    writeFileSync(
      published,
      JSON.stringify({ year: '2020/21', figures: [{ id: 'compliments', value: 47 }] }),
    );
    const args = ['--rows', rowsOf('2021/22'), '--previous', rowsOf('2020/21'), '--published', published];
    const refused = await report(args);
    expect(refused.code).toBe(4);
    expect(refused.err).toContain(
      'Contradiction published:2020/21:compliments: Compliments of 2020/21 was published as 47; from the rows of that year it is 46.',
    );
    expect(existsSync(join(folder, 'other', 'public'))).toBe(false);

    const explained = join(folder, 'explained.md');
    writeFileSync(
      explained,
      '\uFEFF## Explanations\n\n- published:2020/21:compliments: One was **recorded**\n  twice, of {compliments} and {made-by-child}.\n',
    );
    const accepted = await report([...args, '--notes', explained]);
    expect(accepted).toMatchObject({ code: 0, err: '' });
    const explanationIn = (edition: string) =>
      Contradictions.parse(JSON.parse(readFileSync(join(edition, 'report.json'), 'utf8'))).contradictions[0]
        ?.explanation;
    const other = join(folder, 'other');
    expect(explanationIn(other)).toBe('One was **recorded**\ntwice, of 39 and 2.');
    expect(explanationIn(join(other, 'public'))).toBe('One was **recorded**\ntwice, of 39 and [c].');
    const page = readFileSync(join(other, 'public', 'report.html'), 'utf8');
    expect(page).toMatch(/One was <strong>recorded<\/strong>\ntwice, of <a [^>]*>39<\/a> and <a [^>]*><abbr/);
  });

  test('5: without Chromium there is a report, no PDF, not even an old one, and a line that says so', async () => {
    const to = join(folder, 'no-pdf');
    const pdfs = [to, join(to, 'public')].map((edition) => join(edition, 'report.pdf'));
    for (const no of [[], ['--no-pdf']]) {
      mkdirSync(join(to, 'public'), { recursive: true });
      for (const pdf of pdfs) writeFileSync(pdf, 'of the year before');
      const { code, err } = await run(
        'report',
        ['--rows', rowsOf('2021/22'), '--year', '2021/22', '--out', to, ...no],
        { CHROMIUM: '/nowhere/chromium' },
      );
      expect(pdfs.filter((pdf) => existsSync(pdf))).toEqual([]);
      expect(code).toBe(no.length === 0 ? 5 : 0);
      expect(err.trim()).toBe(
        no.length === 0
          ? 'No PDF was made: there is no Chromium at /nowhere/chromium (CHROMIUM names another).'
          : '',
      );
    }
  });
});

describe('2: called wrongly, with a sentence naming the option and what is allowed', () => {
  const [aFile, empty, badNotes] = ['a-file', 'empty.json', 'bad.md'].map((name) => join(folder, name));
  const rows = rowsOf('2021/22');
  const good = ['--rows', rows, '--year', '2021/22', '--no-pdf'];
  const to = ['--out', join(folder, 'wrong')];
  const monitor = ['--as-of', '2021-12-31', '--rows'];
  beforeAll(() => {
    writeFileSync(aFile ?? '', 'x');
    writeFileSync(empty ?? '', '{}');
    writeFileSync(badNotes ?? '', '## Learning\n\n{no-such-figure}');
  });

  test.each([
    ['report', ['--year', '2021/22', ...to], 'Name either --rows or --data'],
    [
      'report',
      ['--rows', 'nothing', '--year', '2021/22', ...to],
      '--rows nothing: there is no such file. Give a file of',
    ],
    [
      'report',
      ['--rows', folder, '--year', '2021/22', ...to],
      `--rows ${folder}: is a folder. Give a file of`,
    ],
    ['report', [...good, '--out', aFile], `--out ${aFile}: is a file. Give a folder`],
    ['report', [...good, '--out', `${aFile}/in`], `--out ${aFile}/in: is inside a file`],
    ['report', [...good, ...to, '--previous', folder], `--previous ${folder}: is a folder`],
    ['report', [...good, ...to, '--notes', folder], `--notes ${folder}: is a folder. Give the commentary`],
    [
      'report',
      [...good, ...to, '--notes', badNotes],
      `--notes ${badNotes}: No figure is called no-such-figure`,
    ],
    [
      'report',
      [...good, ...to, '--published', empty],
      `--published ${empty}: year: Invalid input: expected string`,
    ],
    [
      'report',
      [...good, ...to, '--published', aFile],
      `--published ${aFile}: is not JSON. Give the report.json`,
    ],
    ['report', [...good, ...to, '--council', empty], `--council ${empty}: a council is a folder`],
    ['report', [...good, ...to, '--council', folder], 'council.json: ENOENT'],
    ['report', [...good, ...to, '--equality', empty], `--equality ${empty} line 1: received: Invalid input`],
    ['monitor', [...monitor, folder, ...to], `--rows ${folder}: is a folder`],
    ['monitor', [...monitor, 'nothing', ...to], '--rows nothing: there is no such file'],
    ['monitor', [...monitor, rows, '--out', aFile], `--out ${aFile}: is a file`],
    ['rows-csv', [], 'Name one file of rows'],
    ['rows-csv', [folder], `${folder}: is a folder. Give a file of reporting rows`],
    ['rows-csv', ['nothing'], 'nothing: there is no such file'],
    ['reconcile', [folder], `${folder}: is a folder. Give the figures`],
    ['reconcile', ['nothing'], 'nothing: there is no such file'],
    ['reconcile', [empty], `${empty}: report: Invalid input: expected string`],
  ])('%s %j', async (command, args, problem) => {
    const { code, err } = await run(
      command,
      args.map((arg) => arg ?? ''),
    );
    expect({ code, sentence: err.split('\n')[0] }).toEqual({
      code: 2,
      sentence: expect.stringContaining(problem),
    });
    expect(err).toContain('Usage: npm run');
    expect(existsSync(join(folder, 'wrong'))).toBe(false);
  });
});

describe('rows for other programs', () => {
  const [complaint] = goldenYear(specs['2021/22']).filter(({ stage1 }) => stage1?.responded === null);
  if (!complaint?.stage1) throw new Error('the golden year lacks an open complaint');
  const open = { ...complaint, closed: null, withdrawn: null, received: '2021-05-03', delays: 2 };
  const late = { ...complaint.stage1, opened: '2021-05-03', due: '2021-05-10', extendedDue: null };
  const lines = [
    { ...open, reference: 'SC-2021-00001-1', stage1: late, team: null, serviceArea: 'Children' },
    { ...open, reference: 'SC-2021-00002-1', stage1: late, team: null, serviceArea: 'Education' },
    { ...open, reference: 'SC-2021-00003-1', stage1: late, team: 'Schools', serviceArea: 'Education' },
    { ...open, reference: 'SC-2021-00003-1', stage1: late, team: 'Schools', serviceArea: 'Education' },
    { ...open, reference: 'SC-2021-00004-1', stage1: { ...late, opened: '2020-01-06' } },
  ];
  const path = join(folder, 'open.ndjson');
  const named = [
    `${path} line 4: reference is there already; the first row counts (SC-2021-00003-1)`,
    `${path} line 5: stage1.opened is before received`,
  ];
  beforeAll(() => writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join('')));

  test('are monitored once, by service area, and bad ones are named', async () => {
    const to = join(folder, 'monitored');
    const { code, err } = await run('monitor', ['--rows', path, '--as-of', '2021-12-31', '--out', to]);
    expect({ code, named: err.trim().split('\n') }).toEqual({ code: 3, named });
    const report = readFileSync(join(to, 'escalations.html'), 'utf8');
    expect(report).toContain('3 complaints are overdue');
    const listed = report
      .split('<h2>')
      .slice(1)
      .map((area) => [area.slice(0, area.indexOf('<')), [...area.matchAll(/SC-2021-0000\d/g)].map(String)]);
    const twice = (...references: string[]) => [...references, ...references];
    expect(listed).toEqual([
      ['Children', twice('SC-2021-00001')],
      ['Education', twice('SC-2021-00002', 'SC-2021-00003')],
    ]);
  });

  test('become CSV, and bad ones are named', async () => {
    const { code, out: csv, err } = await run('rows-csv', [path]);
    expect({ code, named: err.trim().split('\n') }).toEqual({ code: 3, named });
    expect(csv.split('\r\n').map((line) => line.slice(0, 15))).toEqual([
      '\uFEFFreference,kind',
      'SC-2021-00001-1',
      'SC-2021-00002-1',
      'SC-2021-00003-1',
      '',
    ]);
  });
});

describe('wrong arguments', () => {
  const report = (args: readonly string[]) =>
    run('report', ['--year', '2021/22', '--out', join(folder, 'other'), '--no-pdf', ...args]);

  test('2: a year to compare with is given twice', async () => {
    const [one, other] = [rowsOf('2020/21'), rowsOf('2020/21')];
    const { code, err } = await report(['--rows', rowsOf('2021/22'), '--previous', one, other]);
    expect(code).toBe(2);
    expect(err).toContain(`--previous ${one} and ${other} are both of 2020/21: name each year once`);
  });

  test('2: notes with the reference of a case, or a figure that is none', async () => {
    for (const [text, problem] of [
      [
        `## Example complaints\n\nAs in ${formatReference({ prefix: 'SC', year: 2021, number: 412 })}`,
        'a report must not name a case',
      ],
      ['## Learning\n\n{no-such-figure}', 'No figure is called no-such-figure'],
      ['## Gossip\n\nx', 'No part of the report is called "Gossip"'],
    ] as const) {
      const bad = join(folder, 'bad.md');
      writeFileSync(bad, text);
      const { code, err } = await report(['--rows', rowsOf('2021/22'), '--notes', bad]);
      expect({ code, named: err.includes(problem) }).toEqual({ code: 2, named: true });
    }
  });
});

test('printed figures are reconciled by a command', async () => {
  const { code, out: said } = await run('reconcile', ['test/reports/annual-report-2021-22.claims.json']);
  expect(code).toBe(4);
  expect(said).toContain('make 158, not investigations 144');
});
