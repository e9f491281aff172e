import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { tableIndexes } from '../../functions/adapters/table.ts';

// The table in memory behind the real client of DynamoDB, with what AWS would bill for each request on demand: a write unit
// for each KB of a row that begins (of the larger one, before or after), two in a transaction, even for a row that is only
// checked; one for each entry that appears in an index or leaves it, as entries hold keys only; a read unit for each 4 KB,
// half of one where the read may be old. It knows the expressions that the adapters send, and throws on any other.

type Row = Record<string, AttributeValue>;

/** What AWS bills for one row of a request. `bytes`: the size of the row, the larger one of before and after. */
export interface Billed {
  /** The request that it is part of, counted from 1. */
  request: number;
  operation: string;
  pk: string;
  sk: string;
  bytes: number;
  write: number;
  index: number;
  read: number;
}

const Attributes = z.record(z.string(), z.custom<AttributeValue>());
const Expressions = z.object({
  Key: Attributes.optional(),
  Item: Attributes.optional(),
  ConditionExpression: z.string().optional(),
  UpdateExpression: z.string().optional(),
  ReturnValuesOnConditionCheckFailure: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: Attributes.default({}),
});
type Expressions = z.infer<typeof Expressions>;
const Request = Expressions.extend({
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string().default(''),
  ConsistentRead: z.boolean().default(false),
  ScanIndexForward: z.boolean().default(true),
  Limit: z.number().default(Infinity),
  TransactItems: z.array(z.record(z.string(), Expressions)).default([]),
  RequestItems: z
    .record(z.string(), z.object({ Keys: z.array(Attributes), ConsistentRead: z.boolean().default(false) }))
    .default({}),
});
type Request = z.infer<typeof Request>;

const textOf = (value: AttributeValue | undefined): string => value?.S ?? value?.N ?? '';
const keyOf = (item: Row) => ({ pk: textOf(item['pk']), sk: textOf(item['sk']) });
const named = ({ pk, sk }: { pk: string; sk: string }) => `${pk}\n${sk}`;

/** The size of an item as DynamoDB counts it: names and values; two digits of a number are a byte, and one more. */
const sizeOf = (item: Row): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
function valueSize({ S, N, L, M, B }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (B !== undefined) return B.byteLength;
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (L !== undefined) return L.reduce((sum, value) => sum + 1 + valueSize(value), 3);
  if (M !== undefined) return 3 + Object.keys(M).length + sizeOf(M);
  return 1;
}

