import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import { openDatabase, sqliteCaseStore } from '../../functions/adapters/local/sqlite-case-store.ts';
import { checkData, type CheckedCase } from '../../functions/operations/check-data.ts';
import { holdFolderOrExit } from '../local/hold-folder.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run check-data -- [--table NAME] [--mend] (the table of a deployment: output TableName; without it the data at DATA_DIR, with the local system stopped for --mend; exit code 4 when something is wrong and not mended)';

function read() {
  try {
    return parseArgs({ options: { table: { type: 'string' }, mend: { type: 'boolean' } } }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

/** So many places of a difference are named; more help no one. */
const mostFields = 10;

function inWords(checked: CheckedCase): string | undefined {
  const { checkData: text } = words;
  switch (checked.found) {
    case 'nothing wrong':
      return undefined;
    case 'unreadable':
      return text.unreadable(checked);
    case 'unreadable state':
      return text.unreadableState(checked);
    case 'other state': {
      const { reference, fields } = checked;
      const more = fields.length > mostFields ? text.more({ count: fields.length - mostFields }) : '';
      return text.otherState({ reference, fields: fields.slice(0, mostFields).join(', ') + more });
    }
  }
}

const { table, mend = false } = read();
const dataDir = process.env['DATA_DIR'] ?? '.data';
const file = path.join(dataDir, 'redress.sqlite');
if (table === undefined && !existsSync(file)) refuseUsage(words.checkData.noData({ file }), usage);
if (table === undefined && mend) holdFolderOrExit(dataDir);
const store =
  table === undefined ? sqliteCaseStore(openDatabase(file)) : dynamoDbCaseStore(new DynamoDBClient(), table);
const counts = { cases: 0, wrong: 0, mended: 0 };
for await (const checked of checkData(store, { mend })) {
  counts.cases += 1;
  const said = inWords(checked);
  if (said === undefined) continue;
  counts.wrong += 1;
  if (checked.mended) counts.mended += 1;
  console.log(checked.mended ? `${said} ${words.checkData.mended}` : said);
}
console.log(words.checkData.summary(counts));
if (counts.wrong > counts.mended) process.exitCode = 4;
