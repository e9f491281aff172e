import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { FunctionName, Manifest } from '../../functions/manifest.ts';
import { sumOf, type Alarms } from './alarms.ts';

export interface Watched {
  system: string;
  manifest: Manifest;
  lambdaOf: (name: FunctionName) => IFunction;
  api: HttpApi;
  /** Queues of what came in. */
  queues: Readonly<Record<string, IQueue>>;
  /** Dead-letter queues of mail and of jobs, by the names of their constructs. */
  deadMail: Readonly<Record<string, IQueue>>;
  deadJobs: Readonly<Record<string, IQueue>>;
  /** Of executions that ended before their case. */
  endedExecutions: IQueue;
  /** Of nightly backups, and copies of them, that failed. Undefined: there are none. */
  failedBackups: IQueue | undefined;
  /** Of files in which a scan found malware, or at which it could not look. Undefined: nothing is scanned. */
  unsafeFiles: IQueue | undefined;
}

const minutes = (count: number) => Duration.minutes(count);

/** `receive-mail` as an id in an expression: `receiveMail`. */
const idOf = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const asId = (construct: string) => construct.charAt(0).toLowerCase() + construct.slice(1);
const byId = <T>(record: Readonly<Record<string, T>>, metric: (one: T) => IMetric) =>
  Object.fromEntries(Object.entries(record).map(([name, one]) => [asId(name), metric(one)]));

/**
 * The alarms of an environment: few, one for each thing that someone must do. Each is a step in operating.md.
 */
export function watch(alarms: Alarms, watched: Watched): void {
  const { api, queues, endedExecutions, failedBackups, unsafeFiles } = watched;
  const own = ownMetrics(watched.system);

  alarms.on(
    'Faults',
    api.metricServerError({ period: minutes(5) }),
    'Pages or API answered five times in five minutes that something is wrong. The logs of pages, public-pages and api name each request (fault).',
    { threshold: 5 },
  );
  alarms.on(
    'Slow',
    api.metricLatency({ period: minutes(5), statistic: 'p90' }),
    'For a quarter of an hour, one in ten answers of pages and API took over four seconds.',
    { threshold: 4_000, periods: 3 },
  );
  watchFunctions(alarms, watched);
  alarms.on(
    'ExecutionsEnded',
    endedExecutions.metricNumberOfMessagesSent({ period: minutes(5) }),
    'An execution failed, timed out or was aborted before its case ended. The queue of ended executions names it. The case has lost nothing and is continued within a day.',
  );
  watchDeadLetters(alarms, watched);
  if (failedBackups)
    alarms.on(
      'BackupsFail',
      failedBackups.metricNumberOfMessagesSent({ period: Duration.hours(1) }),
      'A nightly backup of table or files, or its copy in the other region, failed. The queue of failed backups says why.',
    );
  if (unsafeFiles)
    alarms.on(
      'FilesNotSafe',
      unsafeFiles.metricNumberOfMessagesSent({ period: minutes(5) }),
      'GuardDuty found malware in a file of a case, or could not scan one. It opens for no one. The queue of unsafe files names it.',
    );
  alarms.on(
    'QueueAge',
    sumOf(
      minutes(5),
      byId(queues, (queue) => queue.metricApproximateAgeOfOldestMessage({ period: minutes(5) })),
    ),
    'Mail, or word of letters, has waited for over a quarter of an hour to be read. Nothing is lost.',
    { threshold: 900, periods: 2 },
  );

  // The deployed name of the metric is older than the outbox.
  alarms.on(
    'OutboxLeft',
    own('PromisesLeft', { period: Duration.hours(1), statistic: 'Minimum' }),
    'For an hour an outbox entry was left undispatched, so a case does not move. The log of repair-cases says why.',
  );
  // The topic tells people through SNS, which does not use the account's SES. The repair counts every quarter of an hour, so a
  // longer period has no gap in which the alarm would end and begin again.
  alarms.on(
    'MailDown',
    own('MailDown', { period: minutes(30), statistic: 'Maximum' }),
    'SES takes no mail of this account. Letters, alerts and digests wait, nothing is lost.',
  );
  alarms.on(
    'BounceRate',
    reputation(),
    'Of the mail of this account, 5 in 100 bounced or 1 in 1000 was called junk, or half of each. SES pauses sending at 10 in 100 and 5 in 1000.',
  );
  alarms.on(
    'CasesStoodStill',
    own('CasesStoodStill'),
    'A case stood still: no execution waited for its open task, or worked on it. It was started again. The log of repair-cases names it (case-stood-still).',
  );
  alarms.on(
    'RowsUnreadable',
    own('RowsUnreadable'),
    'A stored row cannot be read, and lists, reports and jobs go on without it. The logs name its key (row-unreadable).',
  );
  alarms.on(
    'StepsWithdrawn',
    own('StepsWithdrawn'),
    'A case was at a step, or followed a version, that its procedure no longer has. The log of continue-run says where it continues (step-withdrawn).',
  );
}

