import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Files } from '../../ports.ts';

/**
 * Files in a bucket, encrypted as the bucket's default says. Who reads them needs `s3:ListBucket` too: without it S3
 * answers a missing file with AccessDenied, which is thrown as any other fault.
 */
export function s3Files(client: S3Client, bucket: string): Files {
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
  };
}
