import { ArnFormat, Duration, type Stack, Validations } from 'aws-cdk-lib';
import { type EventPattern, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { days } from '../kept.ts';
import { keyForRule } from './key-for-rule.ts';
import { machineName } from './procedure-machine.ts';

export interface EventQueueProps {
  ruleName: string;
  eventPattern: EventPattern;
  key: Key;
}

/** Collects events of AWS for people, who read them when an alarm on the queue rings. They stay for two weeks, and no program reads them. */
export class EventQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { ruleName, eventPattern, key }: EventQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(days.messagesInQueues),
    });
    const rule = new Rule(this, 'Rule', { ruleName, eventPattern });
    rule.addTarget(new SqsQueue(this.queue));
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'The event is word of something that its own service keeps: the execution in Step Functions, the job in AWS Backup, the tag of the file.',
    });
    keyForRule(this, key, ruleName);
    for (const finding of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'])
      Validations.of(this.queue).acknowledge({
        id: finding,
        reason: 'No program reads the queue, so no message can fail. People read it when the alarm rings.',
      });
  }
}

/**
 * Every execution that ended before its case, of all machines of an environment, those of withdrawn versions too. The events name
 * executions by their case.
 */
export const executionsEnded = (stack: Stack, system: string): EventPattern => ({
  source: ['aws.states'],
  detailType: ['Step Functions Execution Status Change'],
  detail: {
    status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
    stateMachineArn: Match.prefix(
      stack.formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName: machineName(system, ''),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ),
  },
});

/** Every backup of these resources, or copy of one, that AWS Backup did not finish (AWS Backup Developer Guide, "Monitoring"). */
export const backupsFailed = (...resourceArn: string[]): EventPattern => ({
  source: ['aws.backup'],
  detailType: ['Backup Job State Change', 'Copy Job State Change'],
  detail: { state: ['FAILED', 'ABORTED', 'EXPIRED'], resourceArn },
});

/**
 * Every file of this bucket in which GuardDuty found malware, or at which it could not look (GuardDuty User Guide, "Malware
 * Protection for S3 object scan result" of "Monitoring ... with Amazon EventBridge").
 */
export const filesNotSafe = (bucketName: string): EventPattern => ({
  source: ['aws.guardduty'],
  detailType: ['GuardDuty Malware Protection Object Scan Result'],
  detail: {
    s3ObjectDetails: { bucketName: [bucketName] },
    scanResultDetails: { scanResultStatus: ['THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED'] },
  },
});
