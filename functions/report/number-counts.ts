/**
 * How often each of many whole numbers (0 to 2^53 - 2) was met: a hash table over typed arrays, 12 bytes a place. A Map
 * of a million entries would take the memory that a report has for everything. Plain data, so that threads can pass it on.
 */
export interface NumberCounts {
  /** 0 is an empty place, so numbers are kept one higher. */
  keys: Float64Array<ArrayBuffer>;
  counts: Uint32Array<ArrayBuffer>;
  used: number;
}

export const emptyNumberCounts = (places = 1024): NumberCounts => ({
  keys: new Float64Array(places),
  counts: new Uint32Array(places),
  used: 0,
});

function placeOf({ keys }: NumberCounts, key: number): number {
  const last = keys.length - 1;
  let mixed = Math.imul((key >>> 0) ^ Math.imul(Math.floor(key / 0x1_0000_0000), 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  let place = mixed & last;
  while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & last;
  return place;
}

/** Counts the number `times` more; answers how often it was met before. */
export function countNumber(table: NumberCounts, number: number, times = 1): number {
  if (table.used * 4 > table.keys.length * 3) {
    const larger = emptyNumberCounts(table.keys.length * 2);
    for (const [known, often] of numbersIn(table)) countNumber(larger, known, often);
    Object.assign(table, larger);
  }
  const place = placeOf(table, number + 1);
  const before = table.counts[place] ?? 0;
  if (before === 0) table.used += 1;
  table.keys[place] = number + 1;
  table.counts[place] = before + times;
  return before;
}

/** How often a number was met. */
export const timesMet = (table: NumberCounts, number: number): number =>
  table.counts[placeOf(table, number + 1)] ?? 0;

/** Every number that was met, with how often. */
export function* numbersIn({ keys, counts }: NumberCounts): Generator<[number: number, times: number]> {
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0;
    if (key !== 0) yield [key - 1, counts[place] ?? 0];
  }
}
