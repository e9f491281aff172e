import * as z from 'zod/mini';
import { labelOfChange, type Comparison } from './compare-years.ts';
import type { CohortId } from './cohorts.ts';
import type { FigureId } from './figures.ts';
import type { Report } from './make-report.ts';
import type { TableId } from './tables.ts';
import { monthsOf } from './period.ts';
import { perCent, quotient } from './rounding.ts';

const text = z.string().check(z.minLength(1));

/**
 * A printed number. `of`: the reporting year that it is about, if not the year of the report; `printedYear`: the year
 * that its sentence names; `cohort`: the group that it counts, in the printed words.
 */
const Claim = z.strictObject({
  id: text,
  says: z.number(),
  where: text,
  quote: z.optional(text),
  of: z.optional(text),
  printedYear: z.optional(text),
  heading: z.optional(text),
  cohort: z.optional(text),
});
type Claim = z.infer<typeof Claim>;

/** Everything that a printed report claims. `labels`: how it describes changes from the year before. */
export const Claims = z.strictObject({
  report: text,
  year: text,
  claims: z.array(Claim),
  labels: z.array(
    z.strictObject({
      id: text,
      label: z.enum(['similar', 'up', 'down']),
      where: text,
      /** How many cases a share or mean is taken over, if that is printed. */
      base: z.optional(z.number()),
    }),
  ),
  years: z.array(z.strictObject({ says: text, where: text })),
  /** How many months it is about. 12 if absent. */
  months: z.optional(z.int().check(z.positive())),
});
export type Claims = z.infer<typeof Claims>;

/** A rule that figures must obey, as data. Ids may name another year than the report's: "2020/21:compliments". */
type Identity =
  /** `also`: a further part, if it is printed. */
  | { law: 'sum'; whole: string; parts: readonly string[]; also?: string }
  | { law: 'share'; share: string; part: string; whole: string }
  | { law: 'at most'; part: string; whole: string }
  | { law: 'per month'; average: string; total: string }
  | { law: 'weighted mean'; mean: string; of: readonly { mean: string; cases: string }[] };

/** Investigations under a procedure that has no figure of its own. */
const otherProcedures = 'other-procedures';

/** The rules for the figures of every annual report. Figures that a report does not print are not checked. */
const identities: readonly Identity[] = [
  { law: 'sum', whole: 'feedback', parts: ['compliments', 'comments', 'complaints'] },
  { law: 'sum', whole: 'investigations', parts: ['corporate', 'statutory'], also: otherProcedures },
  { law: 'share', share: 'complaints-share', part: 'complaints', whole: 'feedback' },
  { law: 'share', share: 'corporate-share', part: 'corporate', whole: 'investigations' },
  { law: 'share', share: 'statutory-share', part: 'statutory', whole: 'investigations' },
  { law: 'share', share: 'upheld-rate', part: 'upheld', whole: 'closed' },
  { law: 'share', share: 'learning-recorded-share', part: 'learning-recorded', whole: 'fault-found' },
  { law: 'per month', average: 'monthly-average', total: 'feedback' },
  { law: 'at most', part: 'investigations', whole: 'complaints' },
  { law: 'at most', part: 'looked-after', whole: 'complaints' },
  { law: 'at most', part: 'made-by-child', whole: 'complaints' },
  { law: 'at most', part: 'repeat-complaints', whole: 'complaints' },
  { law: 'at most', part: 'stage-1', whole: 'closed' },
  { law: 'at most', part: 'fault-found', whole: 'closed' },
  { law: 'at most', part: 'upheld', whole: 'fault-found' },
  { law: 'at most', part: 'learning-recorded', whole: 'fault-found' },
  { law: 'at most', part: 'reached-stage-2', whole: 'beyond-stage-1' },
  { law: 'at most', part: 'reached-stage-3', whole: 'beyond-stage-1' },
  { law: 'at most', part: 'reached-lgsco', whole: 'beyond-stage-1' },
  {
    law: 'weighted mean',
    mean: 'days-to-close',
    of: [
      { mean: 'days-to-close-corporate', cases: 'corporate' },
      { mean: 'days-to-close-statutory', cases: 'statutory' },
    ],
  },
  {
    law: 'sum',
    whole: 'lgsco:considered',
    parts: ['lgsco:upheld', 'lgsco:not-upheld', 'lgsco:referred-back-or-closed'],
  },
];

