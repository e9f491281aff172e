import type * as z from 'zod/mini';
import type { FieldRefusal, ValueKind } from './refusal.ts';

const kinds: Readonly<Record<string, ValueKind>> = {
  string: 'text',
  number: 'number',
  int: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
  record: 'object',
};

/**
 * The misfits between input and a schema, by the paths of the fields. The schema must be parsed with `reportInput:
 * true`; otherwise a missing answer looks like one of the wrong type.
 */
export function inputRefusals(issues: readonly z.core.$ZodIssue[]): FieldRefusal[] {
  return issues.flatMap((issue) => {
    const field = issue.path.map(String).join('.');
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key): FieldRefusal => ({
          field: [...issue.path, key].map(String).join('.'),
          code: 'unknown-field',
          params: {},
        }))
      : [inputRefusal(issue, field)];
  });
}

function inputRefusal(issue: z.core.$ZodIssue, field: string): FieldRefusal {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kinds[issue.expected];
      if (issue.input === undefined) return { field, code: 'answer-needed', params: {} };
      return wanted === undefined
        ? { field, code: 'unusable', params: {} }
        : { field, code: 'wrong-type', params: { wanted } };
    }
    case 'invalid_value': {
      const [value, ...others] = issue.values.map(String);
      if (value === undefined) return { field, code: 'no-options', params: {} };
      return others.length === 0
        ? { field, code: 'only-value', params: { value } }
        : { field, code: 'not-an-option', params: { options: [value, ...others] } };
    }
    // What decides which fields there are has none of its values: the field of that name.
    case 'invalid_union': {
      const options = 'options' in issue ? (issue.options ?? []).map(String) : [];
      const given = issue.input;
      const isMissing =
        typeof given === 'object' && given !== null && !Object.hasOwn(given, issue.discriminator ?? '');
      if (options.length === 0) return { field, code: 'unusable', params: {} };
      return isMissing
        ? { field, code: 'answer-needed', params: {} }
        : { field, code: 'not-an-option', params: { options } };
    }
    case 'invalid_format':
      return formatRefusal(issue.format, field);
    case 'too_big': {
      const most = Number(issue.maximum);
      return issue.origin === 'string'
        ? { field, code: 'too-long', params: { most } }
        : { field, code: 'too-many', params: { most } };
    }
    case 'too_small': {
      const least = Number(issue.minimum);
      if (issue.origin === 'string')
        return least === 1
          ? { field, code: 'answer-needed', params: {} }
          : { field, code: 'too-short', params: { least } };
      return least === 1 && issue.origin === 'array'
        ? { field, code: 'at-least-one', params: {} }
        : { field, code: 'too-few', params: { least } };
    }
    default:
      return { field, code: 'unusable', params: {} };
  }
}

function formatRefusal(format: string, field: string): FieldRefusal {
  switch (format) {
    case 'date':
      return { field, code: 'not-a-date', params: {} };
    case 'time':
      return { field, code: 'not-a-time-of-day', params: {} };
    case 'datetime':
      return { field, code: 'not-a-time', params: {} };
    case 'email':
      return { field, code: 'not-an-email-address', params: {} };
    case 'url':
      return { field, code: 'not-a-web-address', params: {} };
    default:
      return { field, code: 'wrong-format', params: {} };
  }
}
