import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { toItem } from '../../../functions/adapters/aws/dynamodb-attributes.ts';
import { dynamoDbCaseStore } from '../../../functions/adapters/aws/dynamodb-case-store.ts';
import { StoredRowInvalid } from '../../../functions/adapters/table.ts';
import { replay } from '../../../functions/domain/case/replay.ts';
import {
  at,
  changeOf,
  decided,
  extended,
  letter,
  opened,
  received,
  started,
} from '../../contract/case-examples.ts';

// Tests that need AWS's answers rather than a table. The behaviour of the store is tested in
// test/contract/case-store.test.ts.

const client = new DynamoDBClient({ region: 'eu-west-2' });
const aws = mockClient(client);
const store = dynamoDbCaseStore(client, 'cases');
beforeEach(() => aws.reset());

const $metadata = {};
const begin = changeOf('c1', undefined, [received(), started, opened('triage#1', '2026-12-01', 'user:a')]);
const change = changeOf('c1', begin.after, [decided('triage#1', 1, false)], {
  once: ['k1', 'k2'],
  aliases: ['a1'],
});
/** The place of each row in the request of `change`: its reasons come in the same order. */
const [none, meta, k1, k2, event] = [{ Code: 'None' }, 0, 1, 2, 3];

const cancelled = (reasons: Record<number, CancellationReason>) =>
  new TransactionCanceledException({
    $metadata,
    message: 'cancelled',
    CancellationReasons: Array.from({ length: 6 }, (_, place) => reasons[place] ?? none),
  });
const failed = (old?: object): CancellationReason => ({
  Code: 'ConditionalCheckFailed',
  ...(old && { Item: toItem(old) }),
});
const conflict = { Code: 'TransactionConflict' };
const conflictOfOne = new TransactionConflictException({ $metadata, message: 'conflict' });
const newer = failed({ ...begin.after, version: 7, facts: { summary: 'Ann Doe says' } });

