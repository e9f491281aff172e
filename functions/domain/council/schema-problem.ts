import type * as z from 'zod/mini';
import { problemAt, type CouncilProblem, type CouncilProblemCode } from './council-problem.ts';

/** Codes that can be a message of the schema. Their sentences need no parameters. */
const codes = [
  'missing',
  'wrong-type',
  'not-an-email',
  'not-a-web-address',
  'not-a-user-id',
  'not-a-prefix',
  'not-a-colour',
  'not-a-domain',
  'not-an-address-or-domain',
  'no-addresses',
  'no-roles',
  'no-users',
] as const satisfies readonly CouncilProblemCode[];

/** The error map with which a council is parsed: every message is a code. */
export const schemaCode: z.core.$ZodErrorMap = (issue): CouncilProblemCode => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'missing' : 'wrong-type';
    case 'too_small':
      return issue.origin === 'string' ? 'missing' : 'unusable';
    case 'invalid_format':
      return formats[issue.format] ?? 'unusable';
    default:
      return 'unusable';
  }
};

const formats: Readonly<Record<string, CouncilProblemCode>> = {
  email: 'not-an-email',
  url: 'not-a-web-address',
};

/** Turns an issue of the schema into a problem at its path; `council` is the path of the whole file. */
export function schemaProblem(issue: z.core.$ZodIssue): CouncilProblem {
  const field = issue.path.map(String).join('.') || 'council';
  switch (issue.code) {
    case 'too_big':
      return problemAt(field, 'too-long', { most: Number(issue.maximum) });
    case 'invalid_value':
      return problemAt(field, 'not-an-option', { options: issue.values.map(String).join(', ') });
    case 'unrecognized_keys':
      return problemAt(field, 'unknown-field', { names: issue.keys.join(', ') });
    default:
      return problemAt(field, codes.find((code) => code === issue.message) ?? 'unusable', {});
  }
}
