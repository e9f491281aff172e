import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diskFiles } from '../../../functions/adapters/local/disk-files.ts';
import { Instant } from '../../../functions/domain/time/civil-date.ts';
import { type Draw, previewFile } from '../../../functions/operations/preview-file/preview-file.ts';
import {
  erasePreviews,
  fileWanted,
  previewOf,
  previewPage,
  thumbnailOf,
} from '../../../functions/operations/preview-file/previews.ts';
import type { Files } from '../../../functions/ports.ts';
import { recordedFiles } from '../../calls-of-functions.ts';
import { bytes, pdf, png } from '../../small-files.ts';

const file = 'documents/SC-2026-00001-5/photo.png';

async function photo() {
  const folder = mkdtempSync(join(tmpdir(), 'redress-preview-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = diskFiles(folder, { durable: false });
  await files.put(file, png, 'image/png');
  let now = Instant.parse('2026-06-01T09:00:00Z');
  const clock = { now: () => now };
  return {
    files,
    clock,
    later: (instant: string) => (now = Instant.parse(instant)),
    preview: () => previewOf({ files, clock }, file),
    all: async () => [...(await files.list('wanted-previews/')), ...(await files.list('previews/'))],
  };
}

/** As the function that is deployed does it. */
const recorded = (files: Files) => ({ files: recordedFiles('preview-file', files) });

const twoPages: Draw = async () => ({
  pages: [bytes('one'), bytes('two')],
  thumbnail: bytes('small'),
  of: 12,
});

test('a preview is asked for once, and drawn once', async () => {
  const { files, preview, later, all } = await photo();
  expect(await preview()).toBe('being drawn');
  const asked = await all();
  expect(asked.map(fileWanted)).toEqual([file]);
  const request = await files.get(asked[0] ?? '');
  later('2026-06-01T09:15:00Z');
  expect(await preview()).toBe('being drawn');
  expect(await files.get(asked[0] ?? '')).toEqual(request);
  await previewFile(recorded(files), twoPages, file);
  expect(await preview()).toEqual({ state: 'drawn', pages: 2, of: 12 });
  expect(await previewPage({ files }, file, 2)).toEqual(bytes('two'));
  expect(await previewPage({ files }, file, 3)).toBeUndefined();
  expect(await thumbnailOf({ files }, file)).toEqual(bytes('small'));
  await previewFile(recorded(files), () => Promise.reject(new Error('drawn again')), file);
  expect(await preview()).toEqual({ state: 'drawn', pages: 2, of: 12 });
});

test('a request that no one answers is made again after a quarter of an hour', async () => {
  const { files, preview, later, all } = await photo();
  await preview();
  const [request = ''] = await all();
  const first = await files.get(request);
  later('2026-06-01T09:15:01Z');
  await preview();
  expect(await files.get(request)).not.toEqual(first);
});

test('only files of cases are drawn', () => {
  expect(fileWanted('wanted-previews/attachments/mail/1.pdf')).toBe('attachments/mail/1.pdf');
  expect(fileWanted('wanted-previews/erasures/1.json')).toBeUndefined();
  expect(fileWanted('previews/documents/1.pdf/1.jpg')).toBeUndefined();
});

test.each<[string, Uint8Array, Draw, string]>([
  ['that is too large', png, async () => ({ none: 'too-large' }), 'too-large'],
  ['that cannot be read', png, () => Promise.reject(new Error('no picture')), 'not-readable'],
  ['that no one may open', pdf('<< /S /JavaScript >>'), twoPages, 'not-readable'],
  ['of another kind', bytes('Dear Sir or Madam'), twoPages, 'not-readable'],
  ['of more than 60 MB', bytes(png, Buffer.alloc(60_000_000)), twoPages, 'too-large'],
])('a file %s has no preview', async (_, content, draw, why) => {
  const { files, preview } = await photo();
  await files.put(file, content, 'image/png');
  await previewFile(recorded(files), draw, file);
  expect(await preview()).toEqual({ state: 'none', why });
});

test('a file that ends the process twice is not tried a third time', async () => {
  const { files, preview } = await photo();
  const drawing = () =>
    new Promise<void>((begun) => {
      const draw: Draw = () => {
        begun();
        return new Promise(() => undefined);
      };
      void previewFile(recorded(files), draw, file);
    });
  await drawing();
  await drawing();
  expect(await preview()).toBe('being drawn');
  await previewFile(recorded(files), twoPages, file);
  expect(await preview()).toEqual({ state: 'none', why: 'not-readable' });
});

test('of a file that is erased while it is drawn, nothing stays', async () => {
  const { files, preview, all } = await photo();
  await preview();
  const erased: Draw = async (...drawn) => {
    await files.erase(file);
    return twoPages(...drawn);
  };
  await previewFile(recorded(files), erased, file);
  expect(await all()).toEqual([]);
});

test('previews are erased with their own files, and those of files that stay are kept', async () => {
  const { files, preview, all } = await photo();
  const other = 'documents/SC-2026-00001-5/photo.png.png';
  await files.put(other, png, 'image/png');
  await preview();
  for (const one of [file, other]) await previewFile(recorded(files), twoPages, one);
  await erasePreviews({ files }, [file, 'mail/1.eml']);
  expect(await all()).toEqual(
    ['1.jpg', '2.jpg', 'preview.json', 'thumbnail.jpg'].map((name) => `previews/${other}/${name}`),
  );
});
