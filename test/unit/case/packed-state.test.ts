import { expect, test } from 'vitest';
import { packedState, unpackedState } from '../../../functions/adapters/packed-state.ts';
import { changeOf, opened, received, started } from '../../contract/case-examples.ts';

const key = { pk: 'CASE#c1', sk: 'META' };
const { after } = changeOf('c1', undefined, [
  received(),
  started,
  opened('triage#1', '2026-12-01', 'user:a'),
]);

test('a state that was stored packed can be read for good', () => {
  const packed =
    'gxlhiKzDmEaNDENDXSNjjGyO2cgAq6N2s4KoujzZELMtAc54pFbtg7SqQSqpwNkjEUv1gz2W0OMCo+6BRRqWusfQCFItpWAK4a178BeBscTlDhzpAhJ2tbUA';
  expect(unpackedState(key, { version: 3, status: 'open', packed })).toEqual(after);
});

test('a state is packed, with its version and status beside it', () => {
  const doc = packedState(after);
  expect(doc).toMatchObject({ version: 3, status: 'open' });
  expect(JSON.stringify(doc).length).toBeLessThan(JSON.stringify(after).length / 4);
  expect(unpackedState(key, doc)).toEqual(after);
});

test('a state from before is read as it is', () => {
  expect(unpackedState(key, after)).toBe(after);
});

test.each([['no base64 of ours'], ['']])('what cannot be unpacked names its row: %s', (packed) => {
  expect(() => unpackedState(key, { version: 3, status: 'open', packed })).toThrow(
    expect.objectContaining({ name: 'StoredRowInvalid', message: 'CASE#c1 META' }),
  );
});
