import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Files } from '../../functions/adapters/aws/s3-files.ts';
import { diskFiles } from '../../functions/adapters/local/disk-files.ts';
import type { Files } from '../../functions/ports.ts';
import { emulatorFor } from './emulator.ts';

const folder = await mkdtemp(join(tmpdir(), 'redress-files-'));
const kept = join(folder, 'files');
const emulator = emulatorFor('S3 half of the contract of Files');
afterAll(() => rm(folder, { recursive: true }));

async function onS3(endpoint: string): Promise<Files> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new S3Client({ endpoint, region: 'eu-west-2', forcePathStyle: true, credentials });
  await client.send(new CreateBucketCommand({ Bucket: `papers-${process.pid}` }));
  // As the bucket of the stacks is.
  await client.send(
    new PutBucketVersioningCommand({
      Bucket: `papers-${process.pid}`,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  return s3Files(client, `papers-${process.pid}`);
}

const implementations = [
  { name: 'on disk', make: async () => diskFiles(kept) },
  ...(emulator === undefined ? [] : [{ name: 'in S3', make: () => onS3(emulator) }]),
];

describe.each(implementations)('files $name', ({ make }) => {
  let files: Files;
  beforeAll(async () => {
    files = await make();
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
