import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
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

    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
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
