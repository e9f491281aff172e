import type * as z from 'zod/mini';
import {
  contradictionsOf,
  ReportingRow,
  rowFormats,
  type RowContradiction,
  type RowFormat,
  type stages,
} from '../domain/records/reporting-row.ts';
import type { PeriodKind } from './period.ts';

/** What a sentence about each problem of a row needs to know, by the code of the problem. */
type RowProblemParams = Record<RowContradiction | RowFormat, object> & {
  'not-stage-reached': { reached: (typeof stages)[number] | null };
  'not-utf-8': object;
  'not-json': object;
  /** What the schema says; `input` has the type of the value that it is about. */
  'not-fitting': { issue: z.core.$ZodIssue };
  'other-period': { period: PeriodKind };
  'repeated-reference': object;
  /** The stored case from which the row would be made. */
  unreadable: object;
};
type RowProblemCode = keyof RowProblemParams;

/** What is wrong with a field of a row, which is therefore not counted; worded where it is shown. */
export type FieldProblem<Code extends RowProblemCode = RowProblemCode> = {
  [One in Code]: { field: string; code: One; params: RowProblemParams[One] };
}[Code];

export type RowProblemSentences = { [Code in RowProblemCode]: (params: RowProblemParams[Code]) => string };

/** The problem as the rest of a sentence that begins with the field. */
export const rowProblemInWords = <Code extends RowProblemCode>(
  sentences: { [One in Code]: (params: RowProblemParams[One]) => string },
  { code, params }: FieldProblem<Code>,
): string => sentences[code](params);

/** A row that can be counted, or its problems, field by field. */
export type ParsedRow = { ok: true; row: ReportingRow } | { ok: false; problems: FieldProblem[] };

/** Parses a row from outside, or returns its problems, field by field. */
export function parseRow(candidate: unknown): ParsedRow {
  const parsed = ReportingRow.safeParse(candidate, { reportInput: true });
  if (parsed.success) return contradicted(parsed.data);
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => {
      const field = issue.path.map(String).join('.') || 'row';
      const format = rowFormats.find((code) => code === issue.message);
      return format === undefined
        ? { field, code: 'not-fitting', params: { issue: withSmallInput(issue) } }
        : { field, code: format, params: {} };
    }),
  };
}

/** An issue with no more of the value than words need, which is its type: a file may have a million wrong rows. */
function withSmallInput(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code === 'invalid_type') return { ...issue, input: small(issue.input) };
  const { input: _, ...rest } = issue;
  return rest;
}

/** A value of the same type. */
const small = (input: unknown): unknown => {
  if (typeof input === 'string') return '';
  if (Array.isArray(input)) return [];
  return typeof input === 'object' && input !== null ? {} : input;
};

/** Checks a row that fits its schema for contradictions. */
export function contradicted(row: ReportingRow): ParsedRow {
  const problems = contradictionsOf(row);
  return problems.length === 0 ? { ok: true, row } : { ok: false, problems };
}
