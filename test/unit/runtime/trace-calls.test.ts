import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { traced } from '../../../functions/runtime/trace-calls.ts';

/** What the daemon of X-Ray was told, in order. */
const told: unknown[] = [];
const daemon = createSocket('udp4', (message) => {
  const [header = '', ...text] = message.toString().split('\n');
  told.push({ header: JSON.parse(header), ...JSON.parse(text.join('\n')) });
});
daemon.bind(0, '127.0.0.1');
await once(daemon, 'listening');

/** A service that gives these answers, one after the other. */
let answers: { status: number; body: object }[] = [];
const service = createServer((_, response) => {
  const { status, body } = answers.shift() ?? { status: 200, body: {} };
  response.writeHead(status, { 'x-amzn-requestid': 'REQUEST', 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(body));
}).listen(0, '127.0.0.1');
await once(service, 'listening');
const portOf = (address: unknown) => z.object({ port: z.number() }).parse(address).port;

const options = {
  region: 'eu-west-2',
  endpoint: `http://127.0.0.1:${portOf(service.address())}`,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 2,
};
const dynamoDb = traced(new DynamoDBClient(options));
const child = 'Sam Carter';
const get = () =>
  dynamoDb.send(new GetItemCommand({ TableName: 'cases', Key: { pk: { S: 'CASE#1' }, sk: { S: child } } }));

const trace = 'Root=1-67891233-abcdef012345678912345678;Parent=463ac35c9f6413ad';
beforeEach(() => {
  told.length = 0;
  answers = [];
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
  vi.stubEnv('_X_AMZN_TRACE_ID', `${trace};Sampled=1;Lineage=a87bd80c:0`);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => {
  daemon.close();
  service.close();
});

const subsegment = {
  header: { format: 'json', version: 1 },
  type: 'subsegment',
  namespace: 'aws',
  name: 'DynamoDB',
  id: expect.stringMatching(/^[0-9a-f]{16}$/),
  trace_id: '1-67891233-abcdef012345678912345678',
  parent_id: '463ac35c9f6413ad',
  start_time: expect.any(Number),
  end_time: expect.any(Number),
};
/** What the daemon is told in the end, once. */
const toldOnce = () =>
  vi.waitFor(() => {
    if (told.length === 0) throw new Error('nothing told yet');
    return told;
  });

test('a call is one subsegment of its invocation, without what was asked and answered', async () => {
  answers = [{ status: 200, body: { Item: { name: { S: child } } } }];
  await get();
  expect(await toldOnce()).toEqual([
    {
      ...subsegment,
      aws: { operation: 'GetItem', retries: 0, request_id: 'REQUEST' },
      http: { response: { status: 200 } },
    },
  ]);
  expect(JSON.stringify(told)).not.toContain(child);
});

test.each([
  ['a refusal', 400, 'ConditionalCheckFailedException', 1, { error: true }],
  ['too many calls', 400, 'ThrottlingException', 2, { error: true, throttle: true }],
  ['a fault of the service', 500, 'InternalServerError', 2, { fault: true }],
])('%s is shown as what it is, with its attempts', async (_, status, name, attempts, shown) => {
  const answer = { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: child } };
  answers = [answer, answer];
  await expect(get()).rejects.toMatchObject({ name });
  expect(await toldOnce()).toEqual([
    {
      ...subsegment,
      aws: { operation: 'GetItem', retries: attempts - 1, request_id: 'REQUEST' },
      http: { response: { status } },
      ...shown,
    },
  ]);
});

test('a signed link is no call', async () => {
  const s3 = traced(new S3Client(options));
  expect(await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'files', Key: 'a' }))).toContain('Signature=');
  await get();
  expect(await toldOnce()).toMatchObject([{ name: 'DynamoDB' }]);
});

test.each([
  ['whose trace is not sampled', { _X_AMZN_TRACE_ID: `${trace};Sampled=0` }],
  ['that has no trace', { _X_AMZN_TRACE_ID: undefined }],
  ['beside which no daemon runs', { AWS_XRAY_DAEMON_ADDRESS: undefined }],
])('nothing is told of an invocation %s', async (_, changed) => {
  for (const [name, value] of Object.entries(changed)) vi.stubEnv(name, value);
  await get();
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
  vi.stubEnv('_X_AMZN_TRACE_ID', `${trace};Sampled=1`);
  // What is told of a later call has been told after anything of the first.
  await get();
  expect(await toldOnce()).toHaveLength(1);
});

test('a daemon that does not listen holds up no call', async () => {
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', '127.0.0.1:9');
  await expect(get()).resolves.toBeDefined();
});
