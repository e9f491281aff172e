import { expect, test } from 'vitest';
import { zipOf } from '../../../functions/operations/access-request/zip.ts';
import { zipEntries } from '../../../functions/operations/check-file/zip-entries.ts';
import { bytes } from '../../small-files.ts';

const now = '2026-06-02T09:00:00.000Z';

test.each([
  ['nothing', []],
  ['a text that is compressed', [{ name: 'index.html', content: bytes('x'.repeat(10_000)), packed: true }]],
  [
    'files as they are, with names of any letters',
    [
      { name: '001 Brief – Zoë.pdf', content: bytes('%PDF-1.7') },
      { name: '002 empty.txt', content: bytes('') },
    ],
  ],
])('an archive of %s gives back what went in', (_, files) => {
  const archive = zipOf(files, now);
  const read = zipEntries(archive);
  expect(read?.map(({ name, isEncrypted }) => [name, isEncrypted])).toEqual(
    files.map(({ name }) => [name, false]),
  );
  expect(read?.map((entry) => entry.read(20_000))).toEqual(files.map(({ content }) => content));
  expect(archive.length).toBeLessThan(1_000);
});

test('is as other programs write it', () => {
  // The record of the file, its name and its content: PKWARE's APPNOTE.TXT 6.3.10, 4.3.7. The time is midnight, the day 2 June 2026.
  expect(
    zipOf([{ name: 'a', content: bytes('hello') }], now)
      .subarray(0, 36)
      .toString('hex'),
  ).toBe('504b03041400000800000000c25c86a610360500000005000000010000006168656c6c6f');
});