describe('writing a change', () => {
  it('is one transaction with conditions on META, once keys and events', async () => {
    aws.on(TransactWriteItemsCommand).resolves({});
    await store.change(change);
    const [call] = aws.commandCalls(TransactWriteItemsCommand);
    expect(aws.calls()).toHaveLength(1);
    const items = call?.args[0].input.TransactItems ?? [];
    expect(items.map(({ Put }) => [Put?.Item?.['pk']?.S, Put?.Item?.['sk']?.S].join(' '))).toEqual([
      'CASE#c1 META',
      'ONCE#k1 ONCE',
      'ONCE#k2 ONCE',
      'CASE#c1 EVENT#00000004',
      'CASE#c1 TASK#triage#1',
      'ALIAS#a1 ALIAS',
    ]);
    expect(items.map(({ Put }) => Put?.ConditionExpression)).toEqual([
      '#version = :expected',
      'attribute_not_exists(pk)',
      'attribute_not_exists(pk)',
      'attribute_not_exists(pk)',
      undefined,
      undefined,
    ]);
    expect(items[meta]?.Put).toMatchObject({
      TableName: 'cases',
      ExpressionAttributeValues: { ':expected': { N: '3' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(items[k1]?.Put?.ReturnValuesOnConditionCheckFailure).toBe('ALL_OLD');
    expect(items[4]?.Put?.Item).toMatchObject({
      due: { S: '2026-12-01' },
      dueOrder: { S: '2026-12-01#c1#triage#1' },
      taskAssignee: { S: 'user:a' },
      decisions: { L: [{ M: { n: { N: '1' }, ends: { BOOL: false } } }] },
    });
  });

  it('writes index keys only for rows that belong in the index', async () => {
    aws.on(TransactWriteItemsCommand).resolves({});
    await store.change(changeOf('c1', begin.after, [decided('triage#1', 1, true)]));
    const items = aws.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    const indexed = /dueShard|dueOrder|taskAssignee|assigneeOrder|pending|held|caseStatus|caseOrder/;
    const places = items.map(({ Put }) => Object.keys(Put?.Item ?? {}).filter((name) => indexed.test(name)));
    expect(places).toEqual([['caseStatus', 'caseOrder'], [], []]);
  });

  it('derives the request token from content and table, so a resend changes nothing', async () => {
    aws.on(TransactWriteItemsCommand).resolves({});
    await store.change(change);
    await store.change(structuredClone(change));
    await store.change({ ...change, aliases: ['a2'] });
    await dynamoDbCaseStore(client, 'other').change(change);
    const tokens = aws
      .commandCalls(TransactWriteItemsCommand)
      .map(({ args }) => args[0].input.ClientRequestToken);
    expect(tokens[0]).toMatch(/^[0-9a-f]{36}$/);
    expect(tokens[1]).toBe(tokens[0]);
    expect(new Set(tokens).size).toBe(3);
  });

  it.each([
    { why: 'a newer version', reasons: { [meta]: newer }, result: { reason: 'version', actual: 7 } },
    {
      why: 'a newer version and its event',
      reasons: { [meta]: newer, [event]: failed() },
      result: { reason: 'version', actual: 7 },
    },
    { why: 'no case', reasons: { [meta]: failed() }, result: { reason: 'version', actual: 0 } },
    {
      why: 'a once key',
      reasons: { [k2]: failed({ caseId: 'c9' }) },
      result: { reason: 'once', key: 'k2', caseId: 'c9' },
    },
    {
      why: 'a once key and a newer version',
      reasons: { [meta]: newer, [k1]: failed({ caseId: 'c9' }) },
      result: { reason: 'once', key: 'k1', caseId: 'c9' },
    },
    {
      why: 'a once key and a conflict',
      reasons: { [meta]: conflict, [k1]: failed({ caseId: 'c9' }) },
      result: { reason: 'once', key: 'k1', caseId: 'c9' },
    },
  ])('is refused for $why', async ({ reasons, result }) => {
    aws.on(TransactWriteItemsCommand).rejects(cancelled(reasons));
    expect(await store.change(change)).toEqual({ ok: false, ...result });
    expect(aws.calls()).toHaveLength(1);
  });

  it('retries while other transactions hold its rows, even after they changed the version', async () => {
    aws
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled({ [meta]: conflict }))
      .rejectsOnce(cancelled({ [meta]: newer, [k1]: conflict }))
      .resolves({});
    expect(await store.change(change)).toEqual({ ok: true });
    const calls = aws.commandCalls(TransactWriteItemsCommand);
    expect(calls).toHaveLength(3);
    expect(new Set(calls.map(({ args }) => args[0].input.ClientRequestToken)).size).toBe(1);
  });

  it('fails as StoreBusy after five conflicts, without quoting any row', async () => {
    aws.on(TransactWriteItemsCommand).rejects(cancelled({ [meta]: newer, [event]: conflict }));
    const fault: unknown = await store.change(change).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'StoreBusy' });
    expect(fault).not.toHaveProperty('cause');
    expect(aws.calls()).toHaveLength(5);
  });

  it('fails when an event exists that META does not count', async () => {
    aws.on(TransactWriteItemsCommand).rejects(cancelled({ [event]: failed() }));
    const fault = { name: 'StoredRowInvalid', message: 'CASE#c1 EVENT#00000004' };
    await expect(store.change(change)).rejects.toMatchObject(fault);
  });

  it('rethrows every other fault', async () => {
    const fault = new ProvisionedThroughputExceededException({ $metadata, message: 'too much' });
    aws.on(TransactWriteItemsCommand).rejects(fault);
    await expect(store.change(change)).rejects.toBe(fault);
    const invalid = cancelled({ [k1]: { Code: 'ValidationError' } });
    aws.on(TransactWriteItemsCommand).rejects(invalid);
    await expect(store.change(change)).rejects.toBe(invalid);
    expect(aws.calls()).toHaveLength(2);
  });
});

describe('reading', () => {
  const metaItem = (state = begin.after) => toItem({ pk: `CASE#${state.id}`, sk: 'META', ...state });
  const eventItems = begin.events.map((one) =>
    toItem({ pk: 'CASE#c1', sk: `EVENT#0000000${one.seq}`, ...one }),
  );
  const hit = (due: string) => toItem({ pk: 'CASE#c1', sk: 'TASK#triage#1', dueOrder: `${due}#c1#triage#1` });

  it('reads a case consistently', async () => {
    aws.on(GetItemCommand).resolves({ Item: metaItem() });
    expect(await store.state('c1')).toEqual(begin.after);
    expect(aws.commandCalls(GetItemCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
  });

  it('reads all pages of a file, and starts again when a change came in between', async () => {
    const LastEvaluatedKey = toItem({ pk: 'CASE#c1', sk: 'EVENT#00000002' });
    aws
      .on(QueryCommand)
      .resolvesOnce({ Items: eventItems.slice(0, 2), LastEvaluatedKey })
      .resolvesOnce({ Items: [metaItem()] })
      .resolvesOnce({ Items: eventItems.slice(0, 2), LastEvaluatedKey })
      .resolvesOnce({ Items: [...eventItems.slice(2), metaItem()] });
    expect(await store.file('c1')).toMatchObject({ state: begin.after, events: begin.events });
    const asked = aws.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(asked.map(({ ExclusiveStartKey }) => ExclusiveStartKey)).toEqual([
      undefined,
      LastEvaluatedKey,
      undefined,
      LastEvaluatedKey,
    ]);
    expect(asked.every(({ ConsistentRead }) => ConsistentRead)).toBe(true);
  });

  it('fails when the events never add up to the version', async () => {
    aws.on(QueryCommand).resolves({ Items: [...eventItems.slice(0, 2), metaItem()] });
    await expect(store.file('c1')).rejects.toThrow(StoredRowInvalid);
  });

  it('queries nothing that is due after the day', async () => {
    aws.on(QueryCommand).resolves({ Items: [] });
    await store.openTasks({ dueBefore: '2026-12-02', limit: 10 });
    const asked = aws.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(asked.map((input) => input.ExpressionAttributeValues?.[':partition'])).toEqual(
      ['0', '1', '2', '3'].map((S) => ({ S })),
    );
    for (const input of asked) {
      expect(input.KeyConditionExpression).toContain('#order BETWEEN :from AND :until');
      expect(input.ExpressionAttributeValues).toMatchObject({ ':until': { S: '2026-12-02' } });
      expect(input.Limit).toBe(11);
    }
  });

  it.each([
    { what: 'was decided', news: [decided('triage#1', 1, true)], query: {} },
    {
      what: 'was extended',
      news: [extended('triage#1', '2026-12-01', '2027-01-04')],
      query: { dueBefore: '2026-12-02' },
    },
    {
      what: 'went to another',
      news: [{ type: 'assigned' as const, at, by: 'system' as const, task: 'triage#1', assignee: 'user:b' }],
      query: { assignee: 'user:a' },
    },
  ])('leaves a task that $what out of a list while the index still has it', async ({ news, query }) => {
    const { after } = changeOf('c1', begin.after, news);
    const found = { ...hit('2026-12-01'), assigneeOrder: { S: '2026-12-01#c1#triage#1' } };
    aws.on(QueryCommand).resolves({ Items: [found] });
    aws.on(BatchGetItemCommand).resolves({ Responses: { cases: [metaItem(after)] } });
    expect(await store.openTasks({ ...query, limit: 10 })).toEqual({ items: [] });
    expect(aws.commandCalls(BatchGetItemCommand)).toHaveLength(1);
  });

  describe('writing many rows', () => {
    const states = Array.from({ length: 130 }, (_, n) => {
      const { events } = changeOf('any', undefined, [received()]);
      return replay(`c${n}`, events);
    }).filter((state) => state !== undefined);
    const hits = states.map(({ id }) => toItem({ pk: `CASE#${id}`, sk: 'META', caseOrder: `${at}#${id}` }));
    const keyOf = (id: string) => toItem({ pk: `CASE#${id}`, sk: 'META' });

    beforeEach(() => {
      aws.on(QueryCommand).resolves({ Items: hits });
    });

    it('reads 100 at a time and asks again for unprocessed keys', async () => {
      aws
        .on(BatchGetItemCommand)
        .resolvesOnce({
          Responses: { cases: states.slice(40, 100).map(metaItem) },
          UnprocessedKeys: { cases: { Keys: states.slice(0, 40).map(({ id }) => keyOf(id)) } },
        })
        .resolvesOnce({ Responses: { cases: states.slice(0, 40).map(metaItem) } })
        .resolvesOnce({ Responses: { cases: states.slice(100).map(metaItem) } });
      const { items } = await store.cases({ status: 'open', limit: 200 });
      expect(items.map(({ id }) => id).sort()).toEqual(states.map(({ id }) => id).sort());
      const requests = aws
        .commandCalls(BatchGetItemCommand)
        .map(({ args }) => args[0].input.RequestItems?.['cases']);
      expect(requests.map((request) => request?.Keys?.length)).toEqual([100, 40, 30]);
      expect(requests.every((request) => request?.ConsistentRead)).toBe(true);
    });

    it('fails as StoreBusy when keys stay unprocessed', async () => {
      aws.on(BatchGetItemCommand).resolves({ UnprocessedKeys: { cases: { Keys: [keyOf('c0')] } } });
      await expect(store.cases({ status: 'open', limit: 200 })).rejects.toMatchObject({ name: 'StoreBusy' });
      expect(aws.commandCalls(BatchGetItemCommand)).toHaveLength(5);
    });
  });
});

describe('writing single rows', () => {
  it('retries when a transaction held the row', async () => {
    aws.on(PutItemCommand).rejectsOnce(conflictOfOne).resolves({});
    await store.putToken('c1', { task: 'triage#1', token: 'T', handled: 0, at });
    expect(aws.commandCalls(PutItemCommand)).toHaveLength(2);
  });

  it('claims a letter with one conditional update', async () => {
    const claimed = { ...letter('L1'), status: 'sending', claimedAt: at, attempts: 1 };
    aws
      .on(UpdateItemCommand)
      .rejectsOnce(conflictOfOne)
      .resolves({ Attributes: toItem(claimed) });
    expect(await store.claimLetter('c1', 'L1', at)).toEqual({ claimed: true, letter: claimed });
    const taken = new ConditionalCheckFailedException({ $metadata, message: 'no', Item: toItem(claimed) });
    aws.on(UpdateItemCommand).rejects(taken);
    expect(await store.claimLetter('c1', 'L1', at)).toEqual({ claimed: false, letter: claimed });
    expect(aws.commandCalls(UpdateItemCommand)).toHaveLength(3);
  });
});
