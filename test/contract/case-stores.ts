import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  type AttributeDefinition,
} from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import { tableIndexes } from '../../functions/adapters/table.ts';
import { openDatabase, sqliteCaseStore } from '../../functions/adapters/local/sqlite-case-store.ts';
import type { CaseStore } from '../../functions/ports.ts';
import { emulatorFor } from './emulator.ts';

export interface Subject {
  store: CaseStore;
  /** The same data through a second connection. */
  other: CaseStore;
  /** Puts something else in the place of a row, as another program might. */
  spoil(pk: string, sk: string): Promise<void>;
  /** Everything stored apart from documents: the keys of rows, and their positions in the indexes. */
  keys(): Promise<string>;
  close(): Promise<void>;
  /** Where the data is for a command of the project: its table and the environment of the AWS that has it. */
  deployed?: { table: string; env: Record<string, string> };
}

async function onSqlite(): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-cases-'));
  const [db, second] = [openDatabase(join(folder, 'db')), openDatabase(join(folder, 'db'))];
  return {
    store: sqliteCaseStore(db),
    other: sqliteCaseStore(second),
    async spoil(pk, sk) {
      second.prepare(`UPDATE items SET doc = '{"name":"Ann Doe"}' WHERE pk = ? AND sk = ?`).run(pk, sk);
    },
    async keys() {
      const columns = [
        'pk',
        'sk',
        ...tableIndexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
      ];
      return JSON.stringify(db.prepare(`SELECT ${columns.join()} FROM items`).all());
    },
    async close() {
      db.close();
      second.close();
      await rm(folder, { recursive: true });
    },
  };
}

const emulator = emulatorFor('DynamoDB half of the contract of CaseStore');

let tables = 0;
const onDynamoDb = (endpoint: string) => async (): Promise<Subject> => {
  const config = {
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const [client, second] = [new DynamoDBClient(config), new DynamoDBClient(config)];
  const table = `cases-${process.pid}-${(tables += 1)}`;
  const names = ['pk', 'sk', ...tableIndexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])];
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((name): AttributeDefinition => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: tableIndexes.map(({ name, partitionKey, sortKey }) => ({
        IndexName: name,
        KeySchema: keys(partitionKey, sortKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  );
  return {
    deployed: {
      table,
      env: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: config.region,
        AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
      },
    },
    store: dynamoDbCaseStore(client, table),
    other: dynamoDbCaseStore(second, table),
    async spoil(pk, sk) {
      const Key = { pk: { S: pk }, sk: { S: sk } };
      const { Item = {} } = await client.send(new GetItemCommand({ TableName: table, Key }));
      // It stays in its indexes.
      const kept = Object.entries(Item).filter(([name]) => names.includes(name));
      const spoilt = { ...Object.fromEntries(kept), ...Key, name: { S: 'Ann Doe' } };
      await client.send(new PutItemCommand({ TableName: table, Item: spoilt }));
    },
    async keys() {
      const { Items = [] } = await client.send(
        new ScanCommand({
          TableName: table,
          ProjectionExpression: names.map((_, n) => `#n${n}`).join(),
          ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#n${n}`, name])),
        }),
      );
      return JSON.stringify(Items);
    },
    async close() {
      client.destroy();
      second.destroy();
    },
  };
};

/** Every store of cases that can be made here: SQLite, and DynamoDB where its emulator is installed. */
export const implementations = [
  { name: 'SQLite', make: onSqlite },
  ...(emulator === undefined ? [] : [{ name: 'DynamoDB', make: onDynamoDb(emulator) }]),
];
