import english from 'zod/v4/locales/en.js';
import { contradictionsOf, ReportingRow } from '../domain/records/reporting-row.ts';

const { localeError } = english();

/** A row that can be counted, or its problems, field by field. */
export type ParsedRow =
  | { ok: true; row: ReportingRow }
  | { ok: false; problems: { field: string; problem: string }[] };

/** Parses a row from outside, or returns its problems, field by field. */
export function parseRow(candidate: unknown): ParsedRow {
  const parsed = ReportingRow.safeParse(candidate, { error: localeError });
  if (parsed.success) return contradicted(parsed.data);
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => ({
      field: path.map(String).join('.') || 'row',
      problem: message,
    })),
  };
}

/** Checks a row that fits its schema for contradictions. */
export function contradicted(row: ReportingRow): ParsedRow {
  const problems = contradictionsOf(row);
  return problems.length === 0 ? { ok: true, row } : { ok: false, problems };
}
