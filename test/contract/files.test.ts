import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Files } from '../../functions/adapters/aws/s3-files.ts';
import { diskFiles } from '../../functions/adapters/local/disk-files.ts';
import { guardDutyScanner } from '../../functions/adapters/aws/guardduty-scanner.ts';
import { s3Links } from '../../functions/adapters/aws/s3-links.ts';
import { diskLinks } from '../../functions/adapters/local/disk-links.ts';
import { fileLinks } from '../../infra/local/file-links.ts';
import type { FileLinks, Files } from '../../functions/ports.ts';
import { emulatorFor } from './emulator.ts';

const folder = await mkdtemp(join(tmpdir(), 'redress-files-'));
const kept = join(folder, 'files');
const emulator = emulatorFor('S3 half of the contract of Files');
afterAll(() => rm(folder, { recursive: true }));

interface Made {
  files: Files;
  links: FileLinks;
  /** A browser that sends a form, or follows a link. */
  browser(address: string, init?: RequestInit): Promise<Response>;
}

const clock = { now: () => new Date().toISOString() };

async function onS3(endpoint: string): Promise<Made> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new S3Client({ endpoint, region: 'eu-west-2', forcePathStyle: true, credentials });
  const bucket = `papers-${process.pid}`;
  // Made once for both groups of tests.
  await client.send(new CreateBucketCommand({ Bucket: bucket })).catch(() => undefined);
  // As the bucket of the stacks is.
  await client.send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  return {
    files: s3Files(client, bucket),
    links: s3Links(client, bucket, clock),
    browser: (address, init) => fetch(address, { ...init, redirect: 'manual' }),
  };
}

async function onDisk(): Promise<Made> {
  const files = diskFiles(kept);
  const links = diskLinks(folder, clock);
  const app = fileLinks(files, links);
  return { files, links, browser: async (address, init) => app.request(address, init) };
}

const implementations = [
  { name: 'on disk', make: onDisk },
  ...(emulator === undefined ? [] : [{ name: 'in S3', make: () => onS3(emulator) }]),
];

describe.each(implementations)('links to files $name', ({ make }) => {
  let made: Made;
  beforeAll(async () => {
    made = await make();
  });
  const backTo = 'http://127.0.0.1:3000/give-feedback/files?upload=U1';
  const opened = (until = new Date(Date.now() + 600_000).toISOString()) =>
    made.links.toUpload({ key: 'uploads/u1', mostBytes: 1_000, until, backTo, alongside: ['_csrf'] });
  async function send({ action, fields }: Awaited<ReturnType<typeof opened>>, content: string, name: string) {
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.append(field, value);
    body.append('_csrf', 'a token');
    body.append('file', new File([content], name));
    return made.browser(action, { method: 'POST', body });
  }

  it('take a file of the size allowed and lead back', async () => {
    const answer = await send(await opened(), 'x'.repeat(1_000), 'letter.txt');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/\/give-feedback\/files\?upload=U1/);
    expect(await made.files.about('uploads/u1')).toEqual({ size: 1_000, name: 'letter.txt' });
  });

  it('take an empty file, so that a page of ours can refuse it', async () => {
    expect((await send(await opened(), '', 'empty.txt')).status).toBe(303);
    expect(await made.files.about('uploads/u1')).toMatchObject({ size: 0 });
  });

  it('refuse a larger file, and any change', async () => {
    await made.files.erase('uploads/u1');
    const form = await opened();
    expect((await send(form, 'x'.repeat(1_001), 'letter.txt')).status).toBe(400);
    const elsewhere = { ...form, fields: { ...form.fields, key: 'letters/l1' } };
    expect((await send(elsewhere, 'x', 'letter.txt')).status).toBe(403);
    const more = { ...form, fields: { ...form.fields, acl: 'public-read' } };
    expect((await send(more, 'x', 'letter.txt')).status).toBe(403);
    expect(await made.files.about('uploads/u1')).toBeUndefined();
    expect(await made.files.about('letters/l1')).toBeUndefined();
  });

  it('download a file under its name and type', async () => {
    await made.files.put('documents/d1', Buffer.from('Dear Sir'), 'text/plain');
    const link = await made.links.toDownload({
      key: 'documents/d1',
      mimeType: 'application/pdf',
      name: 'Ffôn.pdf',
    });
    const answer = await made.browser(link);
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
      200,
      'Dear Sir',
      'application/pdf',
    ]);
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Ff%C3%B4n.pdf");
  });
});

