import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { dynamoDbCaseStore } from '../functions/adapters/aws/dynamodb-case-store.ts';
import { dynamoDbShortLived } from '../functions/adapters/aws/dynamodb-short-lived.ts';
import type { FunctionName } from '../functions/manifest.ts';
import type { FileLinks, Files, Mailer, Workflows } from '../functions/ports.ts';
import type { LocalOptions } from '../infra/local/local-system.ts';
import { billedTable } from './bench/billed-table.ts';

// What each function does to the world, as IAM sees it. A local system works here by the adapters of AWS, on a table in memory,
// and each call is known by the function that makes it. `npm run record:calls` plays the suites so and writes calls-seen.json;
// test/infra/stacks.test.ts compares that with the policies.

/** Whether the calls of this run are recorded. */
export const records = process.env['RECORD_CALLS'] !== undefined;

/** A call of AWS: its action, and what it is on in the words of calls-seen.json. */
interface Call {
  action: string;
  /** A partition, `index <name>`, a folder of files, or a kind of resource; empty for the bucket and for mail. */
  on: string;
  /** A row that is written, and the condition under which. */
  row?: { sk: string; condition: string };
}

const inOneLine = ({ action, on }: Call) => `${action} ${on}`.trim();

const inFunction = new AsyncLocalStorage<FunctionName>();

/** Operations that are the work of one function. A test that calls one by itself does what that function does. */
const operationsOf: Readonly<Record<string, FunctionName>> = {
  printReport: 'print-report',
  previewFile: 'preview-file',
  receiveDeliveryEvent: 'receive-delivery-event',
  returnLetter: 'receive-delivery-event',
  refreshBankHolidays: 'refresh-bank-holidays',
  moveDeadlines: 'refresh-bank-holidays',
  repairCases: 'repair-cases',
  sweepCases: 'repair-cases',
  rebuildCase: 'repair-cases',
  handOverOutdated: 'repair-cases',
  handOverAfterDeployment: 'repair-cases',
  alertOfHeldMail: 'repair-cases',
  receiveMail: 'receive-mail',
  sendDigests: 'send-digests',
  alertFlagReviews: 'send-digests',
  alertOfUnusedWording: 'send-digests',
  reviewRetention: 'review-retention',
  eraseCase: 'erase-case',
  makeDueReports: 'make-reports',
  keepSettledCases: 'make-reports',
  planStep: 'plan-step',
  awaitDecision: 'await-decision',
  sendLetter: 'send-letter',
  startProcedure: 'start-procedure',
  continueRun: 'continue-run',
  closeCase: 'close-case',
};

function calledBy(): FunctionName | undefined {
  const known = inFunction.getStore();
  if (known !== undefined) return known;
  const called = [...(new Error().stack ?? '').matchAll(/^ +at (?:async )?(\w+) \(/gm)].map(
    ([, name = '']) => name,
  );
  return called.map((name) => operationsOf[name]).findLast((name) => name !== undefined);
}

const Text = z.object({ S: z.string() }).transform(({ S }) => S);
const Keyed = z.looseObject({ pk: Text, sk: Text });
const One = z.object({
  Key: Keyed.optional(),
  Item: Keyed.optional(),
  ConditionExpression: z.string().default(''),
});
const Input = One.extend({
  IndexName: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).default({}),
  TransactItems: z.array(z.record(z.string(), One)).default([]),
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(Keyed) })).default({}),
});

/** The part of a partition key that permissions are given by (`Partition` in adapters/table.ts). */
const partitionOf = (pk: string) => /^[^#]*#?/.exec(pk)?.[0] ?? '';

function callsOfTable(command: string, raw: unknown): Call[] {
  const input = Input.parse(raw);
  const action = `dynamodb:${command.replace(/Command$/, '')}`;
  const onRow = (verb: string, { Key, Item, ConditionExpression }: z.output<typeof One>): Call => {
    const { pk, sk } = Item ?? Key ?? { pk: '', sk: '' };
    return { action: verb, on: partitionOf(pk), row: { sk, condition: ConditionExpression } };
  };
  if (command === 'TransactWriteItemsCommand')
    return input.TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, one]) => onRow(`dynamodb:${kind}Item`, one)),
    );
  if (command === 'BatchGetItemCommand')
    return Object.values(input.RequestItems).flatMap(({ Keys }) =>
      Keys.map(({ pk }) => ({ action, on: partitionOf(pk) })),
    );
  if (command !== 'QueryCommand') return [onRow(action, input)];
  const { IndexName, ExpressionAttributeValues: values } = input;
  return [
    { action, on: IndexName === undefined ? partitionOf(Text.parse(values[':pk'])) : `index ${IndexName}` },
  ];
}

