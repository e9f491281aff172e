import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { contradictionsOf } from '../../functions/domain/records/reporting-row.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import { compareYears } from '../../functions/report/compare-years.ts';
import { figureOf, makeReport } from '../../functions/report/make-report.ts';
import { reportingYear, type Period } from '../../functions/report/period.ts';
import {
  claimsOf,
  Claims,
  contradictionsIn,
  contradictionInWords,
  inconsistentTables,
} from '../../functions/report/reconcile.ts';
import { tallyFile } from '../../functions/report/tally-file.ts';
import { wordReport } from '../../functions/report/word-report.ts';
import { reportWordsIn } from '../../functions/words/report-words.ts';
import { goldenYear, specs } from './golden-years.ts';

const folder = mkdtempSync(join(tmpdir(), 'golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

function period(name: string): Period {
  const found = reportingYear(name);
  if (!found.ok) throw new Error(`no year ${name}`);
  return found.year;
}

async function goldenTally(name: keyof typeof specs) {
  const path = join(folder, `${name.slice(0, 4)}.ndjson`);
  const rows = goldenYear(specs[name]);
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const read = await tallyFile(path, period(name));
  expect(read.problems).toEqual([]);
  return read.tally;
}

const names = ['2019/20', '2020/21', '2021/22'] as const;
const reports = await Promise.all(
  names.map(async (name) => makeReport(await goldenTally(name), period(name), 'internal')),
);
const report = reports[2] ?? makeReport(await goldenTally('2021/22'), period('2021/22'), 'internal');
const comparisons = compareYears(reports);
const worded = wordReport(report, reportWordsIn('en'));
const table = (id: string) => worded.tables.find((one) => one.id === id)?.rows ?? [];
const countAt = (id: string, label: string) => table(id).find((row) => row.label === label)?.cells[0]?.value;

describe('the golden year 2021/22 shows the figures of law.md section 10', () => {
  test.each([
    ['feedback', 198],
    ['compliments', 39],
    ['comments', 10],
    ['complaints', 149],
    ['complaints-share', 75],
    ['investigations', 144],
    ['corporate', 98],
    ['corporate-share', 68],
    ['statutory', 46],
    ['statutory-share', 32],
    ['closed', 143],
    ['upheld-rate', 14],
    ['partially-upheld-rate', 37],
    ['not-upheld-rate', 38],
    ['learning-recorded', 34],
    ['fault-found', 73],
    ['learning-recorded-share', 47],
    ['days-to-close', 28],
    ['days-to-close-corporate', 29],
    ['days-to-close-statutory', 25],
    ['looked-after', 23],
    ['made-by-child', 2],
    ['repeat-complaints', 26],
    ['beyond-stage-1', 8],
    ['reached-stage-2', 7],
    ['reached-lgsco', 1],
    ['monthly-average', 16.5],
  ])('%s is %d', (id, value) => {
    expect(figureOf(report, id).value).toBe(value);
  });

  test('April and October are above the average, November least, quarters 1 and 4 the greatest', () => {
    const months = table('months').map(({ label, cells }) => ({ label, count: cells[0]?.value ?? 0 }));
    expect(months.filter(({ count }) => count > 16.5).map(({ label }) => label)).toEqual([
      'April',
      'October',
    ]);
    expect(months.toSorted((a, b) => a.count - b.count)[0]?.label).toBe('November');
    const quarters = [0, 3, 6, 9].map((first) =>
      months.slice(first, first + 3).reduce((sum, { count }) => sum + count, 0),
    );
    expect(quarters).toEqual([57, 47, 46, 48]);
  });

  test('learning and actions have the printed shares, policy has no complaints, service standards most', () => {
    const share = (id: string, label: string) =>
      table(id).find((row) => row.label === label)?.cells[0]?.share;
    expect(share('learning-types', 'Communication or information')).toBe(46);
    expect(share('learning-types', 'Delivery or non-delivery of service')).toBe(36);
    expect(share('action-types', 'Apology')).toBe(46);
    expect(share('action-types', 'Training or guidance for employees')).toBe(27);
    expect(countAt('categories', 'Policy')).toBeUndefined();
    expect(table('categories')[0]?.label).toBe('Service standards');
  });

  test('the years 2019/20 to 2021/22 compare as printed, with labels by rule', () => {
    const printed = ['compliments', 'investigations', 'days-to-close', 'upheld-rate', 'beyond-stage-1'].map(
      (id) => {
        const found = comparisons.find((comparison) => comparison.id === id);
        return [id, found?.years.map(({ value }) => value), found?.label];
      },
    );
    expect(printed).toEqual([
      ['compliments', [25, 46, 39], 'down'],
      ['investigations', [119, 152, 144], 'down'],
      ['days-to-close', [26, 33, 28], 'down'],
      ['upheld-rate', [16, 10, 14], 'up'],
      ['beyond-stage-1', [4, 7, 8], null],
    ]);
  });

  test('names no change against a missing year', () => {
    const [first] = reports;
    const apart = first ? compareYears([first, report]) : [];
    expect(apart.map(({ label }) => label)).toEqual(apart.map(() => null));
  });

  test('checks how our own report describes changes', () => {
    const mistaken = comparisons.map((one) => ({ ...one, label: one.label && ('similar' as const) }));
    const ids = contradictionsIn(claimsOf(report, mistaken)).map(({ id }) => id);
    expect(ids).toContain('label:upheld-rate');
    expect(ids).not.toContain('label:beyond-stage-1');
  });

  test('our report has no contradiction', () => {
    expect(contradictionsIn(claimsOf(report, comparisons))).toEqual([]);
    expect(inconsistentTables(report)).toEqual([]);
  });
});

describe('the printed report of 2021/22', () => {
  const claims = Claims.parse(
    JSON.parse(readFileSync(new URL('annual-report-2021-22.claims.json', import.meta.url), 'utf8')),
  );
  const found = contradictionsIn(claims);

  test('has exactly these contradictions', () => {
    expect(found.map(({ id }) => id)).toEqual([
      'sum:investigations',
      'share:statutory-share',
      'per-month:monthly-average',
      'per-month:2020/21',
      'printed-year:feedback',
      'printed-year:beyond-stage-1',
      'cohort:Cases progressing beyond stage 1',
      'cohort:Complaints the Ombudsman considered',
      'cohort:Number of complaints investigations',
      'cohort:Days to close',
      'label:compliments',
      'label:investigations',
      'label:days-to-close',
      'label:upheld-rate',
      'label:beyond-stage-1',
      'year:2020/22',
      'year:2021/21',
    ]);
  });

  test('names each with both figures', () => {
    const [first] = found;
    expect(first && contradictionInWords(reportWordsIn('en').contradictions, first)).toBe(
      'corporate 98 (section 3) + statutory 60 (section 3) make 158, not investigations 144 (section 3).',
    );
  });

  test('differs from the golden report only in its mistakes', () => {
    const different = claims.claims
      .filter(({ of, heading }) => heading === undefined && (of === undefined || of === '2021/22'))
      .flatMap(({ id, says }) => {
        const ours = report.figures.find((figure) => figure.id === id)?.value;
        return ours === undefined || ours === says ? [] : [`${id}: printed ${says}, counted ${ours}`];
      });
    expect(different).toEqual([
      'monthly-average: printed 16, counted 16.5',
      'statutory: printed 60, counted 46',
    ]);
  });
});

describe('the golden rows obey the procedures', () => {
  const days = makeWorkingDays(bundledBankHolidays);
  const rows = goldenYear(specs['2021/22']);

  test('no row contradicts itself', () => {
    expect(rows.flatMap((row) => contradictionsOf(row))).toEqual([]);
  });

  test('every stage is due, extended and counted by working days', () => {
    for (const { procedure, received, stage1, stage2 } of rows) {
      if (!stage1) continue;
      const statutory = procedure === 'childrens-statutory';
      expect(stage1.due).toBe(days.add(received, statutory ? 10 : 30));
      expect([null, days.add(received, 20)]).toContain(stage1.extendedDue);
      const answered = stage1.responded;
      expect(stage1.workingDays).toBe(answered === null ? null : days.count(received, answered));
      if (!stage2) continue;
      expect(days.count(stage1.responded ?? '', stage2.opened)).toBeLessThanOrEqual(20);
      expect(stage2.due).toBe(days.add(stage2.opened, statutory ? 25 : 30));
      expect([null, days.add(stage2.opened, 65)]).toContain(stage2.extendedDue);
      expect(stage2.workingDays).toBe(days.count(stage2.opened, stage2.responded ?? ''));
    }
  });
});
