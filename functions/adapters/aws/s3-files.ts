import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Files } from '../../ports.ts';

/**
 * Files in a bucket, encrypted by the bucket's default. A reader needs `s3:ListBucket` too: without it S3 answers
 * AccessDenied for a missing file, and that is thrown like any other fault.
 */
export function s3Files(client: S3Client, bucket: string): Files {
  /** Every version of every file whose key has this prefix, including delete markers. */
  async function versions(prefix: string): Promise<{ key: string; version: string | undefined }[]> {
    const all: { key: string; version: string | undefined }[] = [];
    let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
      const page = await client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
      );
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        if (Key !== undefined) all.push({ key: Key, version: VersionId });
      if (!page.IsTruncated) return all;
      from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
  }

  return {
    async put(key, content, mimeType) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ContentType: mimeType }),
      );
    },

    async putLocked(key, content, mimeType, until) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: content,
            ContentType: mimeType,
            // A new version would not change this one, and still be what is read.
            IfNoneMatch: '*',
            ObjectLockMode: 'COMPLIANCE',
            ObjectLockRetainUntilDate: new Date(until),
          }),
        );
      } catch (error) {
        if (!(error instanceof Error && error.name === 'PreconditionFailed')) throw error;
      }
    },

    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },

    async start(key, bytes) {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${bytes - 1}` }),
        );
        return await Body?.transformToByteArray();
      } catch (error) {
        // An empty file has no first byte.
        if (error instanceof NoSuchKey || (error instanceof Error && error.name === 'InvalidRange'))
          return undefined;
        throw error;
      }
    },

    async about(key) {
      try {
        const { ContentLength: size = 0, Metadata } = await client.send(
          new HeadObjectCommand({ Bucket: bucket, Key: key }),
        );
        const name = Metadata?.['name'];
        return { size, ...(name === undefined ? {} : { name: decoded(name) }) };
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    async copy(from, to, mimeType) {
      await client.send(
        new CopyObjectCommand({
          Bucket: bucket,
          CopySource: `${bucket}/${from}`,
          Key: to,
          ContentType: mimeType,
          // Neither the name that its sender gave it nor what a scan found of the first goes with the copy.
          MetadataDirective: 'REPLACE',
          TaggingDirective: 'REPLACE',
        }),
      );
    },

    async list(prefix) {
      return [...new Set((await versions(prefix)).map(({ key }) => key))].sort();
    },

    async erase(key) {
      for (const { key: found, version } of await versions(key))
        if (found === key)
          await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
    },
  };
}

/** Metadata as S3 returns it: what is not ASCII is written as in mail (S3 User Guide, "Working with object metadata"). */
function decoded(value: string): string {
  return value.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, how: string, text: string) =>
    how.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64').toString()
      : Buffer.from(
          text
            .replaceAll('_', ' ')
            .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ),
          'latin1',
        ).toString(),
  );
}
