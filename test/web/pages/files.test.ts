import { expect, test } from 'vitest';
import { records } from '../../calls-of-functions.ts';
import { complainant, openPlay, type Play } from '../../play.ts';
import type { FileScanner } from '../../../functions/ports.ts';
import { docx, eicar, heic, jpeg, pdf, program } from '../../small-files.ts';
import { browse, type Shown } from './browse.ts';

const at = '2026-06-01T09:00:00Z';
type Visitor = ReturnType<typeof browse>;

async function officer(play: Play) {
  const visitor = browse(play);
  await visitor.signIn('complaints-officer');
  return visitor;
}

test('an attachment is named by what it is, and one that no one may open is held back with the reason', async () => {
  const play = await openPlay(at);
  await play.mail({
    attachments: [
      { filename: 'photo.png', content: jpeg(), contentType: 'image/png' },
      { filename: 'photo.hta', content: 'Dear Sir', contentType: 'image/jpeg' },
      { filename: 'report.docx', content: docx({ 'word/vbaProject.bin': 'x' }) },
    ],
  });
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  const visitor = await officer(play);
  const shown = await visitor.get(`/cases/${reference}`);
  const messages = shown.page.querySelector('section[aria-labelledby=messages]');
  expect(messages?.querySelectorAll('a[download]').map((link) => link.textContent)).toEqual(['photo.png']);
  expect(messages?.text).toContain('photo.hta');
  expect(messages?.text).toContain('Held back: a program, a shortcut or a web page. Do not open it.');
  expect(messages?.text).toContain('Held back: it contains macros or other parts that run.');
  const photo = await visitor.get(`/cases/${reference}/messages/M1/1`);
  expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(photo.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''photo.jpg");
  for (const held of [2, 3])
    expect((await visitor.get(`/cases/${reference}/messages/M1/${held}`)).status).toBe(404);
});

const waiting = (play: Play) => play.deps.files.list('uploads/');
const photo = (size = 3_900_000) => new File([heic(size)], 'IMG 1 – bruise.HEIC');

const before = {
  kind: { kind: 'complaint' },
  about: { serviceArea: "Children's Social Care", aboutWhom: 'Jo' },
  you: { relation: 'parent' },
  'for-whom': { actsFor: 'child' },
  'child-agrees': { consentSaid: 'not asked' },
  'what-happened': { text: 'Nobody called back.' },
  'what-should-happen': { wishedOutcome: 'An apology' },
};
const after = { name: { name: 'Sam Carter' }, reach: { reach: 'email' }, email: { email: complainant } };

/** Answers the questions of the public form one after another, as far as there are answers. */
async function answer(visitor: Visitor, from: Shown, answers: Record<string, Record<string, string>>) {
  let page = from;
  for (;;) {
    const given = answers[page.at.split('/').at(-1) ?? ''];
    if (given === undefined || page.status !== 200) return page;
    page = await visitor.send(page, given, { do: 'continue' });
  }
}

/** A visitor on the page that asks for files. */
async function atFiles(play: Play) {
  const visitor = browse(play);
  const page = await answer(visitor, await visitor.get('/give-feedback'), before);
  expect(page.at).toBe('/give-feedback/files');
  return { visitor, page };
}

/** The fields of a page's upload link, for a browser that sends them itself. */
const linkOn = ({ page }: Shown) =>
  Object.fromEntries(
    page
      .querySelectorAll('main form[enctype] input[type=hidden]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  );

/** Sends a file by a link, as any program can that has it. */
async function put(play: Play, fields: Record<string, string>, file: File) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file);
  return play.system.app.request('http://127.0.0.1/local/files/upload', { method: 'POST', body });
}

test('a photo of a phone is uploaded by a link, becomes a document of the case, and is downloaded by a link', async () => {
  const play = await openPlay(at);
  const { visitor, page } = await atFiles(play);
  const added = await visitor.send(page, { file: photo() }, {});
  expect([added.at, added.text]).toEqual([
    '/give-feedback/files',
    expect.stringContaining('IMG 1 – bruise.HEIC 3.9 MB'),
  ]);
  const check = await answer(visitor, await visitor.send(added, {}, { do: 'continue' }), after);
  const sent = await visitor.send(check, {}, {});
  expect(sent.at).toBe('/give-feedback/sent');
  await play.settle();
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  expect((await play.file(reference)).documents).toEqual([
    expect.objectContaining({ title: 'IMG 1 – bruise.HEIC', mimeType: 'image/heic', size: photo().size }),
  ]);
  expect(await waiting(play)).toEqual([]);

  const reader = await officer(play);
  const shown = await reader.get(`/cases/${reference}`);
  const link = shown.page.querySelector('section[aria-labelledby=documents] a')?.getAttribute('href') ?? '';
  const file = await reader.get(link);
  expect(file.at).toMatch(/^\/local\/files\/download\?/);
  expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
    200,
    'image/heic',
    "attachment; filename*=UTF-8''IMG%201%20%E2%80%93%20bruise.HEIC",
  ]);
  expect((await play.deps.store.reads(reference)).map(({ kind, what }) => [kind, what])).toContainEqual([
    'document',
    'D1',
  ]);
});

