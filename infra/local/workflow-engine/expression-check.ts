import jsonata from 'jsonata';
import * as z from 'zod';
import type { Json } from './json.ts';
import { expressionIn } from './schema.ts';

interface Problem {
  field: string;
  reason: string;
}

/**
 * The mistakes in the JSONata strings of a field that can be found without running them: syntax, references to an input
 * document (there is none: spec, "JSONata Restrictions"), and fields of $states that do not exist here. Undefined if
 * there are none.
 */
export function checkExpression(
  value: Json | undefined,
  field: string,
  provides: readonly string[],
): Problem | undefined {
  if (typeof value === 'string') {
    const expression = expressionIn(value);
    if (expression === undefined) return undefined;
    const reason = problemWith(expression, provides);
    return reason === undefined ? undefined : { field, reason };
  }
  const entries: [string, Json | undefined][] = Array.isArray(value)
    ? value.map((item, index) => [`${field}[${index}]`, item])
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, item]) => [`${field}/${key}`, item])
      : [];
  for (const [path, item] of entries) {
    const problem = checkExpression(item, path, provides);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const ParseError = z.object({ code: z.string(), message: z.string() });

// The machines of the procedures have some 6,000 expressions, of which 250 differ.
const known = new Map<string, string | undefined>();

function problemWith(expression: string, provides: readonly string[]): string | undefined {
  const key = JSON.stringify([expression, provides]);
  if (!known.has(key)) known.set(key, look(expression, new Set(['input', 'context', ...provides])));
  return known.get(key);
}

function look(expression: string, available: ReadonlySet<string>): string | undefined {
  let tree: unknown;
  try {
    tree = jsonata(expression).ast();
  } catch (error) {
    const parsed = ParseError.safeParse(error);
    return `is not valid JSONata: ${parsed.success ? `${parsed.data.code}: ${parsed.data.message}` : String(error)}`;
  }
  return find(tree, true, available);
}

const Node = z.looseObject({
  type: z.string().optional(),
  value: z.unknown().optional(),
  steps: z.array(z.unknown()).optional(),
});

// Parts of a node that see one item at a time, so `$` and bare names mean that item.
const itemwise = new Set(['predicate', 'stages', 'group', 'terms', 'pattern', 'update', 'delete']);
// Links between nodes of the tree, not parts of it.
const links = new Set(['slot', 'ancestor', 'seekingParent']);

function find(part: unknown, top: boolean, available: ReadonlySet<string>): string | undefined {
  if (Array.isArray(part)) return first(part, (item) => find(item, top, available));
  const parsed = Node.safeParse(part);
  if (!parsed.success) return undefined;
  const node = parsed.data;
  const value = typeof node.value === 'string' ? node.value : '';
  if (node.type === 'variable' && value === '$') return "refers to '$$', which is not supported";
  const document = node.type === 'name' || node.type === 'wildcard' || node.type === 'descendant';
  if (top && (document || (node.type === 'variable' && value === ''))) {
    return `refers to '${node.type === 'variable' ? '$' : value}' at the top level, where there is no input document`;
  }
  const missing = missingField(node.steps ?? [], available);
  if (missing !== undefined) return `refers to $states.${missing}, which does not exist in this field`;
  return first(Object.entries(node), ([key, child]) => {
    if (links.has(key) || typeof child !== 'object') return undefined;
    if (key !== 'steps' || !Array.isArray(child)) return find(child, top && !itemwise.has(key), available);
    // Only the first step of a path is looked up in the place of the path.
    return first(child, (step, index) => find(step, top && index === 0, available));
  });
}

function missingField(steps: readonly unknown[], available: ReadonlySet<string>): string | undefined {
  const [root, field] = steps.slice(0, 2).map((step) => Node.safeParse(step).data);
  if (root?.type !== 'variable' || root.value !== 'states' || field?.type !== 'name') return undefined;
  return typeof field.value === 'string' && !available.has(field.value) ? field.value : undefined;
}

function first<T>(
  items: readonly T[],
  test: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const problem = test(item, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
