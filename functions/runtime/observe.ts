import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import around, { type MiddlewareObj } from '@middy/core';
import * as z from 'zod/mini';
import type { Log } from './log-messages.ts';
import type { SecurityLog } from './security-log.ts';
import type { Dependencies } from '../dependencies.ts';

// The name of the service is that of the environment: Powertools reads it from POWERTOOLS_SERVICE_NAME.
export const metrics = new Metrics({ namespace: 'Redress' });
const logger = new Logger();

/** The case and step of a call. Nothing else of a case may be logged (architecture.md rule 7). */
export type About = Partial<Record<'caseId' | 'step' | 'task' | 'reference' | 'became', string>>;

/** Adds the case and step of a call to all its log lines. */
export function about(facts: About): void {
  logger.appendKeys(facts);
}

/**
 * An error that may leave a Lambda. The runtime logs every property of an error, and an SDK error can carry rows of a
 * case.
 */
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

/** Writes an entry of the security log to CloudWatch. */
export const securityLog: SecurityLog = (event, fields) => logger.info(event, { log: 'security', ...fields });

/** The mail service takes nothing, or did not say whether it took a letter: the call is repeated until that is known. */
const withoutMail = new Set(['MailerBusy', 'LetterUnanswered']);

/**
 * The alarm on errors of a function leaves these out: that there is no mail has an alarm of its own, and a letter of which
 * nothing is known goes to a person.
 */
function countCallWithoutMail(functionName: string): void {
  const single = metrics.singleMetric();
  single.addDimension('function_name', functionName);
  single.addMetric('CallsWithoutMail', MetricUnit.Count, 1);
}

/** What a call is told of its time. */
interface Timed {
  getRemainingTimeInMillis: () => number;
}

/** The milliseconds that each call had when it began. */
const given = new WeakMap<Timed, number>();

/** Tells of a call that used nine tenths of its time, before one is cut off. */
function tellNearTimeout(context: Timed): void {
  if (context.getRemainingTimeInMillis() > (given.get(context) ?? 0) / 10) return;
  log('near-timeout', {});
  metrics.addMetric('NearTimeouts', MetricUnit.Count, 1);
}

/** Middleware of every Lambda: log lines that name the request, metrics, and errors without content. */
export const observed: MiddlewareObj[] = [
  injectLambdaContext(logger, { logEvent: false, resetKeys: true }),
  logMetrics(metrics, { captureColdStartMetric: true }),
  {
    before: ({ context }) => void given.set(context, context.getRemainingTimeInMillis()),
    after: ({ context }) => {
      tellNearTimeout(context);
      logger.info('done');
    },
    onError: (request) => {
      tellNearTimeout(request.context);
      report(request.error);
      if (request.error && withoutMail.has(request.error.name))
        countCallWithoutMail(request.context.functionName);
      request.error = bare(request.error);
    },
  },
];

type Refreshed = Pick<Dependencies, 'councils'>;

/**
 * A Lambda that accepts one kind of event and uses the current council. Any other event throws `$ZodError`; `run` can
 * throw too.
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

/**
 * A Lambda that reads a queue. Only messages that fail are delivered again, and finally go to the dead-letter queue.
 */
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
