import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Clock, FileLinks } from '../../ports.ts';
import { attachmentAs } from '../../domain/text/attachment-header.ts';

const anyValueOf = (name: string): ['starts-with', string, string] => ['starts-with', `$${name}`, ''];

/** Long enough to start a download, in seconds. */
const downloadLasts = 300;

/**
 * Links signed for the bucket: a POST policy for one key (Amazon S3 API Reference, "Browser-based uploads using POST"), and a
 * presigned GET. They can do what the function that signs them can, and only that one thing.
 */
export function s3Links(client: S3Client, bucket: string, clock: Clock): FileLinks {
  return {
    async toUpload({ key, mostBytes, until, backTo, alongside }) {
      // Few functions sign anything.
      const { createPresignedPost } = await import('@aws-sdk/s3-presigned-post');
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        Fields: { success_action_redirect: backTo },
        Conditions: [
          ['content-length-range', 0, mostBytes],
          ...['x-amz-meta-name', ...alongside].map((name) => anyValueOf(name)),
        ],
        Expires: Math.max(1, Math.floor((Date.parse(until) - Date.parse(clock.now())) / 1000)),
      });
      // S3 puts the name of the file here, as the browser says it.
      return { action: url, fields: { ...fields, 'x-amz-meta-name': '${filename}' } };
    },

    async toDownload({ key, mimeType, name }) {
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      return getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ResponseContentType: mimeType,
          ResponseContentDisposition: attachmentAs(name),
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: downloadLasts },
      );
    },
  };
}
