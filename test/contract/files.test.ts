import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Files } from '../../functions/adapters/aws/s3-files.ts';
import { diskFiles } from '../../functions/adapters/local/disk-files.ts';
import type { Files } from '../../functions/ports.ts';
import { startMiniStack } from '../deployed/ministack.ts';

const folder = await mkdtemp(join(tmpdir(), 'redress-files-'));
const kept = join(folder, 'files');
const miniStack = await startMiniStack();
const notInstalled = 'MiniStack is not installed: the S3 half of the contract of Files does not run.';
if (!miniStack && process.env['CI']) throw new Error(notInstalled);
if (!miniStack) console.warn(notInstalled);
afterAll(async () => {
  await miniStack?.stop();
  await rm(folder, { recursive: true });
});

async function onS3(endpoint: string): Promise<Files> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new S3Client({ endpoint, region: 'eu-west-2', forcePathStyle: true, credentials });
  await client.send(new CreateBucketCommand({ Bucket: `papers-${process.pid}` }));
  return s3Files(client, `papers-${process.pid}`);
}

const implementations = [
  { name: 'on disk', make: async () => diskFiles(kept) },
  ...(miniStack ? [{ name: 'in S3', make: () => onS3(miniStack.endpoint) }] : []),
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

  it('are the last that was put, and can be empty', async () => {
    await Promise.all(Array.from({ length: 8 }, () => files.put('again', bytes, 'text/plain')));
    await files.put('again', Buffer.from('new'), 'text/plain');
    expect(Buffer.from((await files.get('again')) ?? []).toString()).toBe('new');
    await files.put('empty', new Uint8Array(), 'text/plain');
    expect((await files.get('empty'))?.length).toBe(0);
  });

  it('that were never put are undefined', async () => {
    await files.put('letters/L1', bytes, 'text/html');
    expect(await files.get('nothing')).toBeUndefined();
    expect(await files.get('letters')).toBeUndefined();
    expect(await files.get('letters/L1/more')).toBeUndefined();
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