/** Where the first is for which something is true, that is true for all after it. */
function placeOf(all: readonly { order: Buffer }[], isReached: (order: Buffer) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = all[middle];
    if (one && isReached(one.order)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Makes an empty table. `billed`: everything so far, in order. */
export function billedTable(): { client: DynamoDBClient; billed: Billed[] } {
  const billed: Billed[] = [];
  const items = new Map<string, Row>();
  const lists = new Map<string, Map<string, Row>>();
  /** The items of a list in its order, until one is written. */
  const sorted = new Map<string, { order: Buffer; item: Row }[]>();
  let request = 0;

  /** Where an item is: in its partition and in the indexes that contain it. */
  const placesOf = (item: Row) => [
    `pk ${textOf(item['pk'])}`,
    ...tableIndexes.flatMap(({ name, partitionKey, sortKey }) =>
      item[partitionKey] && item[sortKey] ? [`${name} ${textOf(item[partitionKey])}`] : [],
    ),
  ];
  const entriesOf = (item: Row | undefined) =>
    tableIndexes.flatMap(({ name, partitionKey, sortKey }) =>
      item?.[partitionKey] && item[sortKey]
        ? [`${name} ${textOf(item[partitionKey])} ${textOf(item[sortKey])}`]
        : [],
    );

  function store(key: string, after: Row | undefined): void {
    const before = items.get(key);
    for (const place of before ? placesOf(before) : []) {
      lists.get(place)?.delete(key);
      sorted.delete(place);
    }
    if (after === undefined) {
      items.delete(key);
      return;
    }
    items.set(key, after);
    for (const place of placesOf(after)) {
      const list = lists.get(place) ?? new Map<string, Row>();
      lists.set(place, list.set(key, after));
      sorted.delete(place);
    }
  }

  function inOrder(place: string, sortKey: string): { order: Buffer; item: Row }[] {
    const known = sorted.get(place);
    if (known) return known;
    const made = [...(lists.get(place)?.values() ?? [])]
      .map((item) => ({ order: Buffer.from(textOf(item[sortKey])), item }))
      .sort((one, other) => one.order.compare(other.order));
    sorted.set(place, made);
    return made;
  }

  function bill(operation: string, key: { pk: string; sk: string }, part: Partial<Billed>): void {
    billed.push({ request, operation, ...key, bytes: 0, write: 0, index: 0, read: 0, ...part });
  }

  /** Writes `after` in the place of what is there, or only bills that it was looked at. */
  function write(operation: string, keyed: Row, after: Row | undefined | 'as it is', times: number): void {
    const key = keyOf(keyed);
    const before = items.get(named(key));
    const next = after === 'as it is' ? before : after;
    const bytes = Math.max(sizeOf(before ?? {}), sizeOf(next ?? {}), 1);
    const [old, fresh] = [entriesOf(before), entriesOf(next)];
    const index =
      old.filter((entry) => !fresh.includes(entry)).length +
      fresh.filter((entry) => !old.includes(entry)).length;
    bill(operation, key, { bytes, write: times * Math.ceil(bytes / 1024), index });
    if (after !== 'as it is') store(named(key), after);
  }

  function holds(call: Expressions, item: Row | undefined): boolean {
    const { ConditionExpression: condition } = call;
    if (condition === undefined) return true;
    if (condition === 'attribute_exists(pk)') return item !== undefined;
    if (condition === 'attribute_not_exists(pk)') return item === undefined;
    const [, name = '', value = ''] = /^(#\w+) = (:\w+)$/.exec(condition) ?? [];
    const attribute = call.ExpressionAttributeNames[name];
    if (attribute === undefined) throw new Error(`unknown condition ${condition}`);
    return (
      item?.[attribute] !== undefined &&
      textOf(item[attribute]) === textOf(call.ExpressionAttributeValues[value])
    );
  }

  function updated(call: Expressions, before: Row): Row {
    const after = { ...before };
    const nameOf = (name = '') => call.ExpressionAttributeNames[name] ?? name;
    const valueOf = (name = ''): AttributeValue => {
      const value = call.ExpressionAttributeValues[name];
      if (value === undefined) throw new Error(`no value ${name}`);
      return value;
    };
    for (const [, verb, list = ''] of (call.UpdateExpression ?? '').matchAll(
      /(SET|ADD|REMOVE) (.+?)(?= (?:SET|ADD|REMOVE) |$)/g,
    ))
      for (const action of list.split(/, (?![^(]*\))/)) {
        const [, name, first, whole] =
          /^(\S+)(?: = if_not_exists\(\S+, (:\w+)\)| (?:= )?(:\w+))?$/.exec(action) ?? [];
        const attribute = nameOf(name);
        const old = after[attribute];
        if (verb === 'REMOVE') delete after[attribute];
        else if (verb === 'ADD')
          after[attribute] = { N: String(Number(old?.N ?? 0) + Number(valueOf(whole).N)) };
        else if (first !== undefined) after[attribute] = old ?? valueOf(first);
        else after[attribute] = valueOf(whole);
      }
    return after;
  }

  function transact(calls: Request['TransactItems']): object {
    const writes = calls.flatMap((call) =>
      Object.entries(call).map(([kind, one]) => ({ kind, one, keyed: one.Item ?? one.Key ?? {} })),
    );
    const reasons = writes.map(({ one, keyed }) => {
      const old = items.get(named(keyOf(keyed)));
      if (holds(one, old)) return { Code: 'None' };
      const explained = one.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && old !== undefined;
      return { Code: 'ConditionalCheckFailed', ...(explained ? { Item: old } : {}) };
    });
    const failed = reasons.some(({ Code }) => Code !== 'None');
    for (const { kind, one, keyed } of writes) {
      const after =
        failed || kind === 'ConditionCheck' ? 'as it is' : kind === 'Delete' ? undefined : one.Item;
      write(`transact ${kind}`, keyed, after, 2);
    }
    if (failed)
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'cancelled',
        CancellationReasons: reasons,
      });
    return {};
  }

  function conditional(kind: 'Put' | 'Delete' | 'Update', call: Request): object {
    const keyed = call.Item ?? call.Key ?? {};
    const old = items.get(named(keyOf(keyed)));
    if (!holds(call, old)) {
      write(kind, keyed, 'as it is', 1);
      const shown = old === undefined ? {} : { Item: old };
      throw new ConditionalCheckFailedException({ $metadata: {}, message: 'failed', ...shown });
    }
    const after = kind === 'Update' ? updated(call, old ?? keyed) : kind === 'Delete' ? undefined : call.Item;
    write(kind, keyed, after, 1);
    return kind === 'Update' ? { Attributes: after } : {};
  }

  const readUnits = (bytes: number, consistent: boolean) =>
    Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);

  function read(operation: string, keyed: Row, consistent: boolean): Row | undefined {
    const item = items.get(named(keyOf(keyed)));
    const bytes = sizeOf(item ?? {});
    bill(operation, keyOf(keyed), { bytes, read: readUnits(bytes, consistent) });
    return item;
  }

  function query(call: Request): object {
    const list = tableIndexes.find(({ name }) => name === call.IndexName);
    const sortKey = list?.sortKey ?? 'sk';
    const known = /^(?:pk|#partition) = (:\w+)(?: AND (?:sk|#order) BETWEEN :from AND :until)?$/;
    const [, partition = ''] = known.exec(call.KeyConditionExpression) ?? [];
    if (partition === '') throw new Error(`unknown query ${call.KeyConditionExpression}`);
    const values = call.ExpressionAttributeValues;
    const place = `${list?.name ?? 'pk'} ${textOf(values[partition])}`;
    const [from, until] = [values[':from'], values[':until']].map((end) => end && Buffer.from(textOf(end)));
    const all = inOrder(place, sortKey);
    const start = from ? placeOf(all, (order) => order.compare(from) >= 0) : 0;
    const end = until ? placeOf(all, (order) => order.compare(until) > 0) : all.length;
    const limit = Math.min(call.Limit, Math.max(0, end - start));
    const page = call.ScanIndexForward
      ? all.slice(start, start + limit)
      : all.slice(end - limit, end).toReversed();
    const found = page
      .map(({ item }) => item)
      .map((item): Row => {
        if (list === undefined) return item;
        const names = new Set(['pk', 'sk', list.partitionKey, list.sortKey]);
        return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
      });
    const bytes = found.reduce((sum, item) => sum + sizeOf(item), 0);
    const key = { pk: textOf(values[partition]), sk: list?.name ?? 'partition' };
    bill('Query', key, { bytes, read: readUnits(bytes, call.ConsistentRead) });
    return { Items: found };
  }

  function answer(command: string, call: Request): object {
    switch (command) {
      case 'GetItemCommand': {
        const item = read('Get', call.Key ?? {}, call.ConsistentRead);
        return item === undefined ? {} : { Item: item };
      }
      case 'BatchGetItemCommand': {
        const Responses = Object.entries(call.RequestItems).map(([table, { Keys, ConsistentRead }]) => [
          table,
          Keys.map((key) => read('Get', key, ConsistentRead)).filter((item) => item !== undefined),
        ]);
        return { Responses: Object.fromEntries(Responses) };
      }
      case 'QueryCommand':
        return query(call);
      case 'TransactWriteItemsCommand':
        return transact(call.TransactItems);
      case 'PutItemCommand':
        return conditional('Put', call);
      case 'DeleteItemCommand':
        return conditional('Delete', call);
      case 'UpdateItemCommand':
        return conditional('Update', call);
      default:
        throw new Error(`unknown command ${command}`);
    }
  }

  const client = new DynamoDBClient({ region: 'eu-west-2' });
  client.middlewareStack.add(
    (_, { commandName = '' }) =>
      async ({ input }) => {
        request += 1;
        const output = answer(commandName, Request.parse(input));
        return { output: { $metadata: {}, ...output }, response: {} };
      },
    { step: 'initialize' },
  );
  return { client, billed };
}
