import { GetObjectTaggingCommand, type S3Client } from '@aws-sdk/client-s3';
import type { FileScanner } from '../../ports.ts';

/** The tag in which GuardDuty writes what it found (GuardDuty User Guide, "Using tag-based access control with Malware Protection for S3"). */
const tag = 'GuardDutyMalwareScanStatus';

/**
 * GuardDuty Malware Protection for S3 scans each new object and tags it, mostly within a minute. A file without the tag waits, and
 * so does one that GuardDuty could not look at (`UNSUPPORTED`, `ACCESS_DENIED`, `FAILED`): only `NO_THREATS_FOUND` is safe.
 */
export function guardDutyScanner(client: S3Client, bucket: string): FileScanner {
  return {
    scans: 'later',
    async verdict(key) {
      const { TagSet = [] } = await client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
      switch (TagSet.find(({ Key }) => Key === tag)?.Value) {
        case 'NO_THREATS_FOUND':
          return 'safe';
        case 'THREATS_FOUND':
          return 'malware';
        default:
          return 'waiting';
      }
    },
  };
}
