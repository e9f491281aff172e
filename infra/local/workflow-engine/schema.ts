import * as z from 'zod';
import { Json, JsonObject } from './json.ts';

// The supported part of Amazon States Language, query language JSONata (https://states-language.net/spec.html, "Table
// of State Types and Fields (JSONata)").

const isJsonata = (text: string): boolean => text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;

/** The expression inside a JSONata string `{% … %}`, trimmed. Undefined for any other string. */
export function expressionIn(text: string): string | undefined {
  return isJsonata(text) ? text.slice(2, -2).trim() : undefined;
}

/** A field that accepts a fixed value or a JSONata string. */
function orJsonata<T extends z.ZodType>(fixed: T, what: string) {
  const error = `must be ${what} or a JSONata string`;
  return z.union([fixed, z.string().refine(isJsonata, { error })], { error });
}

const maxSeconds = 99_999_999;
const positiveSeconds = z.int().min(1).max(maxSeconds);
const positiveSecondsOrJsonata = orJsonata(positiveSeconds, `a whole number from 1 to ${maxSeconds}`);
const secondsOrJsonata = orJsonata(z.int().min(0).max(maxSeconds), `a whole number from 0 to ${maxSeconds}`);

/** RFC 3339 with an upper-case T and either an upper-case Z or an offset (spec, "Timestamps"). */
export const Timestamp = z.iso
  .datetime({ offset: true })
  .regex(/T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
  .transform((text) => Date.parse(text));

const timestampOrJsonata = orJsonata(
  z.string().refine((text) => Timestamp.safeParse(text).success),
  'an RFC 3339 timestamp such as 2016-03-14T01:59:00Z',
);

/** UAX 31 identifiers of at most 80 characters; `states` is reserved (spec, "State Machine Variables"). */
const Assign = JsonObject.superRefine((assign, context) => {
  for (const name of Object.keys(assign)) {
    if (name === 'states') {
      context.addIssue({ code: 'custom', path: [name], message: 'the variable name states is reserved' });
    } else if (name.length > 80 || !/^\p{ID_Start}\p{ID_Continue}*$/u.test(name)) {
      context.addIssue({ code: 'custom', path: [name], message: 'is not a valid variable name' });
    }
  }
});

const errorEquals = z.array(z.string()).min(1);

const Retrier = z.strictObject({
  ErrorEquals: errorEquals,
  IntervalSeconds: positiveSeconds.default(1),
  MaxAttempts: z.int().min(0).max(maxSeconds).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).optional(),
  Comment: z.string().optional(),
});

const Catcher = z.strictObject({
  ErrorEquals: errorEquals,
  Next: z.string(),
  Assign: Assign.optional(),
  Output: Json.optional(),
  Comment: z.string().optional(),
});

const Rule = z.strictObject({
  Condition: orJsonata(z.boolean(), 'a boolean'),
  Next: z.string(),
  Assign: Assign.optional(),
  Output: Json.optional(),
  Comment: z.string().optional(),
});

const everyState = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata', { error: 'must be "JSONata"' }).optional(),
};
const transition = { Next: z.string().optional(), End: z.boolean().optional() };
const data = { Assign: Assign.optional(), Output: Json.optional() };
const handling = { Retry: z.array(Retrier).default([]), Catch: z.array(Catcher).default([]) };

export const stateSchemas = {
  Pass: z.strictObject({ Type: z.literal('Pass'), ...everyState, ...transition, ...data }),
  Task: z.strictObject({
    Type: z.literal('Task'),
    ...everyState,
    ...transition,
    ...data,
    ...handling,
    Resource: z.string().min(1),
    Arguments: Json.optional(),
    TimeoutSeconds: positiveSecondsOrJsonata.optional(),
    HeartbeatSeconds: positiveSecondsOrJsonata.optional(),
  }),
  Choice: z.strictObject({
    Type: z.literal('Choice'),
    ...everyState,
    ...data,
    Choices: z.array(Rule).min(1),
    Default: z.string().optional(),
  }),
  Wait: z.strictObject({
    Type: z.literal('Wait'),
    ...everyState,
    ...transition,
    ...data,
    Seconds: secondsOrJsonata.optional(),
    Timestamp: timestampOrJsonata.optional(),
  }),
  Parallel: z.strictObject({
    Type: z.literal('Parallel'),
    ...everyState,
    ...transition,
    ...data,
    ...handling,
    Arguments: Json.optional(),
    Branches: z.array(z.unknown()).min(1),
  }),
  Succeed: z.strictObject({ Type: z.literal('Succeed'), ...everyState, Output: Json.optional() }),
  Fail: z.strictObject({
    Type: z.literal('Fail'),
    ...everyState,
    Error: z.string().optional(),
    Cause: z.string().optional(),
  }),
} as const;

export const StateType = z.enum(['Pass', 'Task', 'Choice', 'Wait', 'Parallel', 'Succeed', 'Fail']);
export type StateType = z.infer<typeof StateType>;

const states = z.record(z.string(), z.unknown()).refine((all) => Object.keys(all).length > 0, {
  error: 'must have at least one state',
});

export const MachineShape = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata', { error: 'must be "JSONata"; JSONPath is not supported' }),
  StartAt: z.string(),
  States: states,
  TimeoutSeconds: positiveSeconds.optional(),
  Version: z.literal('1.0').optional(),
});

/** A branch of a Parallel state. */
export const BranchShape = z.strictObject({
  Comment: z.string().optional(),
  StartAt: z.string(),
  States: states,
});

/** Fields of JSONPath states. The refusal names them apart from other unknown fields. */
export const jsonPathFields: ReadonlySet<string> = new Set([
  'InputPath',
  'OutputPath',
  'Parameters',
  'Result',
  'ResultPath',
  'ResultSelector',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'ErrorPath',
  'CausePath',
  'Variable',
]);