describe.each(implementations)('files $name', ({ make }) => {
  let files: Files;
  beforeAll(async () => {
    ({ files } = await make());
  });
  const bytes = Uint8Array.from({ length: 100_000 }, (_, n) => (n * 7) % 256);

  it.each(['mail/2026/m-1.eml', 'a', '..a/b..', 'x_Y-0.1/.hidden'])(
    'come back byte for byte under %s',
    async (key) => {
      await files.put(key, bytes, 'message/rfc822');
      expect(Buffer.compare((await files.get(key)) ?? Buffer.of(), bytes)).toBe(0);
    },
  );

  it('return the last content written, even empty', async () => {
    await Promise.all(Array.from({ length: 8 }, () => files.put('again', bytes, 'text/plain')));
    await files.put('again', Buffer.from('new'), 'text/plain');
    expect(Buffer.from((await files.get('again')) ?? []).toString()).toBe('new');
    await files.put('empty', new Uint8Array(), 'text/plain');
    expect((await files.get('empty'))?.length).toBe(0);
  });

  it('are undefined if never written', async () => {
    await files.put('letters/L1', bytes, 'text/html');
    expect(await files.get('nothing')).toBeUndefined();
    expect(await files.get('letters')).toBeUndefined();
    expect(await files.get('letters/L1/more')).toBeUndefined();
  });

  it('tell their size and their first bytes, and are copied whole', async () => {
    await files.put('copies/from', bytes, 'text/plain');
    expect(await files.about('copies/from')).toEqual({ size: bytes.length });
    expect(Buffer.from((await files.start('copies/from', 10)) ?? [])).toEqual(
      Buffer.from(bytes.subarray(0, 10)),
    );
    expect((await files.start('copies/from', 200_000))?.length).toBe(bytes.length);
    await files.copy('copies/from', 'copies/to', 'application/pdf');
    expect(Buffer.compare((await files.get('copies/to')) ?? Buffer.of(), bytes)).toBe(0);
    expect([
      await files.about('copies'),
      await files.about('copies/no'),
      await files.start('copies/no', 10),
    ]).toEqual([undefined, undefined, undefined]);
    await expect(files.copy('copies/no', 'copies/to', 'text/plain')).rejects.toMatchObject({
      name: expect.stringMatching(/^(FileNotFound|NoSuchKey)$/),
    });
    await files.put('copies/empty', new Uint8Array(), 'text/plain');
    expect([await files.about('copies/empty'), await files.start('copies/empty', 10)]).toEqual([
      { size: 0 },
      undefined,
    ]);
  });

  it('are listed by prefix', async () => {
    const keys = ['list/c1/a', 'list/c1/b.eml', 'list/c1/in/d', 'list/c10/a', 'list/c1.eml'];
    for (const key of keys) await files.put(key, bytes, 'text/plain');
    expect(await files.list('list/c1/')).toEqual(keys.slice(0, 3));
    expect(await files.list('list/c2/')).toEqual([]);
  });

  it('are erased in every version, without those with longer names', async () => {
    for (const text of ['first', 'second', 'third'])
      await files.put('erase/c1', Buffer.from(text), 'text/plain');
    await files.put('erase/c1-2', bytes, 'text/plain');
    await files.put('erase/c10', bytes, 'text/plain');
    await Promise.all([files.erase('erase/c1'), files.erase('erase/c1')]);
    await files.erase('erase/c1');
    await files.erase('erase/never/was');
    expect(await files.get('erase/c1')).toBeUndefined();
    expect(await files.list('erase/')).toEqual(['erase/c1-2', 'erase/c10']);
    await files.put('erase/c1', Buffer.from('again'), 'text/plain');
    expect(Buffer.from((await files.get('erase/c1')) ?? []).toString()).toBe('again');
  });
});

describe.runIf(emulator !== undefined)('the scan of a file by GuardDuty', () => {
  const client = new S3Client({
    endpoint: emulator ?? '',
    region: 'eu-west-2',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const bucket = `papers-${process.pid}`;
  const scanner = guardDutyScanner(client, bucket);
  const files = s3Files(client, bucket);

  it.each([
    [undefined, 'waiting'],
    ['NO_THREATS_FOUND', 'safe'],
    ['THREATS_FOUND', 'malware'],
    ['UNSUPPORTED', 'waiting'],
    ['ACCESS_DENIED', 'waiting'],
    ['FAILED', 'waiting'],
  ])('with the tag %s is %s', async (status, verdict) => {
    await files.put('documents/scanned', Buffer.from('Dear Sir'), 'text/plain');
    if (status !== undefined)
      await client.send(
        new PutObjectTaggingCommand({
          Bucket: bucket,
          Key: 'documents/scanned',
          Tagging: { TagSet: [{ Key: 'GuardDutyMalwareScanStatus', Value: status }] },
        }),
      );
    expect(await scanner.verdict('documents/scanned')).toBe(verdict);
  });

  it('does not go with a copy of the file', async () => {
    await client.send(
      new PutObjectTaggingCommand({
        Bucket: bucket,
        Key: 'documents/scanned',
        Tagging: { TagSet: [{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }] },
      }),
    );
    await files.copy('documents/scanned', 'documents/copy', 'text/plain');
    expect(await scanner.verdict('documents/copy')).toBe('waiting');
  });
});

describe('files on disk', () => {
  const files = diskFiles(kept);

  it.each([
    '',
    '/',
    '/etc/passwd',
    '../secret',
    'mail/../../secret',
    'mail/..',
    './mail',
    'mail//m1',
    'mail/',
    'a b',
    'a\\b',
    'a\0',
    'a\n',
    '~',
    'é',
  ])('have no key %j', async (key) => {
    await writeFile(join(folder, 'secret'), 'secret');
    await expect(files.get(key)).rejects.toMatchObject({ name: 'InvalidFileKey' });
    await expect(files.put(key, Buffer.of(1), 'text/plain')).rejects.toMatchObject({
      name: 'InvalidFileKey',
    });
  });

  it('are erased with the remains of an interrupted writer', async () => {
    await files.put('half/c1', Buffer.of(1), 'text/plain');
    await writeFile(join(kept, 'half/c1~1f'), 'half');
    await writeFile(join(kept, 'half/c10~1f'), 'half of another');
    expect(await files.list('half/')).toEqual(['half/c1']);
    await files.erase('half/c1');
    expect(await readdir(join(kept, 'half'))).toEqual(['c10~1f']);
  });

  it('leave nothing behind when they cannot be written', async () => {
    await mkdir(join(kept, 'taken/by-a-folder'), { recursive: true });
    await expect(files.put('taken/by-a-folder', Buffer.of(1), 'text/plain')).rejects.toMatchObject({
      code: 'EISDIR',
    });
    expect(await readdir(join(kept, 'taken'))).toEqual(['by-a-folder']);
    await files.put('taken/whole', Buffer.of(1), 'text/plain');
    expect(await readdir(join(kept, 'taken'))).toEqual(['by-a-folder', 'whole']);
  });
});
