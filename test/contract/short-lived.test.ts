import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoDbShortLived } from '../../functions/adapters/aws/dynamodb-short-lived.ts';
import { openDatabase } from '../../functions/adapters/local/sqlite-case-store.ts';
import { sqliteShortLived } from '../../functions/adapters/local/sqlite-short-lived.ts';
import type { ShortLived } from '../../functions/ports.ts';
import { emulatorFor } from './emulator.ts';

const early = '2026-06-01T09:00:00.000Z';
const end = '2026-06-01T10:00:00.000Z';
const before = '2026-06-01T09:59:59.000Z';

const emulator = emulatorFor('DynamoDB half of the contract of ShortLived');

let tables = 0;
async function onDynamoDb(endpoint: string): Promise<ShortLived> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-2', credentials });
  tables += 1;
  const TableName = `short-lived-${process.pid}-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  return dynamoDbShortLived(client, TableName);
}

const subjects = [
  { where: 'SQLite', open: async () => sqliteShortLived(openDatabase(':memory:'), () => early) },
  ...(emulator === undefined ? [] : [{ where: 'DynamoDB', open: () => onDynamoDb(emulator) }]),
];

describe.each(subjects)('ShortLived on $where', ({ open }) => {
  it('keeps a value until it expires, counts, and deletes', async () => {
    const kept = await open();
    const value = { text: 'é\u0000 "', list: [1, null, true], empty: {} };
    await kept.put('a', value, end);
    expect(await kept.get('a', before)).toEqual(value);
    expect(await kept.get('a', end)).toBeUndefined();
    expect(await kept.get('b', early)).toBeUndefined();
    await kept.put('a', 'later', end);
    expect(await kept.get('a', before)).toBe('later');
    await kept.remove('a');
    await kept.remove('a');
    expect(await kept.get('a', early)).toBeUndefined();
    await kept.replace('a', 'back again', end);
    expect(await kept.get('a', early)).toBeUndefined();
    await kept.put('e', 1, end);
    await kept.replace('e', 2, before);
    expect([await kept.get('e', early), await kept.get('e', before)]).toEqual([2, undefined]);
    const counts = await Promise.all([1, 2, 3].map(() => kept.count('c', end)));
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(await kept.count('d', end)).toBe(1);
  });

  it('lists the members of a group until they expire or are removed', async () => {
    const kept = await open();
    await kept.put('group', 'no member', end);
    await kept.addTo('group', 'b', { of: 1 }, end);
    await kept.addTo('group', 'a', 2, before);
    await kept.addTo('groups', 'c', 3, end);
    expect(await kept.members('group', early)).toEqual([
      { name: 'a', value: 2 },
      { name: 'b', value: { of: 1 } },
    ]);
    expect(await kept.members('group', before)).toEqual([{ name: 'b', value: { of: 1 } }]);
    await kept.removeFrom('group', 'b');
    await kept.removeFrom('group', 'b');
    expect(await kept.members('group', before)).toEqual([]);
    expect(await kept.get('group', early)).toBe('no member');
  });
});
