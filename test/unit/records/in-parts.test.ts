import { expect, test } from 'vitest';
import { inParts } from '../../../functions/operations/access-request/in-parts.ts';

test.each([
  [[], [[]]],
  [[10], [[10]]],
  [[4, 6], [[4, 6]]],
  [
    [4, 7],
    [[4], [7]],
  ],
  [[11], [[11]]],
  [
    [1, 11, 1],
    [[1], [11], [1]],
  ],
  [[0, 0, 11], [[0, 0, 11]]],
  [
    [5, 5, 0, 1],
    [[5, 5, 0], [1]],
  ],
])('items of the bytes %j are in the parts %j of at most ten', (sizes, parts) => {
  expect(inParts(sizes, (size) => size, 10)).toEqual(parts);
});
