import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { ShortLived } from '../../ports.ts';
import { fromItem, toItem } from './dynamodb-attributes.ts';

/** The attribute by which DynamoDB removes expired rows within days (infra/stacks/data.ts), in seconds since 1970. */
export const expiryAttribute = 'expires';

// Stored as text, so a value comes back exactly as it was written, including members without a value.
const Kept = z.object({ value: z.string(), expires: z.number() });
const Counted = z.object({ number: z.number() });

/** Short-lived records in the table of the cases, in partitions of their own. */
export function dynamoDbShortLived(client: DynamoDBClient, table: string): ShortLived {
  const keyOf = (name: string) => toItem({ pk: `SHORT#${name}`, sk: 'SHORT' });
  const seconds = (instant: string) => Math.ceil(Date.parse(instant) / 1000);
  return {
    async put(name, value, until) {
      const doc = { value: JSON.stringify(value), expires: seconds(until) };
      await client.send(new PutItemCommand({ TableName: table, Item: { ...keyOf(name), ...toItem(doc) } }));
    },
    async get(name, now) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(name), ConsistentRead: true }),
      );
      const row = Kept.safeParse(Item && fromItem(Item));
      // DynamoDB removes expired rows late, so the expiry is checked again here.
      return row.success && row.data.expires * 1000 > Date.parse(now)
        ? JSON.parse(row.data.value)
        : undefined;
    },
    async remove(name) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(name) }));
    },
    async count(name, until) {
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(name),
          UpdateExpression: 'SET #expires = if_not_exists(#expires, :until) ADD #number :one',
          ExpressionAttributeNames: { '#expires': expiryAttribute, '#number': 'number' },
          ExpressionAttributeValues: toItem({ ':until': seconds(until), ':one': 1 }),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Counted.parse(fromItem(Attributes)).number;
    },
  };
}