/** A claim as a contradiction names it. Of our own reports `where` is one of `places`, of others it is text. */
export type Named = Pick<Claim, 'id' | 'says' | 'where'>;

/** Where our own reports print a figure. */
export type Place = 'figures' | 'comparison' | 'tables';

/** What a sentence about each kind of contradiction needs to know, by its code. */
interface ContradictionParams {
  'same-figure': { one: Named; other: Named };
  sum: { parts: readonly Named[]; sum: number; whole: Named };
  share: { part: Named; whole: Named; worked: number | null; share: Named };
  'more-than-whole': { part: Named; whole: Named };
  'per-month': { total: Named; months: number; worked: number | null; average: Named };
  mean: { means: readonly Named[]; worked: number; mean: Named };
  'per-month-before': {
    year: string;
    compliments: Named;
    investigations: Named;
    least: number;
    average: Named;
  };
  'printed-year': { claim: Named; subject: string; printedYear: string };
  cohort: {
    heading: string;
    one: Named;
    oneCohort: string | undefined;
    other: Named;
    otherCohort: string | undefined;
  };
  label: {
    where: string;
    figure: string;
    label: Label;
    before: number;
    now: number;
    /** The right label; null: the base is too small for one. */
    rule: Label | null;
  };
  'no-year': { year: string; where: string };
  'table-total': { table: TableId; sum: number; column: CohortId; total: number };
  published: { figure: FigureId; year: string; before: number; now: number };
  /** The public edition does not print both figures. */
  untold: object;
}
type Label = Claims['labels'][number]['label'];
type ContradictionCode = keyof ContradictionParams;

/** Two printed statements that cannot both be right, worded where they are shown. Printed explanations refer to `id`. */
export type Contradiction<Code extends ContradictionCode = ContradictionCode> = {
  [One in Code]: { id: string; code: One; params: ContradictionParams[One] };
}[Code];

export type ContradictionSentences = {
  [Code in ContradictionCode]: (params: ContradictionParams[Code]) => string;
};

/** The contradiction as a sentence. */
export const contradictionInWords = <Code extends ContradictionCode>(
  sentences: { [One in Code]: (params: ContradictionParams[One]) => string },
  { code, params }: Contradiction<Code>,
): string => sentences[code](params);

type Said = Map<string, Claim[]>;

/** The id of the number of cases behind a mean. */
const casesOf = (mean: string) => `${mean}:cases`;

/** Every contradiction among the claims of a report, each with both figures. */
export function contradictionsIn({ year, claims, labels, years, months = 12 }: Claims): Contradiction[] {
  const printedFigures: Said = new Map();
  for (const claim of claims) {
    const key = claim.of === undefined || claim.of === year ? claim.id : `${claim.of}:${claim.id}`;
    printedFigures.set(key, [...(printedFigures.get(key) ?? []), claim]);
  }
  return [
    ...[...printedFigures].flatMap(([key, printed]) => printedTwice(key, printed)),
    ...identities.flatMap((identity) => brokenBy(identity, printedFigures, months)),
    ...previousTotals(claims, year, printedFigures),
    ...claims.flatMap((claim) => wrongYear(claim, year)),
    ...cohortsMixed(claims),
    ...labels.flatMap((label) => wrongLabel(label, printedFigures)),
    ...years
      .filter(({ says }) => !isReportingYear(says))
      .map(({ says, where }) => ({
        id: `year:${says}`,
        code: 'no-year' as const,
        params: { year: says, where },
      })),
  ];
}

