import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { formatReference } from '../../functions/domain/reference.ts';
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
  test('is written in both editions', () => {
    expect(golden).toMatchObject({ code: 0, err: '' });
    for (const edition of [out, join(out, 'public')]) {
      expect(existsSync(join(edition, 'report.html'))).toBe(true);
      expect(existsSync(join(edition, 'tables', 'teams.csv'))).toBe(true);
    }
  });

  test('every figure has its definition, and the page leads from it to there', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    for (const { id, definition } of dataIn(out).figures) {
      expect(definition).not.toBe('');
      expect(page).toContain(`id="def-${id}"`);
    }
    for (const [, id = ''] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`);
  });

  test('inside the council every linked number leads to its cases, outside none does', () => {
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

  test('notes take their figures from the report, and stay text', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).toMatch(
      /There were <a class="figure" href="#def-compliments">39<\/a> compliments: &lt;b&gt;/,
    );
  });

  test('the page needs nothing from elsewhere', () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).not.toMatch(/<script|<link|src=|@import|url\(/);
  });
});

describe('what is wrong shows in the exit code', () => {
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
      'faults kept others',
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
    writeFileSync(explained, '## Explanations\n\n- published:2020/21:compliments: One was recorded twice.\n');
    const accepted = await report([...args, '--notes', explained]);
    expect(accepted.code).toBe(0);
    expect(readFileSync(join(folder, 'other', 'public', 'report.html'), 'utf8')).toContain(
      'One was recorded twice.',
    );
  });

  test('5: without Chromium there is a report, no PDF, and a line that says so', async () => {
    const { code, err } = await run(
      'report',
      ['--rows', rowsOf('2021/22'), '--year', '2021/22', '--out', join(folder, 'no-pdf')],
      { CHROMIUM: '/nowhere/chromium' },
    );
    expect(code).toBe(5);
    expect(err.trim()).toBe(
      'No PDF was made: there is no Chromium at /nowhere/chromium (CHROMIUM names another).',
    );
  });

  test.each([
    [['--rows', 'nothing.ndjson'], 'there is no such file'],
    [[], 'Name either --rows or --data'],
  ])('2: called with %j', async (args, problem) => {
    const { code, err } = await report(args);
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });

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
        'a report names no case',
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
