import { rmSync } from 'node:fs';
import type { Duration } from 'aws-cdk-lib';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { type Conditions, Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  type Architecture,
  Code,
  Function as Lambda,
  type IFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import * as z from 'zod';
import type { FunctionName } from '../../functions/manifest.ts';
import { liveAlias } from '../live-alias.ts';
import type { BundledCouncil, Bundler } from './bundle.ts';

/** An alias, as other constructs take it: the CDK declares its role in a way that `exactOptionalPropertyTypes` refuses. */
const Live = z.custom<IFunction>((value) => value instanceof Alias);

export interface RedressFunctionProps {
  /** What the names of the environment begin with; the system in its own metrics and logs. */
  system: string;
  name: FunctionName;
  /** The description of the function and of its role. */
  description: string;
  council: BundledCouncil;
  bundler: Bundler;
  environment: Record<string, string>;
  timeout: Duration;
  architecture: Architecture;
  /** In MB. Processor time grows with memory: with 512 MB, a bundle of one megabyte starts in well under a second. */
  memorySize: number;
  /** How many calls may run at once, and are kept free for it; absent where functions share what the account has. */
  reservedConcurrentExecutions: number | undefined;
  /** Encrypts the function's log and its dead-letter queue. */
  key: IKey;
  /** Moves the alias to a new version by and by, and back if the function fails. Absent: all at once. */
  gradually: ((alias: Alias, lambda: Lambda) => void) | undefined;
  /** For a function that is called asynchronously: the queue for events that failed after two more attempts. */
  deadLetterQueue: IQueue | undefined;
}

/**
 * A Lambda with a role and a log of its own. It has no rights until they are added. Everything calls it by `live`, the alias of
 * the version in use; each deployment publishes a version, and earlier ones stay for the way back (infra/commands/rollback.ts).
 */
export class RedressFunction extends Construct {
  readonly lambda: Lambda;
  readonly live: IFunction;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: RedressFunctionProps) {
    super(scope, id);
    const { system, name, description, council, environment, timeout, key, deadLetterQueue } = props;
    const { architecture, memorySize, reservedConcurrentExecutions, bundler, gradually } = props;
    const functionName = `${system}-${name}`;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.ONE_YEAR,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description,
    });
    logGroup.grantWrite(this.#role);
    const { folder } = bundler(name, council);
    this.lambda = new Lambda(this, 'Function', {
      functionName,
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture,
      code: Code.fromAsset(folder),
      handler: 'index.handler',
      role: this.#role,
      memorySize,
      ...(reservedConcurrentExecutions === undefined ? {} : { reservedConcurrentExecutions }),
      timeout,
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      environment: { ...environment, POWERTOOLS_SERVICE_NAME: system, NODE_OPTIONS: '--enable-source-maps' },
      ...(deadLetterQueue ? { deadLetterQueue } : {}),
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    const alias = this.lambda.addAlias(liveAlias, deadLetterQueue ? { retryAttempts: 2 } : {});
    this.live = Live.parse(alias);
    // The CDK has made its copy.
    rmSync(folder, { recursive: true });
    if (deadLetterQueue)
      this.allow(['kms:GenerateDataKey', 'kms:Decrypt'], [key.keyArn], by(serviceOf(this, 'sqs')));
    Validations.of(this.#role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray has no resources: PutTraceSegments and PutTelemetryRecords can only be allowed for all (Service Authorization Reference).',
    });
    acknowledgeOf(this.lambda, acceptedForAll);
    if (reservedConcurrentExecutions === undefined) acknowledgeOf(this.lambda, acceptedWhereShared);
    if (deadLetterQueue) acknowledgeOf(alias, acceptedWithQueue);
    else acknowledgeOf(this, acceptedWithoutQueue);
    gradually?.(alias, this.lambda);
  }

  /** Adds rights to the function. Every action and resource is listed by name. */
  allow(actions: string[], resources: string[], conditions: Conditions = {}): void {
    this.#role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions }));
  }

  /** Gives the reason why some resources cannot be listed one by one. cdk-nag reports any other wildcard. */
  acceptWildcards(resources: string[], reason: string): void {
    for (const resource of resources)
      Validations.of(this.#role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
}

/** Findings of cdk-nag that are no fault of any function, by their rules. */
const acceptedForAll = {
  'NIST.800.53.R5-LambdaInsideVPC':
    'A function uses nothing that is in a VPC: table, bucket, queues, mail and state machines are reached by TLS, and IAM decides. A VPC would add ways out to manage and no barrier.',
};
const acceptedWhereShared = {
  'NIST.800.53.R5-LambdaConcurrency':
    'This account may run too few functions at once to keep some free for each (concurrency is "shared"). How many run is limited where work comes in: routes are throttled, each queue has a maximum, and schedules start one at a time.',
};
const acceptedWithQueue = {
  'Serverless-LambdaAsyncFailureDestination':
    'Events that failed go to the dead-letter queue of the function, which has an alarm. A destination would be a second place for the same.',
};
const acceptedWithoutQueue = Object.fromEntries([
  ...['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'].map((rule) => [
    rule,
    'Its caller waits for the answer: API Gateway, a state machine, which tries again, or the reader of a queue that has a dead-letter queue itself. Lambda uses that of a function only for events no one waits for.',
  ]),
  [
    'Serverless-LambdaEventSourceMappingDestination',
    'Lambda knows such destinations for streams alone. Messages that failed five times go to the dead-letter queue of their queue, which has an alarm.',
  ],
]);

function acknowledgeOf(construct: Construct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}

/** Only while this service uses a key for its caller. */
export const by = (service: string): Conditions => ({ StringEquals: { 'kms:ViaService': service } });

/** The name under which a service of this region uses a key for its caller. */
export function serviceOf(scope: Construct, service: string): string {
  return `${service}.${Stack.of(scope).region}.amazonaws.com`;
}
