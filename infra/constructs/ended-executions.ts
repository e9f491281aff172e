import { ArnFormat, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { machineName } from './procedure-machine.ts';

/**
 * Collects word of every execution that ended before its case, of all machines of an environment, those of withdrawn versions too. The
 * messages name executions by their case, and stay for two weeks. Nothing reads them but people.
 */
export class EndedExecutions extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { system, key }: { system: string; key: Key }) {
    super(scope, id);
    const stack = Stack.of(this);
    const ruleName = `${system}-executions-ended`;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const machines = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName(system, ''),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const rule = new Rule(this, 'Rule', {
      ruleName,
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: Match.prefix(machines),
        },
      },
    });
    rule.addTarget(new SqsQueue(this.queue));
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason: 'It only tells people sooner. The repair finds every case that stands still without it.',
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: ruleName }),
          },
        },
      }),
    );
    for (const finding of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'])
      Validations.of(this.queue).acknowledge({
        id: finding,
        reason: 'No program reads the queue, so no message can fail. People read it when the alarm rings.',
      });
  }
}
