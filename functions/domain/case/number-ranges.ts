import * as z from 'zod/mini';

/** Whole numbers as ranges from one to another, both included, in ascending order. */
export const NumberRanges = z.array(z.tuple([z.number(), z.number()]));
export type NumberRanges = z.infer<typeof NumberRanges>;

/** However the numbers alternate, no more ranges than this are made by adding. */
const mostRanges = 300;

export const hasNumber = (ranges: Readonly<NumberRanges>, number: number): boolean =>
  ranges.some(([from, to]) => from <= number && number <= to);

export const countOf = (ranges: Readonly<NumberRanges>): number =>
  ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);

/** Adds a number above all others. When there are too many ranges, what lies before it is added with it. */
export function withNumber(ranges: Readonly<NumberRanges>, number: number): NumberRanges {
  const last = ranges.at(-1);
  return last && (last[1] + 1 === number || ranges.length >= mostRanges)
    ? [...ranges.slice(0, -1), [last[0], number]]
    : [...ranges, [number, number]];
}

/** The numbers without those of a range. */
export const withoutRange = (
  ranges: Readonly<NumberRanges>,
  [first, last]: Readonly<NumberRanges[number]>,
): NumberRanges =>
  ranges.flatMap(([from, to]): NumberRanges => {
    if (to < first || last < from) return [[from, to]];
    const before: NumberRanges = from < first ? [[from, first - 1]] : [];
    return last < to ? [...before, [last + 1, to]] : before;
  });
