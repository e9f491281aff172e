import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type KeysAndAttributes,
  type QueryCommandInput,
  type TransactWriteItem,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { BankHolidays } from '../../domain/time/bank-holidays.ts';
import { HeldMail, LetterRow, PrivateLink, WaitingToken } from '../../domain/case/stored-rows.ts';
import type { CaseStore } from '../../ports.ts';
import {
  bankHolidaysRow,
  CaseNamed,
  draftResultOf,
  Counter,
  isOnce,
  keyOf,
  linkRow,
  resultOf,
  stateOf,
  tokenRow,
  unsentLetters,
  unsentOrder,
  writesOf,
  writesOfClaim,
  writesOfDraft,
  writesOfHeldMail,
  writesOfState,
} from '../case-rows.ts';
import { caseFilesIn } from '../case-files.ts';
import { listsOf, type Hit, type IndexQuery } from '../lists.ts';
import {
  parsed,
  StoreBusy,
  type FailedWrite,
  type Key,
  type Row,
  type StoredRow,
  type Write,
} from '../table.ts';
import { complainantsIn } from '../complainant-rows.ts';
import { councilIn } from '../council-rows.ts';
import { equalityBefore, equalityCount, equalityKey, equalityPartition } from '../equality-rows.ts';
import { readsIn } from '../read-rows.ts';
import { erasuresIn } from '../erasure-rows.ts';
import { fromItem, toItem } from './dynamodb-attributes.ts';

// Each row is one item. Its attributes are the members of its document, next to its key and its index positions. People
// can read it in the console, apart from packed states, and a condition can name `version` or `status`.

const Keyed = z.object({ pk: z.string(), sk: z.string() });

/**
 * About how long is waited, in milliseconds, before repeating a call that conflicted with another transaction or got only some of its rows.
 */
const pauses = [20, 40, 80, 160];

// Temporary errors of a transaction. The SDK does not retry the two exceptions by itself.
const passing = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
const inConflict = (error: unknown) =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code !== undefined && passing.includes(Code)));

async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (error) {
      if (!inConflict(error)) throw error;
    }
    // Those who met would meet again.
    await setTimeout(pause * (0.5 + Math.random()));
  }
  try {
    return await attempt();
  } catch (error) {
    // Without its cause: a cancelled transaction carries rows, and rows must not be logged.
    if (inConflict(error)) throw new StoreBusy('in conflict with other transactions, five times');
    throw error;
  }
}

