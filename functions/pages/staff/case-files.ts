import { setTimeout } from 'node:timers/promises';
import { Hono } from 'hono';
import { attachmentToOpen } from '../../operations/check-file/attachment-to-open.ts';
import { scanOf } from '../../operations/check-file/scan.ts';
import { canBeDrawn, previewOf, previewPage, thumbnailOf } from '../../operations/preview-file/previews.ts';
import { always } from '../../operations/recent-case.ts';
import { documentToOpen, refusedToOpen, sendFile, type FileToOpen } from '../kit/download.ts';
import {
  noPage,
  page,
  readableCase,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { noThumbnail } from '../kit/render.ts';

/** So long a page waits for a preview that is being drawn, before it says so: most are there by then. */
const looks = { times: 8, every: 500 };

/** The files of a case that the reader may have: to download, and to look at as pictures. */
export function caseFiles(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  const documentOf = async (c: PageContext): Promise<FileToOpen | undefined> => {
    const file = await readableCase(kit, c, { recent: always });
    const document = file?.documents.find(({ id }) => id === c.req.param('document'));
    return document && documentToOpen(document);
  };
  const attachmentOf = async (c: PageContext): Promise<FileToOpen | undefined> => {
    const named = c.req.param('message');
    const file = await readableCase(kit, c, {
      recent: ({ messages }) => messages.some(({ id }) => id === named),
    });
    const message = file?.messages.find(({ id }) => id === named);
    const attachment = message?.attachments[Number(c.req.param('attachment')) - 1];
    return attachment && attachmentToOpen(kit.deps, attachment);
  };

  for (const { at, fileOf } of [
    { at: '/cases/:reference/documents/:document', fileOf: documentOf },
    { at: '/cases/:reference/messages/:message/:attachment', fileOf: attachmentOf },
  ]) {
    app.get(at, async (c) => sendFile(kit, c, await fileOf(c)));
    app.get(`${at}/view`, async (c) => showPreview(kit, c, await fileOf(c)));
    app.get(`${at}/view/thumbnail`, async (c) => sendThumbnail(kit, c, await fileOf(c)));
    app.get(`${at}/view/:page`, async (c) => sendPicture(kit, c, await fileOf(c)));
  }
  return app;
}

/** The page that shows a file as pictures. */
async function showPreview(kit: PageKit, c: PageContext, stored: FileToOpen | undefined): Promise<Response> {
  if (!stored || !canBeDrawn(stored.mimeType)) return noPage(kit, c);
  const refused = await refusedToOpen(kit, c, stored);
  if (refused) return refused;
  const { size = 0 } = (await kit.deps.files.about(stored.file)) ?? {};
  const { staff } = wordsOf(c);
  const words = staff.case.preview;
  const { name } = stored;
  const [here, reference = ''] = [c.req.path, c.req.param('reference')];
  let preview = await previewOf(kit.deps, stored.file);
  for (let look = 0; preview === 'being drawn' && look < looks.times; look++) {
    await setTimeout(looks.every);
    preview = await previewOf(kit.deps, stored.file);
  }
  const drawn = preview !== 'being drawn' && preview.state === 'drawn' ? preview : undefined;
  return page(kit, c, 'view-file.njk', {
    title: name,
    back: { href: `/cases/${reference}`, text: reference },
    download: {
      href: here.replace(/\/view$/, ''),
      text: words.download({ size: staff.fileSize({ bytes: size }) }),
    },
    again: preview === 'being drawn' ? here : undefined,
    noPreview: preview !== 'being drawn' && preview.state === 'none' ? words.none[preview.why] : undefined,
    about: [
      ...(stored.mimeType === 'application/pdf' && drawn ? [words.asPictures] : []),
      ...(drawn && drawn.pages < drawn.of ? [words.part({ pages: drawn.pages, of: drawn.of })] : []),
    ],
    pictures: Array.from({ length: drawn?.pages ?? 0 }, (_, index) => ({
      src: `${here}/${index + 1}`,
      alt:
        drawn?.of === 1 && stored.mimeType !== 'application/pdf'
          ? words.picture({ name })
          : words.page({ name, page: index + 1, of: drawn?.of ?? 1 }),
    })),
  });
}

/** One of the pictures of a preview. */
async function sendPicture(kit: PageKit, c: PageContext, stored: FileToOpen | undefined): Promise<Response> {
  if (!stored) return noPage(kit, c);
  const refused = await refusedToOpen(kit, c, stored);
  if (refused) return refused;
  const number = Number(c.req.param('page'));
  const picture = Number.isInteger(number) && (await previewPage(kit.deps, stored.file, number));
  return picture ? jpeg(c, picture) : noPage(kit, c);
}

/**
 * The small picture of a file on the page of its case. Where there is none yet it is asked for, and a sheet of paper stands in
 * its place: a page with many files waits for none of them. So it is while the scan is not done, without asking.
 */
async function sendThumbnail(
  kit: PageKit,
  c: PageContext,
  stored: FileToOpen | undefined,
): Promise<Response> {
  if (!stored || !canBeDrawn(stored.mimeType)) return noPage(kit, c);
  if ((await scanOf(kit.deps, stored)) === 'safe') {
    const picture = await thumbnailOf(kit.deps, stored.file);
    if (picture) return jpeg(c, picture);
    if (await kit.deps.files.about(stored.file)) await previewOf(kit.deps, stored.file);
  }
  // What shows nothing of a file is not recorded as a read of it.
  return c.redirect(noThumbnail.path, 303);
}

const jpeg = (c: PageContext, picture: Uint8Array): Response =>
  c.body(new Uint8Array(picture), 200, {
    'content-type': 'image/jpeg',
    'cache-control': 'private, no-store',
  });
