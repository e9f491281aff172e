import { figureOf, type Report, type Shown } from './make-report.ts';

/** A figure over the years, and how it changed against the year before; no label where nothing can be said. */
export interface Comparison {
  id: string;
  title: string;
  unit: string;
  years: (Shown & { year: string })[];
  label: 'similar' | 'up' | 'down' | null;
}

/** The figures that are compared year by year, in this order. */
const compared = [
  'compliments',
  'complaints',
  'investigations',
  'days-to-close',
  'in-time-extended',
  'upheld-rate',
  'beyond-stage-1',
  'learning-recorded-share',
] as const;

/** Similar within 5 %, otherwise up or down; nothing on a base under 10 (RULES 10). */
export function labelOfChange(before: number, now: number, base: number): Comparison['label'] {
  if (base < 10 || before === 0) return null;
  // Within 5 %: in whole numbers, so that 40 to 42 is similar.
  if (Math.abs(now - before) * 20 <= before + 1e-9) return 'similar';
  return now > before ? 'up' : 'down';
}

/** The reports of one edition, earliest first, side by side; one alone makes no comparison. */
export function compareYears(reports: readonly Report[]): Comparison[] {
  if (reports.length < 2) return [];
  return compared.map((id) => {
    const all = reports.map((report) => ({ year: report.period.name, figure: figureOf(report, id) }));
    const [before, now] = all.slice(-2).map(({ figure }) => figure);
    const { title = id, unit = '' } = now ?? {};
    const exact = (figure: typeof now) =>
      figure?.value === null || figure?.value === undefined
        ? undefined
        : (figure.numerator ?? 0) / (figure.denominator ?? 1);
    const [was, is] = [exact(before), exact(now)];
    // The base of a count is the count, that of a share or a mean the cases it is taken over.
    const base = Math.min(...[before, now].map((figure) => figure?.denominator ?? before?.numerator ?? 0));
    return {
      id,
      title,
      unit,
      years: all.map(({ year, figure: { value, suppressed } }) => ({ year, value, suppressed })),
      label: was === undefined || is === undefined ? null : labelOfChange(was, is, base),
    };
  });
}
