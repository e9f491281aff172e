import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import { s3Files } from '../../functions/adapters/aws/s3-files.ts';
import { systemClock } from '../../functions/adapters/aws/system-clock.ts';
import { diskFiles } from '../../functions/adapters/local/disk-files.ts';
import { openDatabase, sqliteCaseStore } from '../../functions/adapters/local/sqlite-case-store.ts';
import { checkReads } from '../../functions/operations/check-reads.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run check-reads -- [--table NAME --bucket NAME] (of a deployment: outputs TableName and BucketName; without them the data at DATA_DIR; exit code 4 when the record of what was read is not what it was)';

function read() {
  try {
    return parseArgs({ options: { table: { type: 'string' }, bucket: { type: 'string' } } }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const { table, bucket } = read();
if ((table === undefined) !== (bucket === undefined)) refuseUsage(words.afterRestore.both, usage);
const dataDir = process.env['DATA_DIR'] ?? '.data';
const file = path.join(dataDir, 'redress.sqlite');
if (table === undefined && !existsSync(file)) refuseUsage(words.checkData.noData({ file }), usage);
const stored =
  table === undefined || bucket === undefined
    ? { store: sqliteCaseStore(openDatabase(file)), files: diskFiles(path.join(dataDir, 'files')) }
    : { store: dynamoDbCaseStore(new DynamoDBClient(), table), files: s3Files(new S3Client(), bucket) };
const { broken, ...counts } = await checkReads({ ...stored, clock: systemClock });
if (broken === undefined) console.log(words.checkReads.summary(counts));
else {
  console.log(
    words.checkReads.broken({
      day: broken.day,
      found: words.checkReads.found[broken.found],
      ...('entry' in broken ? { entry: broken.entry } : {}),
      ...('case' in broken ? { reference: broken.case } : {}),
    }),
  );
  process.exitCode = 4;
}
