import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csvLine, flatRow } from '../../functions/report/csv.ts';
import { describeRows } from '../../functions/report/describe-rows.ts';
import { goldenYear, specs } from './golden-years.ts';

describe('CSV', () => {
  test.each([
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['+44', "'+44"],
    ['-1', "'-1"],
    ['@cmd', "'@cmd"],
    ['\tx', "'\tx"],
    ['\n=x', '"\'\n=x"'],
    ['a, b', '"a, b"'],
    ['a\nb', '"a\nb"'],
    ['plain = text', 'plain = text'],
  ])('%j is written as %j', (value, cell) => {
    expect(csvLine([value])).toBe(`${cell}\r\n`);
  });

  test('every row has the same columns, whatever stages it has', () => {
    const columns = goldenYear(specs['2021/22']).map((row) =>
      flatRow(row)
        .map(([name]) => name)
        .join(),
    );
    expect(new Set(columns).size).toBe(1);
    expect(columns[0]).toContain('stage2.workingDaysFromStatement');
  });
});

test('the documentation of the rows is current (npm run reporting-row-doc)', () => {
  const doc = new URL('../../functions/report/docs/reporting-row.md', import.meta.url);
  expect(readFileSync(doc, 'utf8')).toBe(describeRows());
});