test('a file that no one may open is refused in words where it was added, and nothing of it stays', async () => {
  const play = await openPlay(at);
  const { visitor, page } = await atFiles(play);
  const refused = await visitor.send(page, { file: new File(['Dear Sir'], 'photo.hta') }, {});
  expect([refused.status, refused.page.querySelector('#file-error')?.text.trim()]).toEqual([
    422,
    'Error: We could not add photo.hta. The file is a program, a shortcut or a web page. Choose a document, picture or recording instead',
  ]);
  expect(await waiting(play)).toEqual([]);
  const locked = new File([pdf('<< /Encrypt 5 0 R >>')], 'letter.pdf');
  expect((await visitor.send(refused, { file: locked }, {})).text).toContain('locked with a password');
  expect((await visitor.send(refused, { file: photo() }, {})).text).toContain('bruise.HEIC');
});

test('a link takes one file, as large as it says, for three hours, and for the visit it was made for', async () => {
  const play = await openPlay(at);
  const { visitor, page } = await atFiles(play);
  const fields = linkOn(page);
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self';");
  // More than the page takes, so that the page says what is too large.
  expect(fields['mostBytes']).toBe('100000000');
  const statusOf = async (changed: Record<string, string>, file = photo()) =>
    (await put(play, { ...fields, ...changed }, file)).status;
  for (const changed of [
    { mostBytes: '999000000' },
    { key: 'letters/SC-2026-00001-4/1.html' },
    { backTo: '//evil.example/' },
    { until: '2027-01-01T00:00:00.000Z' },
    { further: 'field' },
  ])
    expect(await statusOf(changed)).toBe(403);
  expect(await waiting(play)).toEqual([]);

  const taken = await put(play, fields, photo());
  const back = taken.headers.get('location') ?? '';
  expect([taken.status, back]).toEqual([303, expect.stringMatching(/^\/give-feedback\/files\?upload=/)]);
  const { visitor: another } = await atFiles(play);
  const stolen = await another.get(back);
  expect([stolen.status, stolen.text]).toEqual([422, expect.stringContaining('did not arrive')]);
  const elsewhere = back.replace('/give-feedback/', '/children/');
  expect((await visitor.get(elsewhere)).text).not.toContain('bruise');
  expect((await visitor.get(back)).text).toContain('bruise');

  await play.to('2026-06-01', '12:59');
  expect(await statusOf({})).toBe(303);
  await play.to('2026-06-01', '13:00');
  expect(await statusOf({})).toBe(403);
});

test('a file that is too large, or empty, is refused in words where it was added, and nothing of it stays', async () => {
  const play = await openPlay(at);
  const { visitor, page } = await atFiles(play);
  const film = new File([new Uint8Array(25_000_001)], 'film.mp4');
  const refused = await visitor.send(page, { file: film }, {});
  expect([refused.status, refused.page.querySelector('#file-error')?.text.trim()]).toEqual([
    422,
    'Error: We could not add film.mp4. The file is too large. It can be 25 MB at most',
  ]);
  const empty = await visitor.send(refused, { file: new File([], 'empty.txt') }, {});
  expect([empty.status, empty.page.querySelector('#file-error')?.text]).toEqual([
    422,
    expect.stringContaining('We could not add empty.txt. The file is empty'),
  ]);
  expect(await waiting(play)).toEqual([]);
  expect((await visitor.send(empty, { file: photo() }, {})).text).toContain('bruise.HEIC');
});