/** The metrics that functions write themselves (functions/runtime/observe.ts). */
const ownMetrics =
  (system: string) =>
  (
    metricName: string,
    { period = minutes(15), statistic = 'Sum' }: { period?: Duration; statistic?: string } = {},
  ) =>
    new Metric({ namespace: 'Redress', metricName, dimensionsMap: { service: system }, period, statistic });

function watchFunctions(alarms: Alarms, { system, manifest, lambdaOf }: Watched): void {
  const period = minutes(15);
  const errorsOf = (specs: Manifest) =>
    Object.fromEntries(specs.map(({ name }) => [idOf(name), lambdaOf(name).metricErrors({ period })]));
  const of = (...by: Manifest[number]['trigger']['by'][]) =>
    manifest.filter(({ trigger }) => by.includes(trigger.by));
  const ofMachines = of('state machine');
  // A call that fails only because the mail service takes nothing is made again by its state machine. MailDown tells of that.
  const waits = ofMachines
    .filter(({ may }) => may.some((right) => right.do === 'send letters'))
    .map(({ name }): [string, IMetric] => [
      `${idOf(name)}Waits`,
      new Metric({
        namespace: 'Redress',
        metricName: 'CallsWithoutMail',
        dimensionsMap: { service: system, function_name: `${system}-${name}` },
        period,
        statistic: 'Sum',
      }),
    ]);
  alarms.on(
    'StepsFail',
    sumOf(period, errorsOf(ofMachines), Object.fromEntries(waits)),
    'Functions of the state machines failed three times in a quarter of an hour. Their calls are repeated; the logs name each request (fault).',
    { threshold: 3 },
  );
  // What fails for good is in a dead-letter queue, whose alarm rings at once. Errors of pages and API are faults.
  alarms.on(
    'JobsFail',
    sumOf(period, errorsOf(of('queue', 'schedule', 'object created'))),
    'Functions that read mail, or run at a time, failed three times in a quarter of an hour. They are called again; the logs name each request (fault).',
    { threshold: 3 },
  );
  alarms.on(
    'NearTimeout',
    ownMetrics(system)('NearTimeouts'),
    'Calls used nine tenths of the time that their function has. The logs name each (near-timeout).',
    { threshold: 3 },
  );
  alarms.on(
    'Throttled',
    // Of all functions of the account and region.
    new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum', period: minutes(5) }),
    'Functions were throttled: more were called at once than are kept for them, or than the account allows.',
  );
}

function watchDeadLetters(alarms: Alarms, { manifest, deadMail, deadJobs }: Watched): void {
  const waiting = (queues: Readonly<Record<string, IQueue>>) =>
    sumOf(
      minutes(1),
      byId(queues, (queue) =>
        queue.metricApproximateNumberOfMessagesVisible({ period: minutes(1), statistic: 'Maximum' }),
      ),
    );
  const whatOf = (texts: readonly string[]) =>
    `A dead-letter queue has a message. ${texts.join(' Or: ')} Read it, fix the cause, then redrive.`;
  alarms.on(
    'MailNotProcessed',
    waiting(deadMail),
    whatOf(
      manifest.flatMap(({ trigger }) =>
        trigger.by === 'queue' ? [trigger.notReceived, trigger.notQueued] : [],
      ),
    ),
  );
  alarms.on(
    'JobsNotDone',
    waiting(deadJobs),
    whatOf(
      manifest.flatMap(({ trigger }) =>
        'deadLetterQueue' in trigger ? [trigger.deadLetterQueue.alarm] : [],
      ),
    ),
  );
}

/** How near the reputation of the account is to half of what SES allows: 1 and more is too near (SES Developer Guide, "Reputation metrics"). */
function reputation(): MathExpression {
  const period = Duration.hours(1);
  const rate = (metricName: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, period, statistic: 'Average' });
  return new MathExpression({
    expression: 'FILL(bounces, 0) / 0.05 + FILL(complaints, 0) / 0.001',
    usingMetrics: {
      bounces: rate('Reputation.BounceRate'),
      complaints: rate('Reputation.ComplaintRate'),
    },
    period,
  });
}
