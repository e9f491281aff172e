import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { s3Files } from '../../../functions/adapters/aws/s3-files.ts';

const client = new S3Client({ region: 'eu-west-2' });
const aws = mockClient(client);
const files = s3Files(client, 'papers');
beforeEach(() => aws.reset());

it('leaves encryption to the bucket', async () => {
  aws.on(PutObjectCommand).resolves({});
  const content = Buffer.from('From: ann@home.example');
  await files.put('mail/m1', content, 'message/rfc822');
  const input = { Bucket: 'papers', Key: 'mail/m1', Body: content, ContentType: 'message/rfc822' };
  expect(aws.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual(input);
});

it('tells a missing file from a fault', async () => {
  aws.on(GetObjectCommand).rejects(new NoSuchKey({ $metadata: {}, message: 'missing' }));
  expect(await files.get('mail/m1')).toBeUndefined();
  const denied = new S3ServiceException({ $metadata: {}, name: 'AccessDenied', $fault: 'client' });
  aws.on(GetObjectCommand).rejects(denied);
  await expect(files.get('mail/m1')).rejects.toBe(denied);
});

it('erases all versions and delete markers of a file and of no other', async () => {
  aws
    .on(ListObjectVersionsCommand, { Bucket: 'papers', Prefix: 'mail/m1' })
    .resolvesOnce({
      Versions: [
        { Key: 'mail/m1', VersionId: 'v2' },
        { Key: 'mail/m10', VersionId: 'v1' },
      ],
      IsTruncated: true,
      NextKeyMarker: 'mail/m1',
      NextVersionIdMarker: 'v2',
    })
    .resolvesOnce({
      Versions: [{ Key: 'mail/m1', VersionId: 'v1' }],
      DeleteMarkers: [{ Key: 'mail/m1', VersionId: 'd1' }],
    });
  aws.on(DeleteObjectCommand).resolves({});
  await files.erase('mail/m1');
  expect(aws.commandCalls(ListObjectVersionsCommand)[1]?.args[0].input).toMatchObject({
    KeyMarker: 'mail/m1',
    VersionIdMarker: 'v2',
  });
  expect(aws.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input)).toEqual(
    ['v2', 'v1', 'd1'].map((VersionId) => ({ Bucket: 'papers', Key: 'mail/m1', VersionId })),
  );
});