function printedTwice(key: string, printed: readonly Claim[]): Contradiction[] {
  const [first] = printed;
  const other = printed.find(({ says, heading }) => says !== first?.says && heading === first?.heading);
  return first && other ? [{ id: `same:${key}`, code: 'same-figure', params: { one: first, other } }] : [];
}

function brokenBy(identity: Identity, said: Said, months: number): Contradiction[] {
  const get = (id: string) => said.get(id)?.[0];
  switch (identity.law) {
    case 'sum': {
      const whole = get(identity.whole);
      const parts = identity.parts.flatMap((id) => get(id) ?? []);
      const missing = parts.length < identity.parts.length;
      parts.push(...(identity.also === undefined ? [] : (said.get(identity.also) ?? [])));
      const sum = parts.reduce((total, { says }) => total + says, 0);
      if (!whole || missing || sum === whole.says) return [];
      return [
        {
          id: `sum:${identity.whole}`,
          code: 'sum',
          params: { parts, sum, whole },
        },
      ];
    }
    case 'share': {
      const [share, part, whole] = [get(identity.share), get(identity.part), get(identity.whole)];
      if (!share || !part || !whole) return [];
      const worked = perCent(part.says, whole.says);
      if (worked === share.says) return [];
      return [
        {
          id: `share:${identity.share}`,
          code: 'share',
          params: { part, whole, worked, share },
        },
      ];
    }
    case 'at most': {
      const [part, whole] = [get(identity.part), get(identity.whole)];
      if (!part || !whole || part.says <= whole.says) return [];
      return [
        {
          id: `at-most:${identity.part}`,
          code: 'more-than-whole',
          params: { part, whole },
        },
      ];
    }
    case 'per month': {
      const [average, total] = [get(identity.average), get(identity.total)];
      if (!average || !total) return [];
      const worked = quotient(total.says, months, 1);
      if (worked === average.says) return [];
      return [
        {
          id: `per-month:${identity.average}`,
          code: 'per-month',
          params: { total, months, worked, average },
        },
      ];
    }
    case 'weighted mean': {
      const mean = get(identity.mean);
      const groups = identity.of.flatMap((group) => {
        const each = get(group.mean);
        // The number of answered cases, if it is printed. Otherwise the number of cases must do.
        const cases = get(casesOf(group.mean)) ?? get(group.cases);
        return each && cases ? [{ each, cases: cases.says }] : [];
      });
      const cases = groups.reduce((sum, group) => sum + group.cases, 0);
      if (!mean || groups.length < identity.of.length || cases === 0) return [];
      // The mean includes cases of further procedures.
      if ((get(casesOf(identity.mean))?.says ?? cases) !== cases) return [];
      // Each printed mean is rounded by up to a half, so two of them can differ by up to one.
      const worked = groups.reduce((sum, { each, cases: n }) => sum + each.says * n, 0) / cases;
      if (Math.abs(worked - mean.says) <= 1) return [];
      return [
        {
          id: `mean:${identity.mean}`,
          code: 'mean',
          params: { means: groups.map(({ each }) => each), worked, mean },
        },
      ];
    }
  }
}

/**
 * The feedback of the year before is at least its compliments and investigations, and its monthly average follows from
 * that.
 */
function previousTotals(claims: readonly Claim[], year: string, said: Said): Contradiction[] {
  const earlier = new Set(claims.flatMap(({ of }) => (of === undefined || of === year ? [] : [of])));
  return [...earlier].flatMap((of) => {
    const [average, compliments, investigations] = ['monthly-average', 'compliments', 'investigations'].map(
      (id) => said.get(`${of}:${id}`)?.[0],
    );
    if (!average || !compliments || !investigations) return [];
    const least = quotient(compliments.says + investigations.says, 12, 1) ?? 0;
    if (average.says >= least) return [];
    return [
      {
        id: `per-month:${of}`,
        code: 'per-month-before',
        params: { year: of, compliments, investigations, least, average },
      },
    ];
  });
}

