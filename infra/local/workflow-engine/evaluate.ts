import jsonata from 'jsonata';
import * as z from 'zod';
import { stepFunctionsFunctions } from './functions.ts';
import type { Json, JsonObject } from './json.ts';
import { expressionIn } from './schema.ts';

/** What the expressions of a field can see. */
export interface Scope {
  /** State machine variables by name, those of outer scopes included, as they were when the state was entered. */
  variables: JsonObject;
  /** $states: input and context, and result or errorOutput where the field has it. */
  states: JsonObject;
  /** Milliseconds since the epoch, for $now() and $millis(). */
  now: number;
}

/** An expression failed: becomes States.QueryEvaluationError; the message is the Cause, without the state's name. */
export class EvaluationFault extends Error {
  override readonly name = 'EvaluationFault';
}

/**
 * The value of a field: every JSONata string in it, at any depth, replaced by its result (spec, "JSONata
 * Evaluation"). `field` is its path, `Arguments/Payload/id`. Exception EvaluationFault.
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

/** Evaluates a field that takes one type only. */
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

// Guards against expressions that never end; far beyond what a payload of 256 KiB needs.
const timeLimit = 5_000;
const depthLimit = 500;

// Compiled once and used again and again; taken out while in use, so that no two evaluations share one.
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
    // $eval is not available in Step Functions: calling it is JSONata's T1006.
    value = await compiled.evaluate(undefined, { eval: undefined, ...scope.variables, states: scope.states });
    // Not after a fault: what it may have left behind is nobody's to find.
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
  // Bound to symbols, which the typings of `assign` do not know.
  for (const [name, hook] of hooks) {
    Reflect.apply(Reflect.get(compiled, 'assign'), compiled, [Symbol.for(name), hook]);
  }
}

const Callable = z.union([
  z.looseObject({ _jsonata_lambda: z.literal(true) }),
  z.looseObject({ _jsonata_function: z.literal(true) }),
]);

/** A result without JSONata's marks on arrays; undefined where it holds a function, which is no JSON. */
function asJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  // JSON has no such numbers; Step Functions writes their names.
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
