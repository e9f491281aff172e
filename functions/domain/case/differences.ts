const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Where two JSON values differ, as paths such as `tasks[2].due`, without what is there. A member that is undefined is not
 * there.
 */
export function differencesOf(one: unknown, other: unknown, path = ''): string[] {
  if (Object.is(one, other)) return [];
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return [path];
  const step = (key: string) =>
    Array.isArray(one) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differencesOf(one[key], other[key], step(key)));
}
