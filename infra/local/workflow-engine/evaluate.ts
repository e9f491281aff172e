import jsonata from 'jsonata';
import * as z from 'zod';
import { stepFunctionsFunctions } from './functions.ts';
import type { Json, JsonObject } from './json.ts';
import { expressionIn } from './schema.ts';

/** The names that the expressions of a field can use. */
export interface Scope {
  /** State machine variables by name, including those of outer scopes, as they were when the state was entered. */
  variables: JsonObject;
  /** $states: input and context, and result or errorOutput if the field has it. */
  states: JsonObject;
  /** Milliseconds since the epoch, for $now() and $millis(). */
  now: number;
}

/** An expression failed. It becomes States.QueryEvaluationError; the message is the Cause, without the state's name. */
export class EvaluationFault extends Error {
  override readonly name = 'EvaluationFault';
}

/**
 * The value of a field: every JSONata string in it, at any depth, is replaced by its result (spec, "JSONata
 * Evaluation"). `field` is its path, `Arguments/Payload/id`. Throws EvaluationFault.
 */
export async function evaluate(template: Json, field: string, scope: Scope): Promise<Json> {
  if (typeof template === 'string') {
    const expression = expressionIn(template);
    return expression === undefined ? template : run(expression, field, scope);
  }
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries())
      items.push(await evaluate(item, `${field}[${index}]`, scope));
    return items;
  }
  if (typeof template !== 'object' || template === null) return template;
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(template)) {
    entries.push([key, await evaluate(item, `${field}/${key}`, scope)]);
  }
  return Object.fromEntries(entries);
}

/** Evaluates a field that accepts only one type. */
export async function evaluateAs<T>(
  schema: z.ZodType<T>,
  expected: 'number' | 'string' | 'boolean',
  template: Json,
  field: string,
  scope: Scope,
): Promise<T> {
  const value = await evaluate(template, field, scope);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const expression =
    (typeof template === 'string' ? expressionIn(template) : undefined) ?? JSON.stringify(template);
  throw new EvaluationFault(
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
  );
}

const Thrown = z.object({ code: z.string().optional(), message: z.string().optional() });

// Stops expressions that never end. Far longer than a payload of 256 KiB needs.
const timeLimit = 5_000;
const depthLimit = 500;

// Each expression is compiled once and used again. It is taken out while in use, so no two evaluations share one.
const idle = new Map<string, jsonata.Expression>();
const mostIdle = 1_000;

function giveBack(expression: string, compiled: jsonata.Expression): void {
  if (idle.size >= mostIdle) idle.clear();
  idle.set(expression, compiled);
}

async function run(expression: string, field: string, scope: Scope): Promise<Json> {
  const about = `The JSONata expression '${expression}' specified for the field '${field}'`;
  let value: unknown;
  try {
    const compiled = idle.get(expression) ?? jsonata(expression);
    idle.delete(expression);
    for (const [name, implementation] of Object.entries(stepFunctionsFunctions(scope.now))) {
      compiled.registerFunction(name, implementation);
    }
    guard(compiled);
    // $eval is not available in Step Functions: calling it gives JSONata's T1006.
    value = await compiled.evaluate(undefined, { eval: undefined, ...scope.variables, states: scope.states });
    // Not after a fault, because the expression may be in an undefined state.
    giveBack(expression, compiled);
  } catch (error) {
    const { code, message } = Thrown.safeParse(error).data ?? {};
    const reason = code === undefined ? `: ${message ?? String(error)}` : `. ${code}: ${message ?? ''}`;
    throw new EvaluationFault(`${about} threw an error during evaluation${reason}`, { cause: error });
  }
  if (value === undefined) throw new EvaluationFault(`${about} returned nothing (undefined).`);
  const json = asJson(value);
  if (json === undefined) {
    throw new EvaluationFault(
      `${about} returned an unexpected result type. Expected JSON, but was 'function'.`,
    );
  }
  return json;
}

function guard(compiled: jsonata.Expression): void {
  const deadline = performance.now() + timeLimit;
  let depth = 0;
  const hooks: [string, () => void][] = [
    [
      'jsonata.__evaluate_entry',
      () => {
        depth += 1;
        if (depth > depthLimit) {
          throw new RangeError(
            'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
          );
        }
        if (performance.now() > deadline) {
          throw new RangeError('Expression evaluation timeout: Check for infinite loop');
        }
      },
    ],
    [
      'jsonata.__evaluate_exit',
      () => {
        depth -= 1;
      },
    ],
  ];
  // Added as symbols, which the types of `assign` do not know.
  for (const [name, hook] of hooks) {
    Reflect.apply(Reflect.get(compiled, 'assign'), compiled, [Symbol.for(name), hook]);
  }
}

const Callable = z.union([
  z.looseObject({ _jsonata_lambda: z.literal(true) }),
  z.looseObject({ _jsonata_function: z.literal(true) }),
]);

/** A result without JSONata's marks on arrays. Undefined if it contains a function, which is not JSON. */
function asJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  // JSON has no such numbers. Step Functions writes their names.
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const json = asJson(item);
      if (json === undefined) return undefined;
      items.push(json);
    }
    return items;
  }
  if (typeof value !== 'object' || value instanceof RegExp || Callable.safeParse(value).success)
    return undefined;
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const json = asJson(item);
    if (json === undefined) return undefined;
    entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}

function typeName(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
