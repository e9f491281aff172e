import { addMonths } from '../domain/time/civil-date.ts';
import type { FigureDefinition, FigureId } from './figures.ts';
import { figureOf, type Report, type Shown } from './make-report.ts';
import { kindOf, type PeriodKind } from './period.ts';

/** A figure over the years, and its change from the year before. There is no label if nothing can be said. */
export interface Comparison {
  id: FigureId;
  unit: FigureDefinition['unit'];
  /** `year` names the period as files do. */
  years: (Shown & { year: string; period: PeriodKind })[];
  label: 'similar' | 'up' | 'down' | null;
  /**
   * The smallest number of cases behind the label: of a count itself, of a share or mean the cases it is taken over.
   */
  base: number;
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

/** Similar within 5 %, otherwise up or down. Undefined on a base under 10 (law.md section 10). */
export function labelOfChange(before: number, now: number, base: number): Comparison['label'] {
  if (base < 10 || before === 0) return null;
  // Within 5 %, in whole numbers: 40 to 42 is similar.
  if (Math.abs(now - before) * 20 <= before + 1e-9) return 'similar';
  return now > before ? 'up' : 'down';
}

/**
 * The reports of one edition next to each other, earliest first. A single report gives no comparison. A label refers to
 * the numbers as printed, and needs the year before among them.
 */
export function compareYears(reports: readonly Report[]): Comparison[] {
  const [last, now] = reports.slice(-2);
  if (!last || !now) return [];
  const follows = addMonths(last.period.from, 12) === now.period.from;
  return compared.map((id) => {
    const [before, figure] = [figureOf(last, id), figureOf(now, id)];
    const base = Math.min(...[before, figure].map(({ denominator }) => denominator ?? before.numerator ?? 0));
    return {
      id,
      unit: figure.unit,
      years: reports.map((report) => {
        const { value, suppressed } = figureOf(report, id);
        return { year: report.period.name, period: kindOf(report.period), value, suppressed };
      }),
      label:
        follows && before.value !== null && figure.value !== null
          ? labelOfChange(before.value, figure.value, base)
          : null,
      base,
    };
  });
}
