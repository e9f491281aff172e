import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  paginateQuery,
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
const memberPrefix = 'MEMBER#';
const Member = z.extend(Kept, { sk: z.string() });
const Counted = z.object({ number: z.number() });

/** Short-lived records in the table of the cases, in partitions of their own. */
export function dynamoDbShortLived(client: DynamoDBClient, table: string): ShortLived {
  const keyOf = (name: string, sk = 'SHORT') => toItem({ pk: `SHORT#${name}`, sk });
  const memberKey = (group: string, name: string) => keyOf(group, `${memberPrefix}${name}`);
  const seconds = (instant: string) => Math.ceil(Date.parse(instant) / 1000);
  const itemOf = (key: ReturnType<typeof keyOf>, value: unknown, until: string) => ({
    TableName: table,
    Item: { ...key, ...toItem({ value: JSON.stringify(value), expires: seconds(until) }) },
  });
  return {
    async put(name, value, until) {
      await client.send(new PutItemCommand(itemOf(keyOf(name), value, until)));
    },
    async replace(name, value, until) {
      const ConditionExpression = 'attribute_exists(pk)';
      try {
        await client.send(new PutItemCommand({ ...itemOf(keyOf(name), value, until), ConditionExpression }));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
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
    async addTo(group, name, value, until) {
      await client.send(new PutItemCommand(itemOf(memberKey(group, name), value, until)));
    },
    async members(group, now) {
      const found: { name: string; value: unknown }[] = [];
      for await (const { Items = [] } of paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: toItem({ ':pk': `SHORT#${group}`, ':sk': memberPrefix }),
          ConsistentRead: true,
        },
      ))
        for (const item of Items) {
          const row = Member.safeParse(fromItem(item));
          if (row.success && row.data.expires * 1000 > Date.parse(now))
            found.push({ name: row.data.sk.slice(memberPrefix.length), value: JSON.parse(row.data.value) });
        }
      return found;
    },
    async removeFrom(group, name) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: memberKey(group, name) }));
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
