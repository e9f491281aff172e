import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { addCalendarDays, daysBetween } from '../../functions/domain/time/civil-date.ts';
import { formatReference } from '../../functions/domain/case/reference.ts';
import { contradictionsOf, ReportingRow } from '../../functions/domain/records/reporting-row.ts';
import { makeReport } from '../../functions/report/make-report.ts';
import {
  addNumbers,
  countNumber,
  emptyNumberCounts,
  meet,
  timesMet,
} from '../../functions/report/number-counts.ts';
import { parseRow, rowProblemInWords } from '../../functions/report/parse-row.ts';
import { reportWordsIn } from '../../functions/words/report-words.ts';
import {
  prevailingYear,
  readRows,
  referenceNumber,
  rowsOf,
  type RowProblem,
} from '../../functions/report/read-rows.ts';
import { lineScanner } from '../../functions/report/scan-row.ts';
import { tallyFile } from '../../functions/report/tally-file.ts';
import { goldenYear, specs } from './golden-years.ts';

const folder = mkdtempSync(join(tmpdir(), 'rows-'));
afterAll(() => rmSync(folder, { recursive: true }));
const year = { name: '2021/22', from: '2021-04-01', until: '2022-03-31' };
const golden = goldenYear(specs['2021/22']);
const [first, second] = golden.filter(({ kind }) => kind === 'compliment');
const investigated = golden.find(({ stage1, stage2 }) => stage1?.responded && stage2 === null);
const twoStages = golden.find(({ stage2 }) => stage2?.workingDaysFromStatement);
if (!first || !second || !investigated?.stage1?.responded || !twoStages)
  throw new Error('the golden year lacks rows');

function fileOf(name: string, lines: readonly (string | object)[], before = ''): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    before + lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  return path;
}

describe('names a row that cannot be counted by line and field', () => {
  const { stage1 } = investigated;
  const { stage2 } = twoStages;
  test.each([
    ['no JSON', '{"reference":', 'row', 'is not JSON'],
    ['no object', '7', 'row', 'expected object'],
    ['an unknown kind', { ...first, kind: 'praise' }, 'kind', 'expected one of'],
    ['a field too many', { ...first, name: 'A Person' }, 'row', 'name'],
    ['a day that is none', { ...first, received: '2021-02-30' }, 'received', 'date'],
    ['no reference', { ...first, reference: 'SC-21-1' }, 'reference', 'such as SC-2021-00412-7'],
    ['half a day', { ...investigated, stage1: { ...stage1, workingDays: 1.5 } }, 'stage1.workingDays', 'int'],
    ['closed before it came', { ...first, closed: '2021-03-01' }, 'closed', 'is before received'],
    [
      'in time, and late',
      { ...investigated, stage1: { ...stage1, inTimeOriginal: !stage1?.inTimeOriginal } },
      'stage1.inTimeOriginal',
      'contradicts due and responded',
    ],
    [
      'begun before it came',
      { ...investigated, stage1: { ...stage1, opened: '2020-01-06' } },
      'stage1.opened',
      'is before received',
    ],
    [
      'answered before it began',
      { ...twoStages, stage2: { ...stage2, responded: addCalendarDays(stage2?.opened ?? '', -1) } },
      'stage2.responded',
      'is before opened',
    ],
    [
      'answered when it was closed',
      { ...investigated, closed: investigated.received },
      'stage1.responded',
      'is after closed',
    ],
    [
      'more working days than days',
      { ...investigated, stage1: { ...stage1, workingDays: 9999 } },
      'stage1.workingDays',
      'is more than the days from opened to responded',
    ],
    [
      'days fewer than none',
      { ...investigated, stage1: { ...stage1, workingDays: -1 } },
      'stage1.workingDays',
      '>=0',
    ],
    [
      'more working days than since the statement',
      { ...twoStages, stage2: { ...stage2, workingDaysFromStatement: 9999 } },
      'stage2.workingDaysFromStatement',
      'is more than the days from statementAgreed to responded',
    ],
    [
      'days from no statement',
      { ...twoStages, stage2: { ...stage2, statementAgreed: null } },
      'stage2.workingDaysFromStatement',
      'is more than the days from statementAgreed to responded',
    ],
    [
      'taken up before it came',
      { ...investigated, lgsco: { received: '2020-01-06', decision: null }, stageReached: 'LGSCO' },
      'lgsco.received',
      'is before received',
    ],
    [
      'a stage it has not reached',
      { ...investigated, stageReached: 'stage 3' },
      'stageReached',
      'as stage1 to lgsco say',
    ],
    ['a theme twice', { ...first, themes: ['a', 'a'] }, 'themes', 'twice'],
    [
      'another year',
      { ...first, received: '2019-05-01', closed: '2019-05-02' },
      'received',
      'is a row of another year',
    ],
    ['a reference again', { ...first, reference: second.reference }, 'reference', 'is there already'],
  ])('%s', (_, line, field, problem) => {
    const { problems, rows, counted } = readRows(fileOf('bad.ndjson', [second, '', line]), year);
    expect(problems[0]).toMatchObject({ line: 3, field });
    const [found] = problems;
    const said = found && rowProblemInWords(reportWordsIn('en').rowProblems, found);
    expect(said?.toLowerCase()).toContain(problem.toLowerCase());
    expect({ rows, counted }).toEqual({ rows: 2, counted: 1 });
  });

  test('a row without a field names the field', () => {
    const { team: _, ...without } = first;
    expect(readRows(fileOf('without.ndjson', [without]), year).problems).toMatchObject([
      { line: 1, field: 'team' },
    ]);
  });

  test('accepts at most as many working days as days', () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((days) => addCalendarDays('1990-01-01', days));
    const row = { ...investigated, closed: null, received: '1990-01-01' };
    fc.assert(
      fc.property(start, fc.nat(800), fc.integer({ min: -40, max: 40 }), (opened, days, more) => {
        const responded = addCalendarDays(opened, days);
        const workingDays = Math.max(0, daysBetween(opened, responded) + more);
        const answered = { opened, due: responded, extendedDue: null, responded, workingDays };
        const stage = { ...answered, inTimeOriginal: true, inTimeExtended: true };
        expect(contradictionsOf({ ...row, stage1: stage }).map(({ field }) => field)).toEqual(
          workingDays > days ? ['stage1.workingDays'] : [],
        );
      }),
    );
  });

  test('names only the line that is not UTF-8', () => {
    const path = join(folder, 'broken.ndjson');
    const lines = [first, second, investigated].map((row) =>
      Buffer.from(`${JSON.stringify({ ...row, team: 'Équipe' })}\n`),
    );
    // The second of the two bytes of an É is missing.
    lines[1] = Buffer.from(lines[1]?.filter((byte) => byte !== 0x89) ?? []);
    for (const broken of [lines, [...lines.slice(0, 1), lines[1]?.subarray(0, -1) ?? Buffer.of()]]) {
      writeFileSync(path, Buffer.concat(broken));
      const { counted, problems } = readRows(path, year);
      expect(counted).toBe(broken.length - 1);
      expect(problems).toEqual([{ line: 2, field: 'row', code: 'not-utf-8', params: {} }]);
    }
  });

  test('yields rows that count one by one', () => {
    const problems: RowProblem[] = [];
    const path = fileOf('one-by-one.ndjson', [first, '', { ...first, kind: 'comment' }, '{', second]);
    expect([...rowsOf(path, problems)]).toEqual([first, second]);
    expect(problems).toMatchObject([
      { line: 3, field: 'reference', reference: first.reference },
      { line: 4, field: 'row' },
    ]);
  });

  test('the first of two rows with one reference counts', () => {
    const twice = [first, { ...first, kind: 'comment' }];
    const { tally } = readRows(fileOf('twice.ndjson', twice), year);
    expect(tally.cohorts.get('compliments')?.all.count).toBe(1);
    expect(tally.cohorts.get('comments')?.all.count).toBe(0);
  });
});

