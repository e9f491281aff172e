import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SESClient } from '@aws-sdk/client-ses';
import type { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';

type Client = DynamoDBClient | S3Client | SESClient | SFNClient;

/** What an answer or an error of the SDK tells of its call. */
const Told = z.object({
  name: z.optional(z.string()),
  $metadata: z.object({
    httpStatusCode: z.optional(z.number()),
    requestId: z.optional(z.string()),
    attempts: z.optional(z.number()),
  }),
});

/** Names of errors by which services ask for fewer calls. */
const throttled = /Throttl|ThroughputExceeded|LimitExceeded|TooManyRequests|SlowDown/;

/** How a call went, as X-Ray reads it: a fault of the service, or an error of the caller. */
const endedAs = (status: number | undefined, name = '') => ({
  ...(status === undefined ? {} : { http: { response: { status } } }),
  ...(status === undefined || status >= 500 ? { fault: true } : status >= 400 ? { error: true } : {}),
  ...(throttled.test(name) ? { throttle: true } : {}),
});

/** A signed link is made by a call that is never sent. */
const isSignedLink = (output: unknown): boolean =>
  typeof output === 'object' && output !== null && 'presigned' in output;

type Middleware = <Args, Result extends { output: unknown }>(
  next: (args: Args) => Promise<Result>,
  context: { commandName?: string },
) => (args: Args) => Promise<Result>;

let socket: Socket | undefined;

/** Sends one subsegment to the daemon beside the function. What is lost is a line in a picture, so no one waits for it. */
function tell(daemon: string, subsegment: object): void {
  const at = daemon.lastIndexOf(':');
  socket ??= createSocket('udp4')
    .unref()
    .on('error', () => undefined);
  const text = `{"format":"json","version":1}\n${JSON.stringify(subsegment)}`;
  socket.send(text, Number(daemon.slice(at + 1)), daemon.slice(0, at), () => undefined);
}

/** The trace of the current invocation, as Lambda gives it: `Root=1-…;Parent=…;Sampled=1` (X-Ray, "Tracing header"). */
function sampledTrace(): { trace: string; parent: string } | undefined {
  const parts = new Map(
    (process.env['_X_AMZN_TRACE_ID'] ?? '').split(';').map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
  const trace = parts.get('Root');
  const parent = parts.get('Parent');
  return trace === undefined || parent === undefined || parts.get('Sampled') !== '1'
    ? undefined
    : { trace, parent };
}

/**
 * Shows each call of a client as a subsegment in the X-Ray trace of its invocation: service, operation, attempts, status and
 * times, and nothing of what was asked or answered (architecture.md rule 7). Retries of one call are one subsegment, and a
 * signed link is no call. Returns the client. Does nothing where there is no daemon, or the trace is not sampled (X-Ray,
 * "Sending trace data", "Segment documents").
 */
export function traced<One extends Client>(client: One): One {
  const { config, middlewareStack }: Client = client;
  const trace: Middleware = (next, context) => async (args) => {
    const daemon = process.env['AWS_XRAY_DAEMON_ADDRESS'];
    const within = daemon === undefined ? undefined : sampledTrace();
    if (daemon === undefined || within === undefined) return next(args);
    const start = Date.now();
    const end = (answer: unknown) => {
      const { $metadata, name } = Told.safeParse(answer).data ?? {};
      tell(daemon, {
        type: 'subsegment',
        namespace: 'aws',
        name: config.serviceId,
        id: randomBytes(8).toString('hex'),
        trace_id: within.trace,
        parent_id: within.parent,
        start_time: start / 1000,
        end_time: Date.now() / 1000,
        aws: {
          operation: (context.commandName ?? '').replace(/Command$/, ''),
          retries: ($metadata?.attempts ?? 1) - 1,
          ...($metadata?.requestId === undefined ? {} : { request_id: $metadata.requestId }),
        },
        ...endedAs($metadata?.httpStatusCode, name),
      });
    };
    try {
      const result = await next(args);
      if (!isSignedLink(result.output)) end(result.output);
      return result;
    } catch (error) {
      end(error);
      throw error;
    }
  };
  middlewareStack.addRelativeTo(trace, {
    relation: 'before',
    toMiddleware: 'retryMiddleware',
    name: 'traceCalls',
    override: true,
  });
  return client;
}