test('what a link writes after the file was checked is checked again', async () => {
  const play = await openPlay(at);
  const { visitor, page } = await atFiles(play);
  const fields = linkOn(page);
  const added = await visitor.send(page, { file: photo() }, {});
  const [checked = ''] = await waiting(play);
  await put(play, fields, new File([program], 'photo.exe'));
  const check = await answer(visitor, await visitor.send(added, {}, { do: 'continue' }), after);
  await visitor.send(check, {}, {});
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  const [document] = (await play.file(reference)).documents;
  expect(checked).not.toBe(fields['key']);
  expect(await play.deps.files.get(document?.file ?? '')).toEqual(heic(3_900_000));
});

test('what no one took up is erased', async () => {
  const play = await openPlay(at);
  const { page } = await atFiles(play);
  await put(play, linkOn(page), photo());
  expect(await waiting(play)).toHaveLength(1);
  await play.to('2026-06-02', '08:00');
  expect(await waiting(play)).toEqual([]);
});

test('an officer uploads a large file, names it, and it goes with the case when that is erased', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const visitor = await officer(play);
  const adding = await visitor.get(`/cases/${reference}/add-document`);
  const further = adding.page
    .querySelectorAll('main a')
    .find(({ textContent }) => textContent.includes('more than 3.5 MB'));
  const page = await visitor.get(further?.getAttribute('href') ?? '');
  const film = new File([jpeg(30_000_000)], 'scan.jpg');
  const uploaded = await visitor.send(page, { file: film }, {});
  expect([uploaded.status, uploaded.text]).toEqual([200, expect.stringContaining('scan.jpg')]);
  const unnamed = await visitor.send(uploaded, { title: ' ' }, {});
  expect([unnamed.status, unnamed.text]).toEqual([422, expect.stringContaining('scan.jpg')]);
  const added = await visitor.send(unnamed, { title: 'Scan of the file' }, {});
  expect(added.text).toContain('Scan of the file');
  const [document] = (await play.file(reference)).documents;
  expect(document).toMatchObject({ title: 'Scan of the file', size: film.size, mimeType: 'image/jpeg' });
  expect(await play.deps.files.list(`documents/${reference}/`)).toEqual([document?.file]);

  const answered = await play.system.app.request(`http://127.0.0.1/api/v1/cases/${reference}/documents/D1`, {
    headers: { authorization: 'Bearer local:complaints-officer' },
  });
  const link = answered.headers.get('location') ?? '';
  const get = (address: string) => play.system.app.request(`http://127.0.0.1${address}`);
  expect([answered.status, (await get(link)).status]).toEqual([302, 200]);
  expect((await get(link.replace('documents', 'letters'))).status).toBe(403);
  const outsider = browse(play);
  await outsider.signIn('administrator');
  const hidden = await outsider.get(`/cases/${reference}/documents/D1`);
  expect([hidden.status, hidden.at]).toEqual([404, `/cases/${reference}/documents/D1`]);
  await play.to('2026-06-01', '10:10');
  expect((await get(link)).status).toBe(403);
});

test('a complainant adds a large file before they write', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const visitor = browse(play);
  await visitor.get(await play.privateLink());
  const writing = await visitor.get('/follow/add');
  const further = writing.page
    .querySelectorAll('main a')
    .find(({ textContent }) => textContent.includes('more than 3.5 MB'));
  const page = await visitor.get(further?.getAttribute('href') ?? '');
  const refused = await visitor.send(
    page,
    { file: new File([docx({ 'word/vbaProject.bin': 'x' })], 'a.docx') },
    {},
  );
  expect([refused.at.split('?')[0], refused.text]).toEqual([
    '/follow/add',
    expect.stringContaining('We could not add a.docx. The file contains macros'),
  ]);
  const uploaded = await visitor.send(page, { file: photo() }, {});
  // The link takes another file in the place of the first.
  expect(uploaded.text).toContain('bruise.HEIC');
  const sent = await visitor.send(uploaded, { text: 'Here is the photo.' }, {});
  expect(sent.at).toBe('/follow/done/message');
  const { documents, messages } = await play.file(reference);
  expect(messages.at(-1)?.text).toBe('Here is the photo.');
  expect(documents.map(({ title, addedBy }) => [title, addedBy])).toEqual([
    ['IMG 1 – bruise.HEIC', 'complainant'],
  ]);
  await play.to('2026-06-20');
  expect(await waiting(play)).toEqual([]);
});

