import type { CivilDate } from '../../domain/time/civil-date.ts';
import { clean } from '../../domain/text/clean-text.ts';

/** A form as it was sent: every field with all of its values, and the files. Empty file fields are left out. */
export interface PostedForm {
  fields: Record<string, string[]>;
  files: Record<string, File>;
}

export const noForm: PostedForm = { fields: {}, files: {} };

/** Reads a form in either encoding. All its texts are cleaned. */
export async function readForm(request: Pick<Request, 'formData'>): Promise<PostedForm> {
  const fields: Record<string, string[]> = Object.create(null);
  const files: Record<string, File> = Object.create(null);
  for (const [name, value] of await request.formData()) {
    if (typeof value === 'string') (fields[name] ??= []).push(clean(value));
    else if (value.size > 0) files[name] = value;
  }
  return { fields, files };
}

/** The first value of a field, or '' if it was not sent. */
export function field({ fields }: Pick<PostedForm, 'fields'>, name: string): string {
  return fields[name]?.[0] ?? '';
}

/** Fields as hidden ones of the next page, so that the form is sent with it again. */
export const hiddenFields = (
  fields: Readonly<Record<string, readonly string[] | undefined>>,
): { name: string; value: string }[] =>
  Object.entries(fields).flatMap(([name, values = []]) => values.map((value) => ({ name, value })));

/** The text typed into the three fields of a date. */
export function typedDate(name: string, typed: Readonly<Record<string, readonly string[]>>) {
  const part = (which: string) => typed[`${name}.${which}`]?.[0] ?? '';
  return { day: part('day'), month: part('month'), year: part('year') };
}

/**
 * A date of three fields. Undefined if nothing was entered. An impossible date stays as it was typed, so its error is
 * found.
 */
export function dateAnswer(
  name: string,
  typed: Readonly<Record<string, readonly string[]>>,
): CivilDate | undefined {
  const parts = typedDate(name, typed);
  const [year, month, day] = [parts.year.trim(), parts.month.trim(), parts.day.trim()];
  if (year === '' && month === '' && day === '') return undefined;
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
