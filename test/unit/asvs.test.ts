import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * The last requirement of levels 1 and 2 in each section of ASVS 5.0.0 that has any. They begin at 1: those of level 3 come last.
 */
const last = `
  1.1.2 1.2.9 1.3.11 1.4.3 1.5.2
  2.1.3 2.2.3 2.3.4 2.4.1
  3.2.2 3.3.4 3.4.6 3.5.5 3.7.2
  4.1.3 4.2.1 4.3.2 4.4.4
  5.1.1 5.2.3 5.3.2 5.4.3
  6.1.3 6.2.12 6.3.4 6.4.4 6.5.5 6.6.3 6.8.4
  7.1.3 7.2.4 7.3.2 7.4.5 7.5.2 7.6.2
  8.1.2 8.2.3 8.3.1 8.4.1
  9.1.3 9.2.4
  10.1.2 10.2.2 10.3.4 10.4.11 10.5.5 10.6.2 10.7.3
  11.1.2 11.2.3 11.3.3 11.4.4 11.5.1 11.6.1
  12.1.3 12.2.2 12.3.4
  13.1.1 13.2.5 13.3.2 13.4.5
  14.1.2 14.2.4 14.3.3
  15.1.3 15.2.3 15.3.7
  16.1.1 16.2.5 16.3.4 16.4.3 16.5.3
  17.1.1 17.2.4 17.3.2
`;
const all = last
  .trim()
  .split(/\s+/)
  .flatMap((id) => listed(`${id.slice(0, id.lastIndexOf('.'))}.1–${id}`));

/** `1.2.1–1.2.3` as each of them. */
function listed(part: string): string[] {
  const [first = '', end = first] = part.split('–');
  const section = first.slice(0, first.lastIndexOf('.'));
  const number = (id: string) => Number(id.slice(id.lastIndexOf('.') + 1));
  expect(end.slice(0, end.lastIndexOf('.'))).toBe(section);
  return Array.from({ length: number(end) - number(first) + 1 }, (_, n) => `${section}.${number(first) + n}`);
}

test('the index of ASVS has every requirement of levels 1 and 2 once, with its state and place', () => {
  const text = readFileSync(new URL('../../.github/SECURITY.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| ([\d., –]+?) +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(all).toHaveLength(253);
  const ids = rows.flatMap(([, requirements = '']) => requirements.split(', ').flatMap(listed));
  const inOrder = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true });
  expect(ids.toSorted(inOrder)).toEqual(all.toSorted(inOrder));
  for (const [, requirements, state, where = ''] of rows) {
    expect([requirements, state]).toEqual([
      requirements,
      expect.stringMatching(/^(?:holds|by AWS|by the council|none|open)$/),
    ]);
    expect([requirements, where.length > 3]).toEqual([requirements, true]);
  }
});
