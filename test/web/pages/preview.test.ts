import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPlay } from '../../play.ts';
import { heic } from '../../small-files.ts';
import { browse } from './browse.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/pictures/on-its-side.heic'));

const noThumbnail = '/assets/no-thumbnail.svg';

test('whoever may have a file sees it as a picture, and no one else', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.mail({
    attachments: [
      { filename: 'IMG_0001.HEIC', content: photo },
      { filename: 'IMG_0002.HEIC', content: heic(400) },
      { filename: 'notes.txt', content: 'Dear Sir or Madam' },
    ],
  });
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const links = (await officer.get(`/cases/${reference}`)).page
    .querySelectorAll('section[aria-labelledby=messages] a')
    .filter((link) => link.textContent.startsWith('View'));
  expect(links.map((link) => link.querySelector('img')?.attributes)).toEqual(
    ['IMG_0001.HEIC', 'IMG_0002.HEIC'].map((alt, index) => ({
      class: 'thumbnail',
      src: `/cases/${reference}/messages/M1/${index + 1}/view/thumbnail`,
      alt,
      width: '96',
      height: '96',
      loading: 'lazy',
    })),
  );
  const [of = '', damaged = ''] = links.map((link) => link.getAttribute('href') ?? '');

  // The page of the case asks for nothing to be drawn. The small picture does, and a sheet of paper stands in for it.
  expect(await play.deps.files.list('wanted-previews/')).toEqual([]);
  const thumbnail = `${of}/thumbnail`;
  const standIn = await officer.get(thumbnail);
  expect([standIn.at, standIn.headers.get('content-type')]).toEqual([noThumbnail, 'image/svg+xml']);
  expect(await play.deps.files.list('wanted-previews/')).toHaveLength(1);

  const shown = await officer.get(of);
  expect(shown.status).toBe(200);
  const [picture] = shown.page.querySelectorAll('main img');
  expect(picture?.getAttribute('alt')).toBe('Picture: IMG_0001.HEIC');
  const original = shown.page.querySelector('main a[download]');
  expect(original?.textContent).toBe(`Download the original (${photo.length} bytes)`);
  expect((await officer.get(original?.getAttribute('href') ?? '')).status).toBe(200);
  const src = picture?.getAttribute('src') ?? '';
  const jpeg = await officer.get(src);
  expect([jpeg.status, jpeg.headers.get('content-type'), jpeg.headers.get('cache-control')]).toEqual([
    200,
    'image/jpeg',
    'private, no-store',
  ]);
  expect((await officer.get(src.replace(/1$/, '2'))).status).toBe(404);
  const small = await officer.get(thumbnail);
  expect([small.status, small.headers.get('content-type'), small.headers.get('cache-control')]).toEqual([
    200,
    'image/jpeg',
    'private, no-store',
  ]);

  expect((await officer.get(damaged)).text).toContain('We could not make a preview of this file.');
  expect((await officer.get(`${damaged}/thumbnail`)).at).toBe(noThumbnail);
  for (const view of ['view', 'view/thumbnail'])
    expect((await officer.get(`/cases/${reference}/messages/M1/3/${view}`)).status).toBe(404);

  for (const user of ['investigating-officer', 'report-writer', 'administrator']) {
    const other = browse(play);
    await other.signIn(user);
    for (const at of [of, src, thumbnail]) expect([user, (await other.get(at)).status]).toEqual([user, 404]);
  }
});

test('a file whose scan is not done is not drawn, and says so', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z', {
    adapters: () => ({ scanner: { scans: 'later', verdict: async () => 'waiting' } }),
  });
  await play.mail({ attachments: [{ filename: 'IMG_0001.HEIC', content: photo }] });
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const refused = await officer.get(`/cases/${reference}/messages/M1/1/view`);
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('still being checked')]);
  expect((await officer.get(`/cases/${reference}/messages/M1/1/view/thumbnail`)).at).toBe(noThumbnail);
  expect(await play.deps.files.list('wanted-previews/')).toEqual([]);
});
