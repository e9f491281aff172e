/**
 * Counts how often each whole number (0 to 2^53 - 2) occurs: a hash table in typed arrays, 12 bytes for each slot. A
 * Map of a million entries would take all the memory that a report has. Plain data, so threads can pass it on.
 */
export interface NumberCounts {
  /** 0 marks an empty slot, so numbers are stored one higher. */
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

/** Makes the table large enough for this many numbers. At most three of four slots may be used. */
function makeRoom(table: NumberCounts, numbers: number): void {
  let places = table.keys.length;
  while (numbers * 4 > places * 3) places *= 2;
  if (places === table.keys.length) return;
  const larger = emptyNumberCounts(places);
  addNumbers(larger, table);
  Object.assign(table, larger);
}

/** Counts the number `times` more, and returns how often it occurred before. */
export function countNumber(table: NumberCounts, number: number, times = 1): number {
  makeRoom(table, table.used + 1);
  const place = placeOf(table, number + 1);
  const before = table.counts[place] ?? 0;
  if (before === 0) table.used += 1;
  table.keys[place] = number + 1;
  table.counts[place] = before + times;
  return before;
}

/** Adds all counts of another table. */
export function addNumbers(into: NumberCounts, { keys, counts, used }: NumberCounts): void {
  // In one step: the numbers come in the order of their slots, and would collide in a smaller table.
  makeRoom(into, into.used + used);
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0;
    if (key !== 0) countNumber(into, key - 1, counts[place] ?? 0);
  }
}

/** Whether a number occurs in both tables. */
export function meet(one: NumberCounts, { keys }: NumberCounts): boolean {
  return keys.some((key) => key !== 0 && one.keys[placeOf(one, key)] !== 0);
}

/** How often each number occurs, in no order. */
export const timesMet = ({ counts }: NumberCounts): Uint32Array => counts.filter((times) => times > 0);
