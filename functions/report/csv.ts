import { ReportingRow } from '../domain/records/reporting-row.ts';
import type { ReportWords } from '../words/report-words.ts';
import type { Shown } from './make-report.ts';
import type { WordedTable } from './word-report.ts';

// A spreadsheet would run such a text as a formula when it opens the file.
const formula = /^[=+\-@\t\r\n]/;

/** One cell: quoted if necessary, and never a formula. */
function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of RFC 4180. */
export const csvLine = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;

/** Spreadsheets read a file as UTF-8 only if it begins with this mark. */
export const byteOrderMark = '\uFEFF';

const shown = ({ value, suppressed }: Shown) => (suppressed ? '[c]' : value);

/** A table of a report as CSV; "[c]" replaces a suppressed number. */
export function tableCsv(
  { by, columns, rows, total, hasDays }: WordedTable,
  { tables: words }: ReportWords,
): string {
  return (
    byteOrderMark +
    csvLine([by, ...columns.map(({ title }) => title), ...(hasDays ? [words.mean, words.median] : [])]) +
    [...rows, ...(total ? [total] : [])]
      .map(({ label, cells, mean, median }) =>
        csvLine([label, ...cells.map(shown), ...(hasDays ? [shown(mean), shown(median)] : [])]),
      )
      .join('')
  );
}

type Flat = string | number | boolean | null;

/** A row as columns: members of an object become `object.field`, lists are joined by "; ". */
export function flatRow(row: ReportingRow): [column: string, value: Flat][] {
  const {
    stage1,
    stage2,
    stage3,
    findings,
    actions,
    remedies,
    routes,
    joint,
    lgsco,
    themes,
    learning,
    ...flat
  } = row;
  const stage = (
    name: keyof typeof ofOneStage,
    from: ReportingRow['stage1'] | ReportingRow['stage2'] | ReportingRow['stage3'],
  ): [string, Flat][] => {
    const { findings: points, ...rest } = from ?? { findings: null };
    const cells = new Map<string, Flat>([
      ...Object.entries(rest),
      ...Object.entries(points ?? {}).map(([found, count]): [string, Flat] => [`findings.${found}`, count]),
    ]);
    return columnsOf(name).map((column) => [`${name}.${column}`, cells.get(column) ?? null]);
  };
  return [
    ...Object.entries(flat),
    ['themes', themes.join('; ')],
    ...stage('stage1', stage1),
    ...stage('stage2', stage2),
    ...stage('stage3', stage3),
    ...Object.entries(findings).map(([name, points]): [string, Flat] => [`findings.${name}`, points]),
    ['learning', learning.join('; ')],
    [
      'actions',
      actions.map(({ type, due, done }) => `${type} (due ${due ?? '-'}, done ${done ?? '-'})`).join('; '),
    ],
    ['remedies.apology', remedies?.apology ?? null],
    ['remedies.decidedPence', remedies?.decidedPence ?? null],
    ['remedies.paidPence', remedies?.paidPence ?? null],
    [
      'remedies.payments',
      (remedies?.payments ?? [])
        .map(({ pence, decided, paid }) => `${pence} (decided ${decided}, paid ${paid ?? '-'})`)
        .join('; '),
    ],
    ['routes', (routes ?? []).map(({ route, count }) => `${route} ${count}`).join('; ')],
    ['joint.with', joint?.with ?? null],
    ['joint.lead', joint?.lead ?? null],
    ['lgsco.received', lgsco?.received ?? null],
    ['lgsco.decision', lgsco?.decision ?? null],
    [
      'lgsco.remedies',
      (lgsco?.remedies ?? [])
        .map(({ kind, due, done }) => `${kind} (due ${due}, done ${done ?? '-'})`)
        .join('; '),
    ],
    ['lgsco.remediesInTime', lgsco?.remedies?.filter(({ inTime }) => inTime === true).length ?? null],
    ['lgsco.remediesLate', lgsco?.remedies?.filter(({ inTime }) => inTime === false).length ?? null],
  ];
}

const stageColumns = [
  'opened',
  'due',
  'extendedDue',
  'responded',
  'workingDays',
  'inTimeOriginal',
  'inTimeExtended',
  'outcome',
  'findings.upheld',
  'findings.partiallyUpheld',
  'findings.notUpheld',
];
const ofOneStage = {
  stage1: [],
  stage2: ['statementAgreed', 'workingDaysFromStatement', 'investigationOutcome'],
  stage3: ['panelOutcome'],
};
const columnsOf = (stage: keyof typeof ofOneStage) => [...stageColumns, ...ofOneStage[stage]];

const nested = new Set([
  'stage1',
  'stage2',
  'stage3',
  'findings',
  'actions',
  'remedies',
  'routes',
  'joint',
  'lgsco',
  'themes',
  'learning',
]);

/** Every column of `flatRow`, in its order. */
export const flatColumns: readonly string[] = [
  ...Object.keys(ReportingRow.shape).filter((name) => !nested.has(name)),
  'themes',
  ...columnsOf('stage1').map((column) => `stage1.${column}`),
  ...columnsOf('stage2').map((column) => `stage2.${column}`),
  ...columnsOf('stage3').map((column) => `stage3.${column}`),
  ...Object.keys(ReportingRow.shape.findings.shape).map((name) => `findings.${name}`),
  'learning',
  'actions',
  'remedies.apology',
  'remedies.decidedPence',
  'remedies.paidPence',
  'remedies.payments',
  'routes',
  'joint.with',
  'joint.lead',
  'lgsco.received',
  'lgsco.decision',
  'lgsco.remedies',
  'lgsco.remediesInTime',
  'lgsco.remediesLate',
];