/** A play with a scanner that says of each file what it is told. */
async function scanned(scans: FileScanner['scans'], verdictOf: (key: string) => Awaited<Verdict>) {
  const scanner: FileScanner = { scans, verdict: async (key) => verdictOf(key) };
  return openPlay(at, { adapters: () => ({ scanner }) });
}
type Verdict = ReturnType<FileScanner['verdict']>;

// On AWS no file is scanned at once.
test.skipIf(records)('a file with malware is refused where it is added', async () => {
  const logged: object[] = [];
  const play = await openPlay(at, {
    securityLog: (event, fields) => void logged.push({ event, ...fields }),
    adapters: ({ files }) => ({
      scanner: {
        scans: 'at once',
        verdict: async (key) =>
          Buffer.from((await files.get(key)) ?? []).includes(eicar) ? 'malware' : 'safe',
      },
    }),
  });
  const { visitor, page } = await atFiles(play);
  const refused = await visitor.send(page, { file: new File([eicar], 'letter.txt') }, {});
  expect([refused.status, refused.text]).toEqual([
    422,
    expect.stringContaining('We could not add letter.txt. The file may contain a virus. Choose another file'),
  ]);
  expect(await waiting(play)).toEqual([]);
  const reference = await play.complaint();
  const added = await play.system.app.request(
    `http://127.0.0.1/api/v1/cases/${reference}/documents?title=Letter`,
    { method: 'POST', headers: { authorization: 'Bearer local:complaints-officer' }, body: eicar },
  );
  expect([added.status, await added.json()]).toEqual([
    422,
    expect.objectContaining({ code: 'file-has-malware' }),
  ]);
  expect(await play.deps.files.list(`documents/${reference}/`)).toEqual([]);

  await play.mail({ attachments: [{ filename: 'letter.txt', content: eicar }] });
  const [mailed = ''] = (await play.deps.store.cases({ limit: 2 })).items.map(({ id }) => id);
  const reader = await officer(play);
  const shown = await reader.get(`/cases/${mailed}`);
  expect(shown.text).toContain('Held back: it may contain a virus. Do not open it.');
  expect((await reader.get(`/cases/${mailed}/messages/M1/1`)).status).toBe(404);
  expect((await reader.get(`/cases/${mailed}/source/M1/file`)).status).toBe(404);
  const found = logged.filter((entry) => 'event' in entry && entry.event === 'malware-found');
  expect(found).toEqual(
    [/^uploads\//, new RegExp(`^documents/${reference}/`), /^attachments\//].map((file) => ({
      event: 'malware-found',
      file: expect.stringMatching(file),
    })),
  );
});

test('a file that is scanned later opens for no one before the scan has found nothing', async () => {
  let verdict: Awaited<Verdict> = 'waiting';
  const play = await scanned('later', () => verdict);
  await play.mail({ attachments: [{ filename: 'diary.txt', content: '4 May: called.' }] });
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  const reader = await officer(play);
  const adding = await reader.get(`/cases/${reference}/add-document`);
  await reader.send(adding, { title: 'Letter', file: new File(['Dear Sir'], 'letter.txt') }, {});
  const api = () =>
    play.system.app.request(`http://127.0.0.1/api/v1/cases/${reference}/documents/D1`, {
      headers: { authorization: 'Bearer local:complaints-officer' },
    });
  const opened = async () => [
    (await reader.get(`/cases/${reference}/messages/M1/1`)).status,
    (await reader.get(`/cases/${reference}/documents/D1`)).status,
    (await api()).status,
  ];
  expect(await opened()).toEqual([409, 409, 409]);
  const waits = await reader.get(`/cases/${reference}/documents/D1`);
  expect(waits.text).toContain('This file is still being checked');
  verdict = 'malware';
  expect(await opened()).toEqual([403, 403, 403]);
  verdict = 'safe';
  expect(await opened()).toEqual([200, 200, 200]);
});
