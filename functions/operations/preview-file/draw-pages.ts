import Vips from 'wasm-vips';
import type { Draw, Drawn } from './preview-file.ts';

// Files from outside are decoded by WebAssembly alone: what a hostile file does to a decoder stays in its memory.

/** The longest side of a page, in pixels: handwriting on a photo of a letter can be read. */
const longestSide = 2_000;
/** The longest side of a thumbnail: twice that of `.thumbnail` on pages, for screens with small pixels. */
const longestSideOfThumbnail = 192;
/** The most pixels of a picture: phones take 50 million. */
const mostPixels = 64_000_000;
/** The most pages that are drawn of a document, and after how many milliseconds no further one is begun. */
const mostPages = 10;
const longestTime = 25_000;
/** A preview above so many bytes is stored with less detail: a page of the case's pages is answered by a function. */
const mostBytes = 1_500_000;

type Libvips = Awaited<ReturnType<typeof Vips>>;

/** Pixels, eight bits each of red, green, blue and opacity, row by row. */
interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Pages before one of them is made small. */
type Pages = { pages: readonly Uint8Array[]; of: number } | Extract<Drawn, { none: unknown }>;

/** Draws pictures and PDFs, upright and at most 2,000 pixels long, without metadata, and the first page 192 pixels long. */
export const drawPages: Draw = async (content, mimeType) => {
  const drawn = await pagesOf(content, mimeType);
  if ('none' in drawn) return drawn;
  const [first] = drawn.pages;
  if (!first) return { none: 'not-readable' };
  const vips = await libvips();
  using small = vips.Image.thumbnailBuffer(first, longestSideOfThumbnail, {
    height: longestSideOfThumbnail,
    size: 'down',
  });
  return { ...drawn, thumbnail: jpegOf(vips, small) };
};

function pagesOf(content: Uint8Array, mimeType: string): Promise<Pages> {
  switch (mimeType) {
    case 'application/pdf':
      return drawPdf(content);
    case 'image/heic':
    case 'image/heif':
      return drawHeic(content);
    default:
      return drawPicture(content, mimeType);
  }
}

let loaded: Promise<Libvips> | undefined;

/** libvips with as little kept as possible. Loaded with the first picture. */
function libvips(): Promise<Libvips> {
  loaded ??= Vips({ dynamicLibraries: [], printErr: () => undefined }).then((vips) => {
    vips.Cache.max(0);
    return vips;
  });
  return loaded;
}

async function drawPicture(content: Uint8Array, mimeType: string): Promise<Pages> {
  const vips = await libvips();
  using header = vips.Image.newFromBuffer(content);
  if (header.width * header.height > mostPixels) return { none: 'too-large' };
  // Of a fax each page, of an animation the beginning.
  const of = mimeType === 'image/tiff' && header.getTypeof('n-pages') !== 0 ? header.getInt('n-pages') : 1;
  const pages: Uint8Array[] = [];
  const begun = performance.now();
  while (pages.length < Math.min(of, mostPages) && performance.now() - begun < longestTime) {
    using page = vips.Image.thumbnailBuffer(content, longestSide, {
      height: longestSide,
      size: 'down',
      output_profile: 'srgb',
      option_string: of > 1 ? `[page=${pages.length}]` : '',
    });
    pages.push(jpegOf(vips, page));
  }
  return { pages, of };
}

async function drawHeic(content: Uint8Array): Promise<Pages> {
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const images = new libheif.HeifDecoder().decode(content);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) return { none: 'not-readable' };
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > mostPixels) return { none: 'too-large' };
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const drawn = await new Promise<typeof target | null>((resolve) => {
    image.display(target, resolve);
  });
  for (const one of images) one.free();
  if (drawn === null) return { none: 'not-readable' };
  return { pages: [await jpegOfPixels({ ...drawn, data: new Uint8Array(drawn.data.buffer) })], of: 1 };
}

async function drawPdf(content: Uint8Array): Promise<Pages> {
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(content);
  // What people have filled in is part of a form.
  document.initializeFormFields();
  const of = document.getPageCount();
  const pages: Uint8Array[] = [];
  const begun = performance.now();
  while (pages.length < Math.min(of, mostPages) && performance.now() - begun < longestTime) {
    const page = document.getPage(pages.length);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = longestSide / Math.max(originalWidth, originalHeight, 1);
    const size = (points: number) => Math.max(1, Math.round(points * scale));
    const { data, width, height } = await page.render({
      width: size(originalWidth),
      height: size(originalHeight),
      render: 'bitmap',
      renderFormFields: true,
    });
    pages.push(await jpegOfPixels({ data, width, height }));
  }
  document.destroy();
  library.destroy();
  return { pages, of };
}

async function jpegOfPixels(pixels: Pixels): Promise<Uint8Array> {
  const vips = await libvips();
  const { data, width, height } = shrunk(pixels);
  using whole = vips.Image.newFromMemory(data, width, height, 4, vips.BandFormat.uchar);
  using coloured = whole.copy({ interpretation: 'srgb' });
  using page = coloured.thumbnailImage(longestSide, { height: longestSide, size: 'down' });
  return jpegOf(vips, page);
}

/**
 * A picture made smaller by a whole number, as long as that leaves it long enough: each pixel is the mean of a square. libvips does
 * the rest, and so need not hold 50 million pixels beside those of the decoder.
 */
function shrunk({ data, width, height }: Pixels): Pixels {
  const side = Math.floor(Math.max(width, height) / longestSide);
  if (side < 2 || Math.min(width, height) < side) return { data, width, height };
  const small = { width: Math.floor(width / side), height: Math.floor(height / side) };
  const means = new Uint8Array(small.width * small.height * 4);
  const sums = new Uint32Array(small.width * 4);
  for (let y = 0; y < small.height; y++) {
    sums.fill(0);
    for (let row = y * side; row < (y + 1) * side; row++)
      for (let x = 0, from = row * width * 4; x < sums.length; x += 4)
        for (let column = 0; column < side; column++, from += 4)
          for (let band = 0; band < 4; band++)
            sums[x + band] = (sums[x + band] ?? 0) + (data[from + band] ?? 0);
    for (let at = 0; at < sums.length; at++) means[y * sums.length + at] = (sums[at] ?? 0) / (side * side);
  }
  return { data: means, ...small };
}

/** A picture in JPEG, on white where it is transparent, without a profile or anything that was written about it. */
function jpegOf(vips: Libvips, picture: InstanceType<Libvips['Image']>): Uint8Array {
  using flat = picture.hasAlpha() ? picture.flatten({ background: [255] }) : picture.copy();
  for (const quality of [80, 60, 40]) {
    const jpeg = flat.jpegsaveBuffer({ Q: quality, keep: vips.ForeignKeep.none });
    if (jpeg.length <= mostBytes || quality === 40) return jpeg.slice();
  }
  throw new Error('no quality is left');
}
