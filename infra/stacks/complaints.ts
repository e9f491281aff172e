// oxlint-disable no-new -- a construct joins its scope when it is made.
import { ArnFormat, CfnOutput, Duration, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
} from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { functionOfTask, specOf, type FunctionName, type Manifest } from '../../functions/manifest.ts';
import { receiptRule, type Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { RedressDashboard } from '../constructs/dashboard.ts';
import { backupsFailed, filesNotSafe, EventQueue, executionsEnded } from '../constructs/event-queue.ts';
import { RedressApi } from '../constructs/http-api.ts';
import { ObjectCreatedRule } from '../constructs/object-created-rule.ts';
import { SesQueue, type SesQueueProps } from '../constructs/ses-queue.ts';
import { ProcedureMachine } from '../constructs/procedure-machine.ts';
import { serviceOf } from '../constructs/redress-function.ts';
import type { Bundler } from '../constructs/bundle.ts';
import { RedressFunctions } from '../constructs/redress-functions.ts';
import { Schedule } from '../constructs/schedule.ts';
import { watch } from '../constructs/watch.ts';
import { filesArn, type DataStack } from './data.ts';

/** The key of everything that runs, and the environment for which it does. */
type Work = { key: Key; environment: string };

/** Queues by the names of their constructs. */
const byConstruct = (queues: readonly DeadLetterQueue[]): Record<string, DeadLetterQueue> =>
  Object.fromEntries(queues.map((queue) => [queue.node.id, queue]));

/** Everything that runs. It holds no data of a case that is not in the data stack. */
export class ComplaintsStack extends Stack {
  readonly mailTopic: ITopic;

  constructor(
    scope: Construct,
    id: string,
    {
      config,
      data,
      manifest,
      bundler,
    }: { config: Config; data: DataStack; manifest: Manifest; bundler: Bundler },
    props: StackProps,
  ) {
    // Not because of its data: deleting the machines would end every running execution.
    super(scope, id, { ...props, terminationProtection: true });
    Validations.of(this).acknowledge({
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'Each policy is of one role alone and goes with it; no one can attach it elsewhere. What it allows is the same.',
    });
    const { name: environment, system } = config;
    const key = this.#workKey(config);
    const alarms = new Alarms(this, 'Alarms', { key, config });
    const work = { key, environment };
    // Every letter is sent with it, and only its events reach the topic.
    const lettersSet = `${system}-letters`;
    const letters = new ConfigurationSet(this, 'Letters', {
      configurationSetName: lettersSet,
      // Not 'Require': a letter to a mailbox without TLS would bounce, and the law requires us to send it.
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
      reputationMetrics: true,
    });
    const deadLetterQueues = this.#deadLetterQueues(manifest, work);
    const functions = new RedressFunctions(this, 'Functions', {
      ...work,
      manifest,
      bundler,
      config,
      data,
      letters,
      deadLetterQueues,
    });

    const machines: StateMachine[] = [];
    for (const procedure of config.procedures.all) {
      const { machine } = new ProcedureMachine(this, `Procedure-${procedure.stateMachine}`, {
        system,
        procedure,
        ...work,
        functionOf: (task) => functions.of(functionOfTask(manifest, task)),
      });
      machines.push(machine);
      new CfnOutput(this, `StateMachine-${procedure.stateMachine}`, {
        value: machine.stateMachineArn,
        description: procedure.title,
      });
    }

    const { ruleSet, rule } = receiptRule(config);
    const mail = this.#sesQueue(specOf(manifest, 'receive-mail'), functions, work, {
      resource: 'receipt-rule-set',
      resourceName: `${ruleSet}:receipt-rule/${rule}`,
    });
    this.mailTopic = mail.topic;
    const delivery = this.#sesQueue(specOf(manifest, 'receive-delivery-event'), functions, work, {
      resource: 'configuration-set',
      resourceName: lettersSet,
    });
    // Delays are left out: SES keeps trying, and reports a bounce when it gives up.
    const eventDestination = letters.addEventDestination('Delivery', {
      destination: EventDestination.snsTopic(delivery.topic),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    // SES tests the topic when it is told about it, and must have permission by then.
    eventDestination.node.addDependency(delivery.topic);

    for (const { name, trigger } of manifest) {
      const deadLetterQueue = deadLetterQueues.get(name);
      if (deadLetterQueue === undefined) continue;
      const called = { target: functions.of(name).live, deadLetterQueue, key };
      if (trigger.by === 'schedule')
        for (const schedule of trigger.schedules)
          new Schedule(this, schedule.construct, { schedule, ...called });
      if (trigger.by === 'object created')
        new ObjectCreatedRule(this, trigger.construct, {
          name: `${system}-${trigger.rule}`,
          bucket: data.files.bucketName,
          keys: trigger.keys,
          ...called,
        });
    }
    const api = new RedressApi(this, 'Api', {
      manifest,
      api: functions.of('api'),
      pages: functions.of('pages'),
      publicPages: functions.of('public-pages'),
      people: data.people,
      signIn: data.signIn,
      councilSignIn: data.councilSignIn,
      config,
      key,
    });
    watch(alarms, {
      system,
      manifest,
      lambdaOf: (name) => functions.of(name).lambda,
      api: api.api,
      queues: { mail: mail.queue, delivery: delivery.queue },
      deadMail: byConstruct([...mail.deadLetterQueues, ...delivery.deadLetterQueues]),
      deadJobs: byConstruct([...deadLetterQueues.values()]),
      endedExecutions: new EventQueue(this, 'EndedExecutions', {
        ruleName: `${system}-executions-ended`,
        eventPattern: executionsEnded(this, system),
        key,
      }).queue,
      failedBackups:
        config.copies === 'none'
          ? undefined
          : new EventQueue(this, 'FailedBackups', {
              ruleName: `${system}-backups-failed`,
              eventPattern: backupsFailed(data.table.tableArn, filesArn(config)),
              key,
            }).queue,
      unsafeFiles:
        config.malwareScan === 'none'
          ? undefined
          : new EventQueue(this, 'UnsafeFiles', {
              ruleName: `${system}-files-not-safe`,
              eventPattern: filesNotSafe(data.files.bucketName),
              key,
            }).queue,
    });
    new RedressDashboard(this, 'Dashboard', {
      system,
      api: api.api,
      functions: manifest.map(({ name }) => functions.of(name).lambda),
      machines,
      queues: { mail: mail.queue, 'delivery of letters': delivery.queue },
      tableName: data.table.tableName,
    });
    if (api.hostTarget !== undefined)
      new CfnOutput(this, 'PagesRecord', {
        value: `${new URL(config.council.pages).hostname} CNAME ${api.hostTarget}`,
        description: 'Add this record to your DNS. The pages and the API have this address.',
      });
    new CfnOutput(this, 'ApiUrl', {
      value: api.url,
      description:
        'The address of the pages. GET /healthz is the health check, /api/v1/openapi.json describes the API.',
    });
    for (const { name, client } of api.clients) {
      new CfnOutput(this, `Client-${name}`, {
        value: client.userPoolClientId,
        description: 'Its secret, if it has one: aws cognito-idp describe-user-pool-client',
      });
    }
    new CfnOutput(this, 'MailTopic', { value: this.mailTopic.topicArn });
    new CfnOutput(this, 'DeliveryTopic', { value: delivery.topic.topicArn });
    new CfnOutput(this, 'AlarmTopic', {
      value: alarms.topic.topicArn,
      description: 'Subscribe the people who run the system to this topic',
    });
  }

  /** For each function that no one waits for, the queue for events that it failed to process. */
  #deadLetterQueues(manifest: Manifest, work: Work): Map<FunctionName, DeadLetterQueue> {
    return new Map(
      manifest.flatMap(({ name, trigger }) => {
        if (!('deadLetterQueue' in trigger)) return [];
        return [[name, new DeadLetterQueue(this, trigger.deadLetterQueue.construct, work)]];
      }),
    );
  }

  /** The queue from which a function reads SES notifications, with the topic that feeds it. */
  #sesQueue(
    spec: Manifest[number],
    functions: RedressFunctions,
    work: Work,
    speaker: SesQueueProps['speaker'],
  ): SesQueue {
    const { name, trigger, timeoutSeconds } = spec;
    if (trigger.by !== 'queue') throw new Error(`${name} does not read a queue`);
    const { construct, displayName, batchSize, maxConcurrency } = trigger;
    const readerTimeout = Duration.seconds(timeoutSeconds);
    const made = new SesQueue(this, construct, {
      ...work,
      readerTimeout,
      displayName: `Redress (${work.environment}): ${displayName}`,
      speaker,
    });
    functions
      .of(name)
      .live.addEventSource(
        new SqsEventSource(made.queue, { batchSize, reportBatchItemFailures: true, maxConcurrency }),
      );
    return made;
  }

  /** The key for data in transit: queues, topics, logs, the history of executions. */
  #workKey({ name, system }: Config): Key {
    const key = new Key(this, 'Key', {
      description: `Redress (${name}): queues, logs, executions`,
      alias: `${system}-work`,
      enableKeyRotation: true,
    });
    const ourLogs = this.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: '/aws/*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(serviceOf(this, 'logs'))],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': ourLogs } },
      }),
    );
    return key;
  }
}