describe('files', () => {
  test('a file without an end of line, with carriage returns and wide characters', () => {
    const path = join(folder, 'crlf.ndjson');
    writeFileSync(
      path,
      [first, second].map((row) => JSON.stringify({ ...row, team: 'Équipe “Ŵ” 👧' })).join('\r\n'),
    );
    const { counted, problems, tally } = readRows(path, year);
    expect({ counted, problems }).toEqual({ counted: 2, problems: [] });
    expect([...(tally.cohorts.get('compliments')?.by.get('team')?.keys() ?? [])]).toEqual(['Équipe “Ŵ” 👧']);
  });

  test('a line longer than what is read at a time', () => {
    const long = {
      ...first,
      themes: Array.from({ length: 60_000 }, (_, i) => `a theme with the number ${i}`),
    };
    expect(readRows(fileOf('long.ndjson', [second, long, investigated]), year)).toMatchObject({
      lines: 3,
      counted: 3,
      problems: [],
    });
  });

  test('a byte order mark before the first line', async () => {
    const path = fileOf('marked.ndjson', [first, second, ...golden.slice(-40)], '\uFEFF');
    const { counted, problems } = readRows(path, year);
    expect({ counted, problems }).toEqual({ counted: 42, problems: [] });
    expect(await tallyFile(path, year, 3)).toMatchObject({ counted: 42, problems: [] });
    expect(prevailingYear(path)).toBe('2021/22');
    expect(readRows(fileOf('only-marked.ndjson', [], '\uFEFF'), year)).toMatchObject({
      rows: 0,
      problems: [],
    });
  });

  test('an empty file', () => {
    expect(readRows(fileOf('empty.ndjson', []), year)).toMatchObject({ rows: 0, counted: 0, problems: [] });
  });

  test.each([2, 3, 7])('%d threads find what one finds', async (threads) => {
    const lines = [
      ...golden,
      'nonsense',
      { ...first, reference: 'SC-2021-99999-1', closed: '2020-01-01' },
      '',
      second,
    ];
    for (const path of [fileOf('all.ndjson', golden), fileOf('mixed.ndjson', lines)]) {
      const [one, many] = [await tallyFile(path, year, 1), await tallyFile(path, year, threads)];
      expect(many.problems).toEqual(one.problems);
      expect([many.lines, many.rows, many.counted]).toEqual([one.lines, one.rows, one.counted]);
      expect(makeReport(many.tally, year, 'internal')).toEqual(makeReport(one.tally, year, 'internal'));
    }
  });
});

