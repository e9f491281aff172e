import { expect, test } from 'vitest';
import type { ReportingRow } from '../../functions/domain/records/reporting-row.ts';
import { figureOf, makeReport, type Report } from '../../functions/report/make-report.ts';
import { counter, emptyTally } from '../../functions/report/tally.ts';
import { wordReport } from '../../functions/report/word-report.ts';
import { reportWordsIn } from '../../functions/words/report-words.ts';
import { goldenYear, specs } from './golden-years.ts';

const year = { name: '2021/22', from: '2021-04-01', until: '2022-03-31' };
const golden = [...goldenYear(specs['2021/22'])];

function publicEdition(rows: Iterable<ReportingRow>): Report {
  const tally = emptyTally();
  const count = counter(tally, year);
  for (const row of rows) count(row);
  return makeReport(tally, year, 'public');
}

const tableOf = (report: Report, id: string) => {
  const found = wordReport(report, reportWordsIn('en')).tables.find((table) => table.id === id);
  if (!found) throw new Error(`no table ${id}`);
  return found;
};
/** The printed values of a table: a number for each column, `[c]` for a hidden one. */
const printed = (report: Report, id: string): Record<string, (number | string | null)[]> =>
  Object.fromEntries(
    tableOf(report, id).rows.map(({ label, cells }) => [
      label,
      cells.map(({ value, suppressed }) => (suppressed ? '[c]' : value)),
    ]),
  );

/** A complaint of the golden year, closed as it says. */
const closedAs = (outcome: ReportingRow['outcome'], n: number): ReportingRow[] => {
  const like = golden.find((row) => row.outcome === outcome && row.investigated);
  if (!like) throw new Error(`no ${outcome} complaint`);
  return Array.from({ length: n }, (_, i) => ({ ...like, reference: `${outcome} ${i}` }));
};

test('the position of a row does not reveal its hidden number', () => {
  const relations = tableOf(publicEdition(golden), 'relations').rows.map(({ label, cells }) => [
    label,
    cells[0]?.value,
  ]);
  // Otherwise 13 foster carers would come before 13 special guardians.
  expect(relations).toEqual([
    ['Parent', 107],
    ['Grandparent or other relative', 14],
    ['Special guardian', 13],
    ['Foster carer', null],
    ['The child', null],
  ]);
});

test('teams do not add up to a hidden number of their service area', () => {
  const report = publicEdition(golden);
  const [teams, areas] = [printed(report, 'teams'), printed(report, 'service-areas')];
  for (const [area, counts] of Object.entries(areas))
    for (const column of [0, 1]) {
      const within = Object.entries(teams).filter(([team]) =>
        golden.some((row) => row.serviceArea === area && row.team === team),
      );
      const hidden = within.filter(([, cells]) => cells[column] === '[c]').length;
      const known = within.reduce((sum, [, cells]) => sum + (Number(cells[column]) || 0), 0);
      if (counts[column] === '[c]') continue;
      const left = Number(counts[column]) - known;
      // One alone is what is left; and so many as there are in all are one each.
      expect([area, column, hidden === 1 || (hidden > 0 && hidden === left)]).toEqual([area, column, false]);
    }
});

test.each([
  { upheld: 20, partially: 20, not: 6, withdrawn: 3 },
  { upheld: 6, partially: 30, not: 30, withdrawn: 3 },
])('outcomes cannot be derived from neighbouring figures: %o', ({ upheld, partially, not, withdrawn }) => {
  const report = publicEdition([
    ...closedAs('upheld', upheld),
    ...closedAs('partially upheld', partially),
    ...closedAs('not upheld', not),
    ...closedAs('withdrawn', withdrawn),
  ]);
  expect(printed(report, 'outcomes')).toEqual({
    Upheld: [upheld],
    'Partially upheld': [partially],
    'Not upheld': [not],
    Withdrawn: ['[c]'],
    'No recorded outcome': [0],
  });
  // Both together would tell of the withdrawn; the responses say more.
  expect(figureOf(report, 'stage-1').value).toBe(upheld + partially + not);
  expect(figureOf(report, 'closed')).toMatchObject({ value: null, suppressed: true });
  expect(figureOf(report, 'upheld-rate')).toMatchObject({ suppressed: true, denominator: null });
  expect(figureOf(report, 'upheld-rate-found').suppressed).toBe(false);
});

test('a part equal to its whole does not reveal it, or the reverse', () => {
  const report = publicEdition(golden);
  // Each statutory stage 2 has a statement: 5 of them would leave 2 of 7.
  expect(printed(report, 'stage-2-days')).toMatchObject({ Corporate: ['[c]', '[c]', '[c]'] });
  expect(printed(report, 'stage-2-statement-days')).toEqual({
    'Statutory (children’s social care)': ['[c]'],
  });
});
