import { format } from 'node:util';

export { expect } from 'vitest';

// What test files get for `vitest` in a mutation run: they declare their tests here, and the runner runs them as often as
// there are mutants, in one process. `expect` is vitest's own.

type Body = (...args: unknown[]) => unknown;

export interface CollectedTest {
  /** The file and the full name, cut when it is very long; a second test with the same name has its number as well. */
  id: string;
  run: () => Promise<void>;
}

interface Group {
  name: string;
  before: Body[];
  after: Body[];
}

interface DeclaredTest {
  name: string;
  run: () => Promise<void>;
}

export const collectedTests = new Map<string, CollectedTest>();
let groups: Group[] = [];
let declared: DeclaredTest[] = [];

/** Imports the file and collects the tests that it declares; their ids begin with `file`. */
export async function collectFrom(file: string, load: () => Promise<unknown>): Promise<void> {
  groups = [{ name: file, before: [], after: [] }];
  declared = [];
  await load();
  for (const { name, run } of declared) {
    let id = name;
    for (let n = 2; collectedTests.has(id); n += 1) id = `${name} #${n}`;
    collectedTests.set(id, { id, run });
  }
}

/** The tests that a piece of code declares, in order. */
function declaredBy(code: () => unknown, within: Group[]): DeclaredTest[] {
  const [outerGroups, outerDeclared] = [groups, declared];
  groups = within;
  declared = [];
  try {
    code();
    return declared;
  } finally {
    groups = outerGroups;
    declared = outerDeclared;
  }
}

const functionIn = (rest: unknown[]): Body => {
  const body = rest.find((one): one is Body => typeof one === 'function');
  if (!body) throw new Error('a test without a body');
  return body;
};

function declareTest(name: string, ...rest: unknown[]): void {
  const body = functionIn(rest);
  const around = groups;
  const fullName = [...around.map((group) => group.name), name].join(' > ').slice(0, 200);
  const run = async () => {
    for (const hook of around.flatMap(({ before }) => before)) await hook();
    try {
      await body();
    } finally {
      for (const hook of around.flatMap(({ after }) => after)) await hook();
    }
  };
  declared.push({ name: fullName, run });
}

/**
 * What a group works out for its tests is as much part of them as their bodies, so the group is declared anew for each
 * test that runs, while the mutant is on.
 */
function declareGroup(name: string, ...rest: unknown[]): void {
  const body = functionIn(rest);
  const around = groups;
  const declare = () => declaredBy(body, [...around, { name, before: [], after: [] }]);
  for (const [place, test] of declare().entries())
    declared.push({ name: test.name, run: async () => declare()[place]?.run() });
}

/** The name of a row as vitest has it, near enough to find it: `%s` and the like, or `$field` of an object. */
function nameOfRow(name: string, args: unknown[]): string {
  if (!name.includes('$')) return format(name, ...args);
  const fieldOf = (value: unknown, field: string): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).find(([key]) => key === field)?.[1]
      : undefined;
  return name.replaceAll(/\$([\w.]+)/g, (_, path: string) =>
    String(path.split('.').reduce(fieldOf, args[0])),
  );
}

/** One declaration for each row of a table. */
const each =
  (declare: typeof declareTest) =>
  (table: readonly unknown[]) =>
  (name: string, ...rest: unknown[]) => {
    const body = functionIn(rest);
    for (const row of table) {
      const args: unknown[] = Array.isArray(row) ? row : [row];
      declare(nameOfRow(name, args), () => body(...args));
    }
  };

export const test = Object.assign(declareTest, { each: each(declareTest) });
export const it = Object.assign(declareTest, { each: each(declareTest) });
export const describe = Object.assign(declareGroup, { each: each(declareGroup) });

const innermost = (): Group => {
  const group = groups.at(-1);
  if (!group) throw new Error('a hook outside of a file');
  return group;
};
export const beforeEach = (hook: Body): void => void innermost().before.push(hook);
export const afterEach = (hook: Body): void => void innermost().after.push(hook);
