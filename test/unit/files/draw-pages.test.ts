import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import Vips from 'wasm-vips';
import { drawPages } from '../../../functions/operations/preview-file/draw-pages.ts';
import { bytes, pdfOfPages, png } from '../../small-files.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, '../../fixtures/pictures', name));

const vips = await Vips({ dynamicLibraries: [] });

/** The pages of a preview. */
async function drawn(content: Uint8Array, mimeType: string) {
  const result = await drawPages(content, mimeType);
  if ('none' in result) throw new Error(result.none);
  return result;
}

/** How large a picture is, and the colours near its top and its foot. */
function seen(jpeg: Uint8Array) {
  using image = vips.Image.newFromBuffer(jpeg);
  const { width, height } = image;
  const at = (y: number) => {
    const [red = 0, green = 0, blue = 0] = image.getpoint(Math.floor(width / 2), y);
    return red > 200 && green > 200 && blue > 200
      ? 'white'
      : red > blue
        ? 'red'
        : blue > red
          ? 'blue'
          : 'black';
  };
  return { width, height, top: at(Math.floor(height / 8)), foot: at(Math.floor((height * 7) / 8)) };
}

/** The beginning of a PNG, which says how large it is. */
function pngOf(width: number, height: number): Uint8Array {
  const content = Buffer.from(png);
  content.writeUInt32BE(width, 16);
  content.writeUInt32BE(height, 20);
  return content;
}

describe('previews', () => {
  test.each([
    ['a JPEG of a phone', 'on-its-side.jpg', 'image/jpeg'],
    ['a HEIC of an iPhone', 'on-its-side.heic', 'image/heic'],
  ])('%s stands upright and says neither where nor with what it was taken', async (_, name, mimeType) => {
    expect(Buffer.from(fixture(name)).includes('PhoneMaker')).toBe(true);
    const { pages, thumbnail, of } = await drawn(fixture(name), mimeType);
    expect(of).toBe(1);
    expect(pages.map(seen)).toEqual([{ width: 64, height: 96, top: 'red', foot: 'blue' }]);
    expect(seen(thumbnail)).toEqual({ width: 64, height: 96, top: 'red', foot: 'blue' });
    // Markers of JPEG: nothing but how it is compressed. Exif, XMP, profiles and comments are APP1 to APP15 and COM.
    for (const page of [...pages, thumbnail])
      expect(
        markersOf(page).filter((marker) => (marker > 0xe0 && marker <= 0xef) || marker === 0xfe),
      ).toEqual([]);
  });

  test('a PDF has pictures of its first ten pages, turned as it says', async () => {
    const { pages, thumbnail, of } = await drawn(pdfOfPages(12), 'application/pdf');
    expect(of).toBe(12);
    expect(pages).toHaveLength(10);
    expect(pages.map(seen)).toEqual(
      pages.map(() => ({ width: 1000, height: 2000, top: 'red', foot: 'blue' })),
    );
    expect(seen(thumbnail)).toEqual({ width: 96, height: 192, top: 'red', foot: 'blue' });
    expect(thumbnail.length).toBeLessThan(10_000);
  });

  test('a fax has a picture of each page', async () => {
    const { pages, of } = await drawn(fixture('three-pages.tif'), 'image/tiff');
    expect({ of, pages: pages.length }).toEqual({ of: 3, pages: 3 });
  });

  test('what is transparent becomes white, and what is long is made shorter', async () => {
    using clear = vips.Image.black(3000, 10, { bands: 4 }).copy({ interpretation: 'srgb' });
    const { pages } = await drawn(clear.writeToBuffer('.png').slice(), 'image/png');
    expect(pages.map(seen)).toEqual([{ width: 2000, height: 7, top: 'white', foot: 'white' }]);
  });

  test.each([
    ['more pixels than phones take', pngOf(8001, 8000)],
    ['far more pixels', pngOf(60_000, 60_000)],
  ])('%s are not unpacked', async (_, content) => {
    expect(await drawPages(content, 'image/png')).toEqual({ none: 'too-large' });
  });

  test.each([
    ['a HEIC that ends early', fixture('on-its-side.heic').slice(0, 400), 'image/heic'],
    ['a JPEG that only begins', fixture('on-its-side.jpg').slice(0, 40), 'image/jpeg'],
    ['a PDF that is none', bytes('%PDF-1.7\nnothing'), 'application/pdf'],
    ['a PDF without pages', pdfOfPages(0), 'application/pdf'],
  ])('%s has no preview', async (_, content, mimeType) => {
    const result = await drawPages(content, mimeType).catch(() => ({ none: 'not-readable' }));
    expect(result).toEqual({ none: 'not-readable' });
    // What draws goes on.
    expect((await drawn(fixture('on-its-side.heic'), 'image/heic')).of).toBe(1);
  });
});

/** The markers of a JPEG up to its picture (ITU-T T.81, annex B). */
function markersOf(jpeg: Uint8Array): number[] {
  const markers: number[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda;) {
    markers.push(jpeg[at + 1] ?? 0);
    at += 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0);
  }
  return markers;
}
