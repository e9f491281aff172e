import { describe, expect, test } from 'vitest';
import { openPlay, type Play } from '../play.ts';
import { bytes, docx, heic, odt, pdf, png, program, zip } from '../small-files.ts';

const at = '2026-06-01T09:00:00Z';
const largestDocument = 3_500_000;
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const openDocument = 'application/vnd.oasis.opendocument.text';

async function add(
  play: Play,
  reference: string,
  content: Uint8Array,
  { user = 'complaints-officer', title = 'A paper' }: { user?: string; title?: string | null } = {},
) {
  const query = title === null ? '' : `?title=${encodeURIComponent(title)}`;
  const answer = await play.system.app.request(
    `http://127.0.0.1/api/v1/cases/${reference}/documents${query}`,
    {
      method: 'POST',
      headers: user === '' ? {} : { authorization: `Bearer local:${user}` },
      body: new Uint8Array(content),
    },
  );
  const text = await answer.text();
  return { status: answer.status, text, body: JSON.parse(text) };
}

const fetched = (play: Play, reference: string, id: string, user: string) =>
  play.system.app.request(`http://127.0.0.1/api/v1/cases/${reference}/documents/${id}`, {
    headers: { authorization: `Bearer local:${user}` },
  });

describe('recognising a document by its content', () => {
  test.each<[string, Uint8Array, string]>([
    ['a PDF', pdf('<< >>'), 'application/pdf'],
    ['a PNG', png, 'image/png'],
    ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]), 'image/jpeg'],
    ['a photo of a phone', heic(), 'image/heic'],
    ['a Word document', docx(), word],
    ['an OpenDocument text', odt(), openDocument],
    ['plain text in any alphabet', bytes('Ffôn: 01743. 電話もなかった。'), 'text/plain'],
  ])('accepts %s, keeps every byte, and serves it as a file, never as a page', async (_, content, type) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const added = await add(play, reference, content, { title: '  Diary of calls.exe ' });
    expect([added.status, added.body]).toEqual([
      201,
      expect.objectContaining({
        id: 'D1',
        title: 'Diary of calls.exe',
        mimeType: type,
        size: content.length,
        addedBy: 'user:complaints-officer',
      }),
    ]);
    const back = await fetched(play, reference, 'D1', 'complaints-officer');
    expect(Buffer.from(await back.arrayBuffer())).toEqual(Buffer.from(content));
    expect(
      ['content-type', 'content-disposition', 'content-security-policy'].map((name) =>
        back.headers.get(name),
      ),
    ).toEqual([type, 'attachment', "default-src 'none'; sandbox"]);
  });

  test.each<[string, Uint8Array, string]>([
    ['a program', program, 'file-is-program'],
    ['a web page', bytes('<!DOCTYPE html>'), 'file-is-program'],
    ['a document with macros', docx({ 'word/vbaProject.bin': 'x' }), 'file-has-macros'],
    ['a PDF that runs a script', pdf('<< /S /JavaScript >>'), 'file-runs-actions'],
    ['a locked archive', zip({ 'a.png': png }, { locked: true }), 'file-is-locked'],
    ['half an archive', zip({ 'a.png': png }).subarray(0, 60), 'file-damaged'],
    ['text with a zero byte', bytes('Dear Sir', [0], 'or Madam'), 'file-type-not-accepted'],
  ])('refuses %s, whatever its name', async (_, content, code) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const refused = await add(play, reference, content, { title: 'report.pdf' });
    expect([refused.status, refused.body]).toEqual([422, expect.objectContaining({ code })]);
    expect((await play.file(reference)).documents).toEqual([]);
  });
});

describe('size and title of a document', () => {
  test('accepts a document of the largest size, and refuses one byte more', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    expect((await add(play, reference, Buffer.alloc(largestDocument, 'a'))).status).toBe(201);
    const larger = await add(play, reference, Buffer.alloc(largestDocument + 1, 'b'));
    expect([larger.status, larger.text]).toEqual([422, expect.stringContaining('3.5 MB at most')]);
    const huge = await add(play, reference, Buffer.alloc(2 * largestDocument, 'c'));
    expect([huge.status, huge.text]).toEqual([413, expect.stringContaining('The limit is 3.5 MB')]);
    expect((await play.file(reference)).documents.map(({ size }) => size)).toEqual([largestDocument]);
  });

  test('refuses an empty document', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const empty = await add(play, reference, new Uint8Array());
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('The file is empty')]);
  });

  test.each([
    ['no title', null, 422],
    ['a blank one', '  ', 422],
    ['one of 200 characters', 'x'.repeat(200), 201],
    ['one of 201', 'x'.repeat(201), 422],
  ])('%s', async (_, title, status) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    expect((await add(play, reference, bytes('A note.'), { title })).status).toBe(status);
    expect((await play.file(reference)).documents).toHaveLength(status === 201 ? 1 : 0);
  });
});

test('makes one document of the same content sent twice, even at the same moment', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const twice = await Promise.all(
    ['A note', 'A note again'].map((title) => add(play, reference, bytes('Nobody called.'), { title })),
  );
  expect(twice.map(({ status, body }) => [status, body.id])).toEqual([
    [201, 'D1'],
    [201, 'D1'],
  ]);
  expect((await add(play, reference, bytes('Somebody called.'))).body.id).toBe('D2');
  expect((await play.file(reference)).documents.map(({ id }) => id)).toEqual(['D1', 'D2']);
  expect((await play.story(reference)).filter((line) => line === 'document-added')).toHaveLength(2);
});

describe('permission to add and read a document', () => {
  test.each([
    ['a complaints officer', 'complaints-officer-2', 201, 200],
    ['who has the open step', 'team-manager', 201, 200],
    ['another manager, for whom there is no such case', 'team-manager-2', 404, 404],
    ['a quality checker before the check', 'quality-checker', 404, 404],
    ['an Investigating Officer who is not appointed', 'investigating-officer', 404, 404],
    ['a report writer', 'report-writer', 404, 404],
    ['an administrator', 'administrator', 404, 404],
  ])('%s', async (_, user, adds, reads) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    await add(play, reference, bytes('Call log.'));
    expect((await add(play, reference, bytes('A report.'), { user })).status).toBe(adds);
    expect((await fetched(play, reference, 'D1', user)).status).toBe(reads);
    expect((await play.file(reference)).documents).toHaveLength(adds === 201 ? 2 : 1);
  });

  test('lets a former assignee read but not add', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-2-window');
    await add(play, reference, bytes('Call log.'));
    const refused = await add(play, reference, bytes('A report.'), { user: 'team-manager' });
    expect([refused.status, refused.text]).toEqual([
      403,
      expect.stringContaining('You have no open step in this case.'),
    ]);
    expect((await fetched(play, reference, 'D1', 'team-manager')).status).toBe(200);
  });

  test('refuses both to a person complained about, whatever their role', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    await play.post(`/cases/${reference}/details`, { complainedAbout: ['complaints-officer-2'] });
    await add(play, reference, bytes('Call log.'));
    const command = { user: 'complaints-officer-2' };
    expect((await add(play, reference, bytes('A report.'), command)).status).toBe(404);
    expect((await fetched(play, reference, 'D1', command.user)).status).toBe(404);
  });

  test('refuses visitors and unknown cases', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    expect((await add(play, reference, bytes('x'), { user: '' })).status).toBe(401);
    expect((await add(play, 'SC-2026-00009-9', bytes('x'))).status).toBe(404);
    expect((await fetched(play, reference, 'D1', 'complaints-officer')).status).toBe(404);
  });
});