const folderOf = (key: string) => `${key.split('/')[0] ?? ''}/`;

/** The calls of the adapters for files, executions and mail, by the method of their port; aws-calls.test.ts holds them to it. */
export const callsOfFiles = {
  put: (key: string): Call[] => [{ action: 's3:PutObject', on: folderOf(key) }],
  putLocked: (key: string): Call[] => [
    { action: 's3:PutObject', on: folderOf(key) },
    { action: 's3:PutObjectRetention', on: folderOf(key) },
  ],
  // Without the right to list, a file that is missing would be "access denied".
  get: (key: string): Call[] => [
    { action: 's3:GetObject', on: folderOf(key) },
    { action: 's3:ListBucket', on: '' },
  ],
  start: (key: string): Call[] => [
    { action: 's3:GetObject', on: folderOf(key) },
    { action: 's3:ListBucket', on: '' },
  ],
  // HeadObject is allowed by the right to get.
  about: (key: string): Call[] => [
    { action: 's3:GetObject', on: folderOf(key) },
    { action: 's3:ListBucket', on: '' },
  ],
  copy: (from: string, to = ''): Call[] => [
    { action: 's3:GetObject', on: folderOf(from) },
    { action: 's3:PutObject', on: folderOf(to) },
  ],
  list: (_prefix: string): Call[] => [{ action: 's3:ListBucketVersions', on: '' }],
  erase: (key: string): Call[] => [
    { action: 's3:ListBucketVersions', on: '' },
    { action: 's3:DeleteObject', on: folderOf(key) },
    { action: 's3:DeleteObjectVersion', on: folderOf(key) },
  ],
} as const satisfies Record<keyof Files, (...keys: [string, string]) => Call[]>;

/** A link can do what the function that signed it can. */
const callsOfLinks = {
  toUpload: (key: string): Call[] => [{ action: 's3:PutObject', on: folderOf(key) }],
  toDownload: (key: string): Call[] => [{ action: 's3:GetObject', on: folderOf(key) }],
} as const satisfies Record<keyof FileLinks, (key: string) => Call[]>;

export const callsOfWorkflows = {
  start: [{ action: 'states:StartExecution', on: 'stateMachine' }],
  succeed: [{ action: 'states:SendTaskSuccess', on: 'stateMachine' }],
  waits: [{ action: 'states:SendTaskHeartbeat', on: 'stateMachine' }],
  status: [{ action: 'states:DescribeExecution', on: 'execution' }],
  definition: [{ action: 'states:DescribeStateMachine', on: 'stateMachine' }],
} as const satisfies Record<keyof Workflows, readonly Call[]>;

const Seen = z.record(z.string(), z.array(z.string()));
export const seenFile = join(import.meta.dirname, 'infra/calls-seen.json');

/** The calls that each function was seen to make, sorted. */
export const readSeen = (): z.infer<typeof Seen> => Seen.parse(JSON.parse(readFileSync(seenFile, 'utf8')));

/** A call that no one has seen a function make before: its policy need not allow it. */
class CallNotSeen extends Error {
  override readonly name = 'CallNotSeen';
}

/** A row that is only ever added was to be changed, or removed by something else than erasure. */
class AppendOnly extends Error {
  override readonly name = 'AppendOnly';
}

const isAppendOnly = (sk: string, on: string) => /^(MESSAGE)?EVENT#|^CHANGE#/.test(sk) || on === 'READ#';
const erasing: readonly (FunctionName | undefined)[] = ['erase-case', 'review-retention'];

function checkAppendOnly({ action, on, row }: Call, by: FunctionName | undefined): void {
  if (row === undefined || !isAppendOnly(row.sk, on)) return;
  const isAdded = action === 'dynamodb:PutItem' && row.condition === 'attribute_not_exists(pk)';
  const isErased = action === 'dynamodb:DeleteItem' && erasing.includes(by);
  if (action !== 'dynamodb:GetItem' && !isAdded && !isErased)
    throw new AppendOnly(`${by}: ${action} on ${on} ${row.sk}`);
}