/** Cases in one DynamoDB table with the keys `pk` and `sk` and the indexes of `tableIndexes`. */
export function dynamoDbCaseStore(client: DynamoDBClient, table: string): CaseStore {
  function putOf({ condition, ...row }: Write): TransactWriteItem {
    const { gone, stays, ...written } = row;
    if (stays)
      return {
        ConditionCheck: {
          TableName: table,
          Key: toItem({ pk: row.pk, sk: row.sk }),
          ConditionExpression: 'attribute_exists(pk)',
          ...atVersion(condition),
        },
      };
    if (gone)
      return {
        Delete: { TableName: table, Key: toItem({ pk: row.pk, sk: row.sk }), ...atVersion(condition) },
      };
    const unconditional = { TableName: table, Item: itemOf(written) };
    // META and ONCE rows explain a refusal; for an event it is enough to know that it exists.
    const explained =
      row.sk === 'META' || isOnce(row) ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {};
    if (condition === undefined) return { Put: unconditional };
    if (condition === 'absent') {
      return { Put: { ...unconditional, ...explained, ConditionExpression: 'attribute_not_exists(pk)' } };
    }
    return { Put: { ...unconditional, ...explained, ...atVersion(condition) } };
  }

  /**
   * Writes everything or nothing, and returns the writes whose conditions failed. `repeatable`: if the same writes are
   * sent again within ten minutes because their answer was lost, they get the same answer as the first time.
   */
  function transact(
    writes: readonly Write[],
    { repeatable }: { repeatable: boolean },
  ): Promise<FailedWrite[]> {
    const items = writes.map(putOf);
    // Tokens are shared by the whole account, so the text they are made from must include the table.
    const token = createHash('sha256').update(JSON.stringify(items)).digest('hex').slice(0, 36);
    const input = { TransactItems: items, ...(repeatable ? { ClientRequestToken: token } : {}) };
    return patiently(async () => {
      try {
        await client.send(new TransactWriteItemsCommand(input));
        return [];
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const reasons = error.CancellationReasons ?? [];
        const failed = writes.flatMap((write, place): FailedWrite[] => {
          const reason = reasons[place];
          if (reason?.Code !== 'ConditionalCheckFailed') return [];
          return [{ write, old: reason.Item && fromItem(reason.Item) }];
        });
        // While rows are in conflict, it is unknown whether a once key is claimed too, which would outrank the version.
        const final = failed.some(({ write }) => isOnce(write)) || (failed.length > 0 && !inConflict(error));
        if (final) return failed;
        throw error;
      }
    });
  }

  async function get(key: Key): Promise<unknown> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toItem(key), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  }

  async function put(row: Row): Promise<void> {
    await patiently(() => client.send(new PutItemCommand({ TableName: table, Item: itemOf(row) })));
  }

  /** Every row of a query, page by page (DynamoDB ends a page at 1 MB), or at most `limit` rows. */
  async function query(input: Omit<QueryCommandInput, 'TableName'>, limit = Infinity) {
    const rows: Record<string, unknown>[] = [];
    let from: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = Number.isFinite(limit) ? { Limit: limit - rows.length } : {};
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          ...input,
          ...page,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      rows.push(...Items.map(fromItem));
      from = LastEvaluatedKey;
    } while (from && rows.length < limit);
    return rows;
  }

  const storedRow = (doc: Record<string, unknown>): StoredRow => {
    const { pk, sk } = parsed(Keyed, { pk: table, sk: 'a row without key' }, doc);
    return { pk, sk, doc };
  };

  async function hits({ index, partition, from, until, newestFirst, limit }: IndexQuery): Promise<Hit[]> {
    const rows = await query(
      {
        IndexName: index.name,
        KeyConditionExpression: '#partition = :partition AND #order BETWEEN :from AND :until',
        ExpressionAttributeNames: { '#partition': index.partitionKey, '#order': index.sortKey },
        ExpressionAttributeValues: toItem({ ':partition': partition, ':from': from, ':until': until }),
        ScanIndexForward: !newestFirst,
      },
      limit,
    );
    return rows.map((row) => {
      const { pk, sk } = storedRow(row);
      return { pk, sk, order: parsed(z.string(), { pk, sk }, row[index.sortKey]) };
    });
  }

  async function rowsAt(keys: readonly Key[]): Promise<StoredRow[]> {
    const rows: StoredRow[] = [];
    // A batch holds at most 100 keys.
    for (let start = 0; start < keys.length; start += 100) {
      let left: KeysAndAttributes['Keys'] = keys.slice(start, start + 100).map(toItem);
      for (const pause of [0, ...pauses]) {
        await setTimeout(pause);
        const request: Record<string, KeysAndAttributes> = { [table]: { Keys: left, ConsistentRead: true } };
        const answer = await client.send(new BatchGetItemCommand({ RequestItems: request }));
        rows.push(...(answer.Responses?.[table] ?? []).map((item) => storedRow(fromItem(item))));
        left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
        if (left.length === 0) break;
      }
      if (left.length > 0) throw new StoreBusy(`${left.length} rows were not read, five times`);
    }
    return rows;
  }

  /** Updates a row if the condition holds. If not, returns `done: false` with the existing row, if there is one. */
  async function update(key: Key, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: toItem(key),
      ReturnValues: 'ALL_NEW',
      ...(input.ConditionExpression ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {}),
      ...input,
    });
    try {
      const { Attributes = {} } = await patiently(() => client.send(command));
      return { done: true, doc: fromItem(Attributes) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { done: false, doc: error.Item && fromItem(error.Item) };
    }
  }

  const rowsOf = async (pk: string) => {
    const rows = await query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: toItem({ ':pk': pk }),
      ConsistentRead: true,
    });
    return rows.map(storedRow);
  };

  const range = async (pk: string, [from, until]: readonly [string, string]) => {
    const rows = await query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
      ExpressionAttributeValues: toItem({ ':pk': pk, ':from': from, ':until': until }),
      ConsistentRead: true,
    });
    return rows.map(storedRow);
  };

  async function remove(key: Key): Promise<void> {
    const Key = toItem(key);
    await patiently(() => client.send(new DeleteItemCommand({ TableName: table, Key })));
  }

  const rows = {
    get,
    partition: rowsOf,
    range,
    transact: (writes: readonly Write[]) => transact(writes, { repeatable: true }),
    put,
    // DynamoDB keeps nothing that was deleted, except in its backups.
    scrub: async () => undefined,
    hits,
    rowsAt,
    async remove(keys: readonly Key[]) {
      for (const { pk, sk } of keys) await remove({ pk, sk });
    },
  };
  const { complainants, contactsOf, readsKey } = complainantsIn(rows);

  return {
    ...listsOf(hits, rowsAt),
    ...complainants,
    ...caseFilesIn(rows, async (attempt) => {
      const pause = [0, ...pauses][attempt];
      await setTimeout(pause ?? 0);
      return pause !== undefined;
    }),
    ...erasuresIn(rows),
    ...councilIn(rows),
    ...readsIn(rows, readsKey),

    async nextNumber(year) {
      const key = keyOf.counter(year);
      const { doc } = await update(key, {
        UpdateExpression: 'ADD #number :one',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: toItem({ ':one': 1 }),
      });
      return parsed(Counter, key, doc).number;
    },

    async passNumber(year, number) {
      await update(keyOf.counter(year), {
        UpdateExpression: 'SET #number = :number',
        ConditionExpression: 'attribute_not_exists(#number) OR #number < :number',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: toItem({ ':number': number }),
      });
    },

    async lastNumber(year) {
      const key = keyOf.counter(year);
      const doc = await get(key);
      return doc === undefined ? 0 : parsed(Counter, key, doc).number;
    },

    async change(change) {
      return resultOf(await transact(writesOf(change, await contactsOf(change)), { repeatable: true }));
    },

    async mendState(state, version) {
      return (await transact(writesOfState(state, version), { repeatable: false })).length === 0;
    },

    async state(caseId) {
      const key = keyOf.meta(caseId);
      const doc = await get(key);
      return doc === undefined ? undefined : stateOf(caseId, doc);
    },

    async saveDraft(caseId, draft, caseVersion) {
      return draftResultOf(await transact(writesOfDraft(caseId, draft, caseVersion), { repeatable: true }));
    },

    async find(name) {
      const key = 'once' in name ? keyOf.once(name.once) : keyOf.alias(name.alias);
      const doc = await get(key);
      return doc === undefined ? undefined : parsed(CaseNamed, key, doc).caseId;
    },

    async putLink(link) {
      await put(linkRow(link));
    },

    async link(hash) {
      const key = keyOf.link(hash);
      const doc = await get(key);
      return doc === undefined ? undefined : parsed(PrivateLink, key, doc);
    },

    async putToken(caseId, token) {
      await put(tokenRow(caseId, token));
    },

    async token(caseId, task) {
      const key = keyOf.token(caseId, task);
      const doc = await get(key);
      return doc === undefined ? undefined : parsed(WaitingToken, key, doc);
    },

    async outboxEntryDone(entry) {
      await remove(keyOf.outbox(entry));
    },

    async claimLetter(caseId, key, at) {
      const row = keyOf.letter(caseId, key);
      // If the answer is lost, the SDK's next attempt finds the letter claimed. A letter that waits for the repair is
      // better than one that is sent twice.
      const { done, doc } = await update(row, {
        UpdateExpression: 'SET #status = :sending, #claimedAt = :at ADD #attempts :one',
        ConditionExpression: '#status = :prepared',
        ExpressionAttributeNames: { '#status': 'status', '#claimedAt': 'claimedAt', '#attempts': 'attempts' },
        ExpressionAttributeValues: toItem({
          ':sending': 'sending',
          ':at': at,
          ':one': 1,
          ':prepared': 'prepared',
        }),
      });
      return doc && { claimed: done, letter: parsed(LetterRow, row, doc) };
    },

    async releaseLetter(caseId, key) {
      await update(keyOf.letter(caseId, key), {
        UpdateExpression: 'SET #status = :prepared REMOVE #claimedAt',
        ConditionExpression: '#status = :sending',
        ExpressionAttributeNames: { '#status': 'status', '#claimedAt': 'claimedAt' },
        ExpressionAttributeValues: toItem({ ':sending': 'sending', ':prepared': 'prepared' }),
      });
    },

    async markUnsent(caseId, key, unsent) {
      await update(keyOf.letter(caseId, key), {
        UpdateExpression: 'SET #unsent = :unsent, #shard = :shard, #order = :order',
        ConditionExpression: '#status = :prepared AND attribute_not_exists(#unsent)',
        ExpressionAttributeNames: {
          '#status': 'status',
          '#unsent': 'unsent',
          '#shard': 'pendingShard',
          '#order': 'pendingOrder',
        },
        ExpressionAttributeValues: toItem({
          ':prepared': 'prepared',
          ':unsent': unsent,
          ':shard': unsentLetters,
          ':order': unsentOrder(caseId, key, unsent),
        }),
      });
    },

    async holdMail(mail, once) {
      // The same mail can come again within minutes, and must be distinguished from a lost answer: by the SDK's token
      // for a call.
      const failed = await transact(writesOfHeldMail(mail, once), { repeatable: false });
      return failed.length === 0;
    },

    async heldMailById(id) {
      const key = keyOf.held(id);
      const doc = await get(key);
      return doc === undefined ? undefined : parsed(HeldMail, key, doc);
    },

    async settleHeldMail(id, from, to, known = {}) {
      const key = keyOf.held(id);
      const { read, decided } = known;
      const set = [
        '#status = :to',
        '#heldStatus = :to',
        ...(read ? ['#read = :read'] : []),
        ...(decided ? ['#decided = :decided'] : []),
      ];
      const { done, doc } = await update(key, {
        UpdateExpression: `SET ${set.join(', ')}`,
        ConditionExpression: '#status = :from',
        ExpressionAttributeNames: {
          '#status': 'status',
          '#heldStatus': 'heldStatus',
          ...(read ? { '#read': 'read' } : {}),
          ...(decided ? { '#decided': 'decided' } : {}),
        },
        ExpressionAttributeValues: toItem({
          ':from': from,
          ':to': to,
          ...(read ? { ':read': read } : {}),
          ...(decided ? { ':decided': decided } : {}),
        }),
      });
      return done ? parsed(HeldMail, key, doc) : undefined;
    },

    async claimOnce(key) {
      // Two callers may claim within minutes, and must be distinguished from one whose answer was lost, as in
      // `holdMail`.
      return (await transact(writesOfClaim(key), { repeatable: false })).length === 0;
    },

    async isClaimed(key) {
      return (await get(keyOf.once(key))) !== undefined;
    },

    async releaseOnce(key) {
      const Key = toItem(keyOf.once(key));
      await patiently(() => client.send(new DeleteItemCommand({ TableName: table, Key })));
    },

    async countAnswers(answers) {
      for (const { quarter, characteristic, answer } of answers)
        await update(equalityKey({ quarter, characteristic, answer }), {
          UpdateExpression:
            'SET #quarter = :quarter, #characteristic = :characteristic, #answer = :answer ADD #number :one',
          ExpressionAttributeNames: {
            '#quarter': 'quarter',
            '#characteristic': 'characteristic',
            '#answer': 'answer',
            '#number': 'number',
          },
          ExpressionAttributeValues: toItem({
            ':quarter': quarter,
            ':characteristic': characteristic,
            ':answer': answer,
            ':one': 1,
          }),
        });
    },

    async answerCounts() {
      return (await rowsOf(equalityPartition)).map(equalityCount);
    },

    async forgetAnswers(before) {
      for (const key of equalityBefore(await rowsOf(equalityPartition), before)) await remove(key);
    },

    async bankHolidays() {
      const key = keyOf.bankHolidays;
      const doc = await get(key);
      return doc === undefined ? undefined : parsed(z.object({ holidays: BankHolidays }), key, doc).holidays;
    },

    async saveBankHolidays(holidays) {
      await put(bankHolidaysRow(holidays));
    },
  };
}

function atVersion(condition: Write['condition']) {
  if (typeof condition !== 'object') return {};
  return {
    ConditionExpression: '#version = :expected',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':expected': { N: String(condition.version) } },
  };
}

/** What is packed is base64 in a document, and a third shorter as bytes. */
const itemOf = ({ pk, sk, doc, index }: Row) => {
  const packed = 'packed' in doc && typeof doc.packed === 'string' ? doc.packed : undefined;
  const bytes = packed === undefined ? {} : { packed: Buffer.from(packed, 'base64') };
  return toItem({ ...doc, ...bytes, ...index, pk, sk });
};
