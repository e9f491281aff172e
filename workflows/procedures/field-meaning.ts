import type { Field } from './form-field.ts';
import { FieldMeaning } from './meanings.ts';

/** What code reads in a field: what it says that it means, or else its name, if that is one of the meanings. */
export const meaningOfField = (name: string, { means }: Pick<Field, 'means'>): FieldMeaning | undefined =>
  means ?? FieldMeaning.options.find((meaning) => meaning === name);

/** The name of the field of a form that has a meaning. */
export const fieldThatMeans = (
  form: Readonly<Record<string, Field>>,
  meaning: FieldMeaning,
): string | undefined =>
  Object.entries(form).find(([name, field]) => meaningOfField(name, field) === meaning)?.[0];
