import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import around, { type MiddlewareObj } from '@middy/core';
import * as z from 'zod/mini';
import type { Log } from './log-messages.ts';
import type { Dependencies } from '../dependencies.ts';

export const metrics = new Metrics({ namespace: 'Redress', serviceName: 'redress' });
const logger = new Logger({ serviceName: 'redress' });

/**
 * Which case and step a call is about: nothing else of a case may stand in a log (architecture.md rule 7).
 */
export type About = Partial<Record<'caseId' | 'step' | 'task' | 'reference' | 'became', string>>;

/** Adds what a call is about to every log line of it. */
export function about(facts: About): void {
  logger.appendKeys(facts);
}

/** An error as it may leave a Lambda: the runtime logs every property of it, and an SDK error can carry rows of a case. */
function bare(error: unknown): Error {
  const { name, message, stack } = error instanceof Error ? error : new Error('not an error');
  return Object.defineProperties(new Error(message), {
    name: { value: name },
    stack: { value: stack },
  });
}

/** Logs a fault by its name, message and place. */
export function report(fault: unknown): void {
  const { name, message, stack } = bare(fault);
  logger.error('fault', { fault: { name, message, stack } });
}

/** Writes a message of the catalogue to CloudWatch. */
export const log: Log = (code, fields) => logger.error(code, { ...fields });

/** What stands around every Lambda: log lines that name the request, metrics, and errors with nothing in them. */
export const observed: MiddlewareObj[] = [
  injectLambdaContext(logger, { logEvent: false, resetKeys: true }),
  logMetrics(metrics, { captureColdStartMetric: true }),
  {
    after: () => logger.info('done'),
    onError: (request) => {
      report(request.error);
      request.error = bare(request.error);
    },
  },
];

type Refreshed = Pick<Dependencies, 'councils'>;

/**
 * A Lambda that takes one kind of event. It sees the council as it stands now. Anything else is a fault
 * `$ZodError`, as is what `run` throws.
 */
export function lambda<Event extends z.ZodMiniType, Result>(
  { councils }: Refreshed,
  event: Event,
  run: (event: z.output<Event>) => Promise<Result>,
) {
  return around(async (raw: unknown) => {
    await councils.refresh();
    return run(event.parse(raw));
  }).use(observed);
}

const Batch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

/** A Lambda that reads a queue. The messages it fails at, and those alone, come again and in the end go to the dead-letter queue. */
export function queueLambda(deps: Refreshed, run: (body: string) => Promise<void>) {
  return lambda(deps, Batch, async ({ Records }) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of Records) {
      try {
        await run(body);
      } catch (error) {
        report(error);
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  });
}
