import english from 'zod/v4/locales/en.js';
import type { RowProblemSentences } from '../../report/parse-row.ts';
import type { ContradictionSentences, Named, Place } from '../../report/reconcile.ts';
import { cohortNames, figureNames, tableTitles } from './report-names.ts';
import { periodName } from './report-shared.ts';

const { localeError } = english();

/** What is wrong with a row of a report, after the name of the field. */
export const rowProblems = {
  'before-received': () => 'is before received',
  'investigated-without-complaint': () => 'is true, but this is not a complaint',
  'missing-when-investigated': () => 'is missing from an investigated complaint',
  'contradicts-investigated': () => 'contradicts investigated',
  'repeated-theme': () => 'names a theme twice',
  'not-stage-reached': ({ reached }) => `is not "${reached ?? 'null'}", as stage1 to lgsco say`,
  'more-days-than-from-statement': () => 'is more than the days from statementAgreed to responded',
  'before-opened': () => 'is before opened',
  'before-due': () => 'is before due',
  'after-closed': () => 'is after closed',
  'exactly-when-responded': () => 'must be there exactly when responded is',
  'more-days-than-from-opened': () => 'is more than the days from opened to responded',
  'contradicts-due': () => 'contradicts due and responded',
  'contradicts-extended-due': () => 'contradicts extendedDue and responded',
  'not-a-reference': () => 'write a reference such as SC-2021-00412-7',
  'not-a-key': () => 'write 12 hexadecimal digits',
  'not-utf-8': () => 'is not UTF-8',
  'not-json': () => 'is not JSON',
  'not-fitting': ({ issue }) => {
    const said = localeError({ input: undefined, ...issue });
    return typeof said === 'string' ? said : (said?.message ?? issue.message);
  },
  'other-period': ({ period }) => `is a row of another year, nothing in it is of ${periodName(period)}`,
  'repeated-reference': () => 'is there already; the first row counts',
  unreadable: () => 'is of a case that cannot be read',
} satisfies RowProblemSentences;

const places: Readonly<Record<string, string>> = {
  figures: 'figures',
  comparison: 'comparison',
  tables: 'tables',
} satisfies Record<Place, string>;

const placeOf = (where: string) => places[where] ?? where;
const named = ({ id, says, where }: Named) => `${id} ${says} (${placeOf(where)})`;

/** Why two printed figures cannot both be right. */
export const contradictions = {
  'same-figure': ({ one, other }) => `${named(one)} and ${named(other)} are the same figure.`,
  sum: ({ parts, sum, whole }) => `${parts.map(named).join(' + ')} make ${sum}, not ${named(whole)}.`,
  share: ({ part, whole, worked, share }) =>
    `${named(part)} of ${named(whole)} is ${worked} %, not ${named(share)} %.`,
  'more-than-whole': ({ part, whole }) => `${named(part)} is more than ${named(whole)}, its whole.`,
  'per-month': ({ total, months, worked, average }) =>
    `${named(total)} in ${months === 12 ? 'twelve' : months} months is ${worked} a month, not ${named(average)}.`,
  mean: ({ means, worked, mean }) =>
    `${means.map(named).join(' and ')} make a mean of ${worked.toFixed(1)}, not ${named(mean)}.`,
  'per-month-before': ({ year, compliments, investigations, least, average }) =>
    `${year}: ${named(compliments)} and ${named(investigations)} alone are ${least} a month, more than ${named(average)}.`,
  'printed-year': ({ claim, subject, printedYear }) =>
    `${named(claim)} is of ${subject}, its sentence says ${printedYear}.`,
  cohort: ({ heading, one, oneCohort, other, otherCohort }) =>
    `Under "${heading}", ${named(one)} counts ${oneCohort}, ${named(other)} counts ${otherCohort}.`,
  label: ({ where, figure, label, before, now, rule }) =>
    `${placeOf(where)} calls ${figure} "${label}": ${before} to ${now} is ${
      rule === null ? 'a base under 10, which has no label' : `"${rule}" by the rule of 5 %`
    }.`,
  'no-year': ({ year, where }) =>
    `"${year}" (${placeOf(where)}) is no reporting year: a year is followed by the next one.`,
  'table-total': ({ table, sum, column, total }) =>
    `The rows of "${tableTitles[table]}" make ${sum} ${cohortNames[column].title}, the total says ${total}.`,
  published: ({ figure, year, before, now }) =>
    `${figureNames[figure].title} of ${year} was published as ${before}; from the rows of that year it is ${now}.`,
  untold: () => 'Two figures contradict each other; one of them is not published.',
} satisfies ContradictionSentences;
