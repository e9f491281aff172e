import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import { s3Files } from '../../functions/adapters/aws/s3-files.ts';
import { systemClock } from '../../functions/adapters/aws/system-clock.ts';
import { afterRestore } from '../../functions/operations/after-restore.ts';
import { everyCase, sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import { holdFolderOrExit } from '../local/hold-folder.ts';
import { openLocalSystem } from '../local/open-local-system.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run after-restore -- [--table NAME --bucket NAME] (of a deployment: outputs TableName and BucketName; without them the data at DATA_DIR, with the local system stopped; exit code 4 when something is left for a person)';

function read() {
  try {
    return parseArgs({ options: { table: { type: 'string' }, bucket: { type: 'string' } } }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const text = words.afterRestore;

function tell({
  passed,
  erased,
  proofsUnreadable,
  mailsHeld,
}: Awaited<ReturnType<typeof afterRestore>>): void {
  for (const [year, number] of Object.entries(passed)) console.log(text.passed({ year, number }));
  console.log(text.erased({ count: erased }));
  console.log(text.held({ count: mailsHeld }));
  if (proofsUnreadable === 0) return;
  console.log(text.unreadable({ count: proofsUnreadable }));
  process.exitCode = 4;
}

const { table, bucket } = read();
if (table !== undefined && bucket !== undefined) {
  const store = dynamoDbCaseStore(new DynamoDBClient(), table);
  const files = s3Files(new S3Client(), bucket);
  const log = (code: string, fields: object) => console.error(JSON.stringify({ message: code, ...fields }));
  // SES keeps no letter that it would have to forget.
  tell(await afterRestore({ store, files, clock: systemClock, log, mailer: {} }));
  console.log(text.lookAtAll);
} else if (table === undefined && bucket === undefined) {
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  holdFolderOrExit(dataDir);
  const system = openLocalSystem({ dataDir });
  const { deps } = system;
  tell(await afterRestore(deps));
  const swept = await sweepCases(deps, everyCase);
  await system.close();
  console.log(words.rebuild.all(swept));
  if (swept.failed > 0) process.exitCode = 4;
} else refuseUsage(text.both, usage);