/** Options of a local system that works by the adapters of AWS. `see` gets each call of a function before it is made. */
export function onAws(see: (by: FunctionName, call: string) => void) {
  const note = (calls: readonly Call[]) => {
    const by = calledBy();
    for (const call of calls) {
      checkAppendOnly(call, by);
      if (by !== undefined) see(by, inOneLine(call));
    }
  };
  const { client } = billedTable();
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        note(callsOfTable(commandName, args.input));
        return next(args);
      },
    { step: 'initialize', priority: 'high' },
  );
  return {
    as: <Result>(name: FunctionName, work: () => Result) => inFunction.run(name, work),
    adapters: ({
      files,
      links,
      workflows,
      mailer,
    }: Parameters<NonNullable<LocalOptions['adapters']>>[0]) => ({
      // Made anew for each call: a store remembers the keys of its hashes, and each function has a store of its own.
      store: new Proxy(dynamoDbCaseStore(client, 'cases'), {
        get: (_, method): unknown => Reflect.get(dynamoDbCaseStore(client, 'cases'), method),
      }),
      shortLived: dynamoDbShortLived(client, 'cases'),
      files: filesSeen(files, note),
      links: {
        async toUpload(upload) {
          note(callsOfLinks.toUpload(upload.key));
          return links.toUpload(upload);
        },
        async toDownload(file) {
          note(callsOfLinks.toDownload(file.key));
          return links.toDownload(file);
        },
      } satisfies FileLinks,
      workflows: workflowsSeen(workflows, note),
      mailer: {
        ...mailer,
        send(mail) {
          note([{ action: 'ses:SendRawEmail', on: '' }]);
          return mailer.send(mail);
        },
      } satisfies Mailer,
    }),
  };
}

/** Files of a function that works without the rest of the system, recorded like those of a play. */
export function recordedFiles(by: FunctionName, files: Files): Files {
  return filesSeen(files, (calls) => calls.forEach((call) => record(by, inOneLine(call))));
}

type Note = (calls: readonly Call[]) => void;

function filesSeen(files: Files, note: Note): Files {
  return {
    async put(key, ...rest) {
      note(callsOfFiles.put(key));
      return files.put(key, ...rest);
    },
    async putLocked(key, ...rest) {
      note(callsOfFiles.putLocked(key));
      return files.putLocked(key, ...rest);
    },
    async get(key) {
      note(callsOfFiles.get(key));
      return files.get(key);
    },
    async start(key, bytes) {
      note(callsOfFiles.start(key));
      return files.start(key, bytes);
    },
    async about(key) {
      note(callsOfFiles.about(key));
      return files.about(key);
    },
    async copy(from, to, mimeType) {
      note(callsOfFiles.copy(from, to));
      return files.copy(from, to, mimeType);
    },
    async list(prefix) {
      note(callsOfFiles.list(prefix));
      return files.list(prefix);
    },
    async erase(key) {
      note(callsOfFiles.erase(key));
      return files.erase(key);
    },
  };
}

function workflowsSeen(workflows: Workflows, note: Note): Workflows {
  return {
    async start(execution) {
      note(callsOfWorkflows.start);
      return workflows.start(execution);
    },
    async succeed(...told) {
      note(callsOfWorkflows.succeed);
      return workflows.succeed(...told);
    },
    async waits(token) {
      note(callsOfWorkflows.waits);
      return workflows.waits(token);
    },
    async status(execution) {
      note(callsOfWorkflows.status);
      return workflows.status(execution);
    },
    async definition(stateMachine) {
      note(callsOfWorkflows.definition);
      return workflows.definition(stateMachine);
    },
  };
}

/** The same, in which a call that is not in calls-seen.json is an error. */
export function onAwsAsSeen() {
  const seen = readSeen();
  return onAws((by, call) => {
    if (seen[by]?.includes(call) !== true)
      throw new CallNotSeen(`${by}: ${call}. If it belongs to its work: npm run record:calls`);
  });
}

/** The same for every play of a process while calls are recorded: each new one is a line of a file in `RECORD_CALLS`. */
export function recordedCalls(): ReturnType<typeof onAws> | undefined {
  if (!records) return undefined;
  // Long enough to see which operation a test has called (`operationsOf`).
  Error.stackTraceLimit = 60;
  return onAws(record);
}

const recorded = new Set<string>();
function record(by: FunctionName, call: string): void {
  const folder = process.env['RECORD_CALLS'];
  if (folder === undefined || recorded.has(`${by} ${call}`)) return;
  recorded.add(`${by} ${call}`);
  appendFileSync(join(folder, String(process.pid)), `${by} ${call}\n`);
}