function wrongYear(claim: Claim, year: string): Contradiction[] {
  const subject = claim.of ?? year;
  if (claim.printedYear === undefined || claim.printedYear === subject) return [];
  return [
    {
      id: `printed-year:${claim.id}`,
      code: 'printed-year',
      params: { claim, subject, printedYear: claim.printedYear },
    },
  ];
}

function cohortsMixed(claims: readonly Claim[]): Contradiction[] {
  const headings = new Set(claims.flatMap(({ heading }) => heading ?? []));
  return [...headings].flatMap((heading) => {
    const under = claims.filter((claim) => claim.heading === heading && claim.cohort !== undefined);
    const [first] = under;
    const other = under.find(({ cohort }) => cohort !== first?.cohort);
    if (!first || !other) return [];
    return [
      {
        id: `cohort:${heading}`,
        code: 'cohort',
        params: { heading, one: first, oneCohort: first.cohort, other, otherCohort: other.cohort },
      },
    ];
  });
}

function wrongLabel({ id, label, where, base }: Claims['labels'][number], said: Said): Contradiction[] {
  const now = said.get(id)?.[0];
  const before = [...said]
    .filter(([key]) => key.endsWith(`:${id}`))
    .sort(([a], [b]) => (a < b ? 1 : -1))[0]?.[1][0];
  if (!now || !before) return [];
  const rule = labelOfChange(before.says, now.says, base ?? before.says);
  if (rule === label) return [];
  return [
    {
      id: `label:${id}`,
      code: 'label',
      params: { where, figure: id, label, before: before.says, now: now.says, rule },
    },
  ];
}

const isReportingYear = (name: string) => {
  const [, from, until] = /^\d\d(\d\d)\/(\d\d)$/.exec(name) ?? [];
  return from !== undefined && (Number(from) + 1) % 100 === Number(until);
};

/** The claims of one of our own reports in the same form, so that the same rules check it. */
export function claimsOf(report: Report, comparisons: readonly Comparison[]): Claims {
  return {
    report: report.period.name,
    year: report.period.name,
    claims: [
      ...report.figures.flatMap(({ id, value }) =>
        value === null ? [] : [{ id, says: value, where: 'figures' satisfies Place }],
      ),
      ...report.figures.flatMap(({ id, unit, denominator }) =>
        unit === 'working days' && denominator !== null
          ? [{ id: casesOf(id), says: denominator, where: 'figures' satisfies Place }]
          : [],
      ),
      ...investigationsByOtherProcedures(report),
      ...comparisons.flatMap(({ id, years }) =>
        years.flatMap(({ year, value }) =>
          value === null ? [] : [{ id, says: value, where: 'comparison' satisfies Place, of: year }],
        ),
      ),
    ],
    labels: comparisons.flatMap(({ id, label, base }) =>
      label === null ? [] : [{ id, label, where: 'comparison' satisfies Place, base }],
    ),
    years: [],
    months: monthsOf(report.period),
  };
}

/** The procedures that have figures of their own. */
const withFigures = new Set(['corporate', 'childrens-statutory']);

function investigationsByOtherProcedures({ tables }: Report): Claims['claims'] {
  const table = tables.find(({ id }) => id === 'procedures');
  const others = (table?.rows ?? []).filter(({ key }) => !withFigures.has(key));
  const says = others.reduce((sum, { cells }) => sum + (cells[0]?.value ?? 0), 0);
  return says === 0 ? [] : [{ id: otherProcedures, says, where: 'tables' satisfies Place }];
}

/** Tables whose rows do not add up to their total. */
export function inconsistentTables(report: Report): Contradiction[] {
  return report.tables.flatMap(({ id, columns, rows, total }) =>
    columns.flatMap((column, i) => {
      const whole = total?.cells[i]?.value;
      const parts = rows.map(({ cells }) => cells[i]?.value ?? null);
      if (whole === undefined || whole === null || parts.includes(null)) return [];
      const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
      if (sum === whole) return [];
      return [
        {
          id: `table:${id}`,
          code: 'table-total' as const,
          params: { table: id, sum, column, total: whole },
        },
      ];
    }),
  );
}
