import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import type { CouncilStore } from '../../functions/ports.ts';
import { holdFolderOrExit } from '../local/hold-folder.ts';
import { openLocalSystem } from '../local/open-local-system.ts';
import { councilGiven, councilOption } from './council-option.ts';
import { printDifferences } from './print-differences.ts';
import { refuseUsage } from './usage.ts';

const usage =
  'npm run council-differences -- --council FOLDER [--table NAME] (the table of a deployment: output TableName; without it the local system, stopped, at DATA_DIR; exit code 4 when stored wording is not used)';

function read() {
  try {
    return parseArgs({ options: { council: councilOption, table: { type: 'string' } } }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const { council: path, table } = read();
const folder = councilGiven(path, usage);

/** The version that the pages stored. Undefined if no one has changed anything on them. */
async function storedCouncil() {
  const latest = (store: CouncilStore) => store.council(0);
  if (table !== undefined) return latest(dynamoDbCaseStore(new DynamoDBClient(), table));
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  holdFolderOrExit(dataDir);
  const system = openLocalSystem({ dataDir, folder });
  const stored = await latest(system.deps.store);
  await system.close();
  return stored;
}

const stored = await storedCouncil();
process.exitCode = printDifferences(folder.council, stored?.council) ? 4 : 0;
