// oxlint-disable no-new -- a construct takes its place by being made.
import { ArnFormat, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
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
import type { Construct } from 'constructs';
import { procedures } from '../../workflows/procedures/index.ts';
import type { Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { RedressApi } from '../constructs/http-api.ts';
import { ObjectCreatedRule } from '../constructs/object-created-rule.ts';
import { SesQueue } from '../constructs/ses-queue.ts';
import { ProcedureMachine } from '../constructs/procedure-machine.ts';
import { serviceOf } from '../constructs/redress-function.ts';
import { RedressFunctions, sendingTimeout } from '../constructs/redress-functions.ts';
import { Schedule } from '../constructs/schedule.ts';
import { ruleSetName, type DataStack } from './data.ts';

/** Every letter is sent with it, and its name is known to who may speak about letters. */
const lettersSet = 'redress-letters';

/** The system at work. It holds nothing of a case that the data stack does not. */
export class ComplaintsStack extends Stack {
  readonly mailTopic: ITopic;

  constructor(scope: Construct, id: string, config: Config, data: DataStack, props: StackProps) {
    // Not for what it holds: deleting the machines would end every running execution.
    super(scope, id, { ...props, terminationProtection: true });
    const key = this.#workKey();
    const alarms = new Alarms(this, 'Alarms', { key, email: config.alarmEmail });
    const letters = new ConfigurationSet(this, 'Letters', {
      configurationSetName: lettersSet,
      // Not 'Require': a letter to a mailbox without TLS would bounce, and the law wants it sent.
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
      reputationMetrics: true,
    });
    const notRepaired = new DeadLetterQueue(this, 'NotRepaired', {
      key,
      alarms,
      what: 'A repair of cases did not run, or failed three times.',
    });
    const notRefreshed = new DeadLetterQueue(this, 'NotRefreshed', {
      key,
      alarms,
      what: 'The bank holidays were not read, three times.',
    });
    const notDigested = new DeadLetterQueue(this, 'NotDigested', {
      key,
      alarms,
      what: 'The digests of a day did not all go, three times.',
    });
    const notReviewed = new DeadLetterQueue(this, 'NotReviewed', {
      key,
      alarms,
      what: 'Cases whose time is over did not come up for review, or an erasure that was begun did not end, three times.',
    });
    const notReported = new DeadLetterQueue(this, 'NotReported', {
      key,
      alarms,
      what: 'The reports of a quarter or year that has ended were not made, three times.',
    });
    const notPrinted = new DeadLetterQueue(this, 'NotPrinted', {
      key,
      alarms,
      what: 'An edition of a report was not printed as PDF, three times; its page is there.',
    });
    const functions = new RedressFunctions(this, 'Functions', {
      config,
      data,
      key,
      alarms,
      letters,
      notRepaired,
      notRefreshed,
      notDigested,
      notReviewed,
      notReported,
      notPrinted,
    });

    for (const procedure of procedures.all) {
      const { machine } = new ProcedureMachine(this, `Procedure-${procedure.stateMachine}`, {
        procedure,
        key,
        alarms,
        functions: {
          PlanStep: functions.planStep.lambda,
          AwaitDecision: functions.awaitDecision.lambda,
          SendLetter: functions.sendLetter.lambda,
          StartProcedure: functions.startProcedure.lambda,
          ContinueRun: functions.continueRun.lambda,
          CloseCase: functions.closeCase.lambda,
          EraseCase: functions.eraseCase.lambda,
        },
      });
      new CfnOutput(this, `StateMachine-${procedure.stateMachine}`, {
        value: machine.stateMachineArn,
        description: procedure.title,
      });
    }

    const mail = new SesQueue(this, 'Mail', {
      key,
      alarms,
      readerTimeout: sendingTimeout,
      displayName: 'Redress: mail has come',
      speaker: { resource: 'receipt-rule-set', resourceName: `${ruleSetName}:receipt-rule/*` },
      notReceived: 'A mail could not be made a case, five times. It lies in the bucket, whole.',
      notQueued: 'Word of a mail did not reach the queue. The mail lies in the bucket, whole.',
    });
    functions.receiveMail.lambda.addEventSource(
      new SqsEventSource(mail.queue, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 5 }),
    );
    this.mailTopic = mail.topic;

    const delivery = new SesQueue(this, 'Delivery', {
      key,
      alarms,
      readerTimeout: sendingTimeout,
      displayName: 'Redress: what became of letters',
      speaker: { resource: 'configuration-set', resourceName: lettersSet },
      notReceived:
        'Word of a letter that did not arrive found no case, five times: a digest, or an alert that nobody got. The message names the letter.',
      notQueued:
        'Word of a letter that did not arrive did not reach the queue. The message names the letter.',
    });
    functions.receiveDeliveryEvent.lambda.addEventSource(
      new SqsEventSource(delivery.queue, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 5 }),
    );
    // Not each delivery: it says that a server took the letter, which "sent" says already, and would be a write to the
    // case for every letter. Not delays: SES goes on trying, and a bounce comes when it gives up.
    const told = letters.addEventDestination('Delivery', {
      destination: EventDestination.snsTopic(delivery.topic),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    // SES tries the topic out when it is told of it, and must be allowed by then.
    told.node.addDependency(delivery.topic);

    new Schedule(this, 'Repair', {
      expression: 'rate(15 minutes)',
      target: functions.repairCases.lambda,
      deadLetterQueue: notRepaired,
      key,
    });
    // Once a day, as it asks Step Functions about every case that is due; an execution that fails has alarmed already.
    new Schedule(this, 'Restart', {
      expression: 'cron(30 7 * * ? *)',
      target: functions.repairCases.lambda,
      input: { restart: 'stopped' },
      deadLetterQueue: notRepaired,
      key,
    });
    new Schedule(this, 'BankHolidays', {
      expression: 'cron(0 6 ? * MON *)',
      target: functions.refreshBankHolidays.lambda,
      deadLetterQueue: notRefreshed,
      key,
    });
    // Bank holidays, which a schedule does not know, are left out by the function.
    new Schedule(this, 'Digests', {
      expression: 'cron(0 8 ? * MON-FRI *)',
      target: functions.sendDigests.lambda,
      deadLetterQueue: notDigested,
      key,
    });
    new Schedule(this, 'Retention', {
      expression: 'cron(0 7 * * ? *)',
      target: functions.reviewRetention.lambda,
      deadLetterQueue: notReviewed,
      key,
    });
    // The first of April also makes the year's.
    new Schedule(this, 'Reports', {
      expression: 'cron(0 6 1 1,4,7,10 ? *)',
      target: functions.makeReports.lambda,
      deadLetterQueue: notReported,
      key,
    });
    new ObjectCreatedRule(this, 'ReportMade', {
      name: 'redress-report-made',
      bucket: data.files.bucketName,
      keys: 'reports/*/report.html',
      target: functions.printReport.lambda,
      deadLetterQueue: notPrinted,
      key,
    });
    alarms.on(
      'PromisesLeft',
      new Metric({
        namespace: 'Redress',
        metricName: 'PromisesLeft',
        dimensionsMap: { service: 'redress' },
        period: Duration.hours(1),
        statistic: 'Minimum',
      }),
      'For an hour something was never started or told: a case stands still. The log of redress-repair-cases says why.',
    );

    const api = new RedressApi(this, 'Api', {
      api: functions.api.lambda,
      pages: functions.pages.lambda,
      people: data.people,
      signIn: data.signIn,
      councilSignIn: data.councilSignIn,
      config,
      key,
    });
    if (api.hostTarget !== undefined)
      new CfnOutput(this, 'PagesRecord', {
        value: `${new URL(config.council.pages).hostname} CNAME ${api.hostTarget}`,
        description: 'Put this record into your DNS: the pages and the API are there',
      });
    new CfnOutput(this, 'ApiUrl', {
      value: api.url,
      description: 'The pages; GET /healthz says that it works, /api/v1/openapi.json what the API can do',
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
      description: 'Subscribe those who keep the system running',
    });
  }

  /** For what only passes through: queues, topics, logs, the history of executions. */
  #workKey(): Key {
    const key = new Key(this, 'Key', {
      description: 'Redress: queues, logs, executions',
      alias: 'redress-work',
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
