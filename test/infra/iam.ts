import * as z from 'zod';

// The part of IAM's evaluation that our policies need (IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements:
// Condition operators"). Anything it does not know is an error, never a guess.

const listOf = <S extends z.ZodType>(schema: S) =>
  z.union([schema.transform((single) => [single]), z.array(schema)]);

const operators = {
  StringEquals: (value: string, wanted: string) => value === wanted,
  StringLike: (value: string, wanted: string) => isLike(value, wanted),
  ArnLike: (value: string, wanted: string) => isLike(value, wanted),
  Bool: (value: string, wanted: string) => value.toLowerCase() === wanted.toLowerCase(),
} as const;
const Conditions = z.record(z.string(), z.record(z.string(), listOf(z.string())));

/** A statement of an identity policy, its intrinsic functions resolved. */
export const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: listOf(z.string()),
  Resource: listOf(z.string()),
  Condition: Conditions.default({}),
});
export type Statement = z.infer<typeof Statement>;

export interface Request {
  action: string;
  /** An ARN. */
  resource: string;
  /** The context of the request: one value for each key, or a list for a key of several values. */
  context?: Readonly<Record<string, string | readonly string[]>>;
}

/** Whether a text fits a pattern in which `*` is any text and `?` any one character. */
function isLike(text: string, pattern: string): boolean {
  if (pattern.includes('${')) throw new Error(`policy variables are not known here: ${pattern}`);
  const source = pattern.replaceAll(/[.+^$()|[\]\\{}]/g, String.raw`\$&`);
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

function holds(name: string, key: string, wanted: readonly string[], context: Request['context']): boolean {
  const [, quantifier, base = ''] = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(name) ?? [];
  const operator = Object.entries(operators).find(([known]) => known === base)?.[1];
  if (operator === undefined) throw new Error(`the condition operator ${name} is not known here`);
  const given = context?.[key];
  const fits = (value: string) => wanted.some((one) => operator(value, one));
  if (quantifier !== undefined) {
    const values = given === undefined ? [] : [given].flat();
    // All of no values fit: a key that is missing does not refuse (so no action may be allowed that has none).
    return quantifier === 'ForAllValues' ? values.every(fits) : values.some(fits);
  }
  if (typeof given === 'object') throw new Error(`${key} has several values and ${name} takes one`);
  return given !== undefined && fits(given);
}

/** Whether a statement applies to a request, whatever its effect. */
export function applies({ Action, Resource, Condition }: Statement, request: Request): boolean {
  return (
    Action.some((action) => isLike(request.action.toLowerCase(), action.toLowerCase())) &&
    Resource.some((resource) => isLike(request.resource, resource)) &&
    Object.entries(Condition).every(([name, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(name, key, wanted, request.context)),
    )
  );
}

/** Whether policies allow a request: a statement allows it, and none denies it. */
export function allows(statements: readonly Statement[], request: Request): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
}

/** A statement taken apart: each action on each resource, and for each value of a condition of several values. */
export function grantsOf(statement: Statement): Statement[] {
  const manyValued = Object.entries(statement.Condition).filter(([name]) => name.includes(':'));
  const conditions = manyValued.reduce<Statement['Condition'][]>(
    (sofar, [name, keys]) =>
      Object.entries(keys).reduce(
        (some, [key, values]) =>
          some.flatMap((condition) =>
            values.map((value) => ({ ...condition, [name]: { ...condition[name], [key]: [value] } })),
          ),
        sofar,
      ),
    [statement.Condition],
  );
  return statement.Action.flatMap((action) =>
    statement.Resource.flatMap((resource) =>
      conditions.map((Condition) => ({ ...statement, Action: [action], Resource: [resource], Condition })),
    ),
  );
}

/** A grant in one line. */
export function inWords({ Action, Resource, Condition }: Statement): string {
  const values = Object.values(Condition).flatMap((keys) => Object.values(keys).flat());
  return [...Action, 'on', ...Resource, ...(values.length > 0 ? ['for', ...values] : [])].join(' ');
}
