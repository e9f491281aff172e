import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import type { CouncilStore } from '../../functions/ports.ts';
import { holdFolderOrExit } from '../local/hold-folder.ts';
import { openLocalSystem } from '../local/open-local-system.ts';
import { councilGiven, councilOption } from './council-option.ts';
import { configGiven } from './environment-option.ts';
import { printDifferences } from './print-differences.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run council-differences -- --environment NAME --table TABLE, or --council FOLDER (TABLE: output TableName; --council: the local system, stopped, at DATA_DIR; exit code 4 when stored wording is not used)';

function read() {
  try {
    return parseArgs({
      options: { council: councilOption, environment: { type: 'string' }, table: { type: 'string' } },
    }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const { council: path, environment, table } = read();
if ((environment === undefined) !== (table === undefined))
  refuseUsage(words.called.missing({ option: table === undefined ? '--table' : '--environment' }), usage);
const config = environment === undefined ? undefined : configGiven(environment, usage);
const folder = config ?? councilGiven(path, usage);

/** The version that the pages stored. Undefined if no one has changed anything on them. */
async function storedCouncil() {
  const latest = (store: CouncilStore) => store.council(0);
  if (config && table !== undefined)
    return latest(dynamoDbCaseStore(new DynamoDBClient({ region: config.region }), table));
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  holdFolderOrExit(dataDir);
  const system = openLocalSystem({ dataDir, folder });
  const stored = await latest(system.deps.store);
  await system.close();
  return stored;
}

const stored = await storedCouncil();
process.exitCode = printDifferences(folder.council, stored?.council) ? 4 : 0;
