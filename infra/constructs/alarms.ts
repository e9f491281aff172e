import type { Duration } from 'aws-cdk-lib';
import { Stack, Validations } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** One topic for the operators, and the alarms sent to it. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly #system: string;

  constructor(
    scope: Construct,
    id: string,
    {
      key,
      config: { name, system, alarms: told },
    }: { key: Key; config: Pick<Config, 'name' | 'system' | 'alarms'> },
  ) {
    super(scope, id);
    this.#system = system;
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

  /**
   * Raises an alarm when the metric reaches the threshold in each of some periods. `step` is its name, and that of the step in
   * operating.md which says what to do.
   */
  on(
    step: string,
    metric: IMetric,
    what: string,
    { threshold = 1, periods = 1 }: { threshold?: number; periods?: number } = {},
  ): void {
    const alarm = new Alarm(this, step, {
      alarmName: `${this.#system}-${step}`,
      alarmDescription: `${what} What to do: operating.md, "${step}".`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/** At most so many metrics can be in the expression of an alarm (CloudWatch User Guide, "CloudWatch alarms and metric math"). */
const mostMetrics = 10;

/**
 * The sum of metrics in a period, where each that is missing counts as nothing; `without` is taken off. Throws if they are more than an
 * alarm can watch.
 */
export function sumOf(
  period: Duration,
  metrics: Readonly<Record<string, IMetric>>,
  without: Readonly<Record<string, IMetric>> = {},
): MathExpression {
  const usingMetrics = { ...metrics, ...without };
  if (Object.keys(usingMetrics).length > mostMetrics)
    throw new Error(
      `An alarm watches ${mostMetrics} metrics at most: divide ${Object.keys(metrics).join(', ')}`,
    );
  const filled = (names: Readonly<Record<string, IMetric>>) =>
    Object.keys(names).map((id) => `FILL(${id}, 0)`);
  return new MathExpression({
    expression: [filled(metrics).join(' + '), ...filled(without)].join(' - '),
    usingMetrics,
    period,
  });
}