describe('the scanner of lines', () => {
  const scan = lineScanner(ReportingRow);
  /** The result for a line among other lines. */
  function scanned(line: string): unknown {
    const start = 3;
    const bytes = Buffer.from(`{}\n${line}\n{}`);
    return scan(bytes, start, start + Buffer.byteLength(line));
  }
  const parsed = (line: string): unknown => JSON.parse(line);

  test('reads what we write', () => {
    for (const row of golden) expect(scanned(JSON.stringify(row))).toEqual(row);
    expect(golden.every((row) => parseRow(row).ok)).toBe(true);
  });

  test('agrees with the schema, whatever is done to a row', () => {
    const odd = fc.oneof(
      fc.constantFrom(
        null,
        true,
        '',
        '2021-02-29',
        '2021-13-01',
        '2020-02-29',
        'x',
        'Kündigung – 🏡',
        0,
        -1,
        1.5,
        1e300,
        [],
        {},
        undefined,
      ),
      fc.string(),
      fc.array(fc.string()),
    );
    const path = fc.constantFrom(...Object.keys(first), 'extra');
    fc.assert(
      fc.property(fc.constantFrom(...golden), path, odd, fc.boolean(), (row, field, value, inside) => {
        const changed =
          inside && row.stage1
            ? { ...row, stage1: { ...row.stage1, [field]: value } }
            : { ...row, [field]: value };
        const line = JSON.stringify(changed);
        const fits = ReportingRow.safeParse(parsed(line)).success;
        // Escaped texts are left to JSON.parse.
        expect(scanned(line)).toEqual(fits && !line.includes('\\') ? parsed(line) : undefined);
      }),
      { numRuns: 3000 },
    );
  });

  test('reads no line that is not JSON, or says something else', () => {
    const lines = golden.slice(0, 40).map((row) => JSON.stringify(row));
    const place = fc.integer({ min: 0, max: 700 });
    const text = fc.oneof(
      fc.constantFrom('', '"', '\\', ',', ':', '}', ']', 'null', '0', '00', ' ', 'é', '\0'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        place,
        fc.integer({ min: 0, max: 3 }),
        text,
        (line, at, cut, put) => {
          const changed = line.slice(0, at) + put + line.slice(at + cut);
          const found = scanned(changed);
          if (found === undefined) return;
          expect(found).toEqual(parsed(changed));
          expect(ReportingRow.safeParse(found).success).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('accepts a line formatted differently', () => {
    const { reference, ...rest } = investigated;
    const otherwise = [
      JSON.stringify({ ...rest, reference }),
      JSON.stringify(second).replaceAll('":', '": '),
      JSON.stringify(first).replace('"compliment"', '"\\u0063ompliment"'),
    ];
    expect(otherwise.map(scanned)).toEqual([undefined, undefined, undefined]);
    expect(readRows(fileOf('otherwise.ndjson', otherwise), year)).toMatchObject({ counted: 3, problems: [] });
  });
});

describe('what is remembered of a million rows', () => {
  test('distinguishes references by number', () => {
    const parts = fc.record({
      prefix: fc.stringMatching(/^[A-Z]{2,4}$/),
      year: fc.integer({ min: 2000, max: 2099 }),
      number: fc.integer({ min: 1, max: 99_999_999 }),
    });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const [left, right] = [referenceNumber(formatReference(a)), referenceNumber(formatReference(b))];
        expect(Number.isSafeInteger(left + 1)).toBe(true);
        expect(left === right).toBe(formatReference(a) === formatReference(b));
      }),
    );
  });

  test('counts numbers like a Map', () => {
    const numbers = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 ** 53 - 2 }));
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 3000, size: 'max' }), (met) => {
        const table = emptyNumberCounts(8);
        const map = new Map<number, number>();
        for (const number of met) {
          expect(countNumber(table, number)).toBe(map.get(number) ?? 0);
          map.set(number, (map.get(number) ?? 0) + 1);
        }
        expect(timesMet(table).sort()).toEqual(Uint32Array.from(map.values()).sort());
      }),
      { numRuns: 50 },
    );
  });

  test('merges two tables, and detects common numbers', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 60 });
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const [one, other, all] = [some, others, [...some, ...others]].map((counted) => {
          const table = emptyNumberCounts(8);
          for (const number of counted) countNumber(table, number);
          return table;
        });
        if (!one || !other || !all) throw new Error('a table is missing');
        expect(meet(one, other)).toBe(some.some((number) => others.includes(number)));
        addNumbers(one, other);
        expect(one.used).toBe(all.used);
        expect(timesMet(one).sort()).toEqual(timesMet(all).sort());
      }),
    );
  });
});
