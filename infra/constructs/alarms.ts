import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** One topic for the operators, and the alarms sent to it. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    { key, name, told }: { key: Key; name: string; told: Config['alarms'] },
  ) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: `Redress (${name}): alarms`,
      masterKey: key,
      enforceSSL: true,
    });
    if (typeof told === 'object')
      for (const email of told.email) this.topic.addSubscription(new EmailSubscription(email));
    Validations.of(this.topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'The subscriber is a mailbox of people. An alarm that could not be sent is still in its state in CloudWatch, and no one would read the queue.',
    });
    // Without this permission CloudWatch cannot encrypt for the topic, and alarms would be lost silently.
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** Raises an alarm when the metric reaches the threshold in one period. */
  on(id: string, metric: IMetric, alarmDescription: string, threshold = 1): Alarm {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription: `${alarmDescription} What to do: operating.md, "When something is wrong".`,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }

  /** Raises an alarm as soon as a dead-letter queue has a message. */
  onDeadLetters(id: string, queue: IQueue, alarmDescription: string): Alarm {
    const metric = queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
    return this.on(id, metric, alarmDescription);
  }
}
