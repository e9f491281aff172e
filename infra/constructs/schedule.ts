import { Role, ServicePrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Days, Schedule as ScheduleSpec, When } from '../../functions/manifest.ts';
import { serviceOf } from './redress-function.ts';

export interface ScheduleProps {
  schedule: ScheduleSpec;
  target: IFunction;
  deadLetterQueue: IQueue;
  key: IKey;
}

/** The form that EventBridge Scheduler uses: `rate(15 minutes)`, or `cron(minute hour day month weekday year)`. */
export function scheduleExpression(when: When): string {
  if ('everyMinutes' in when) return `rate(${when.everyMinutes} minute${when.everyMinutes === 1 ? '' : 's'})`;
  const [hour, minute] = when.at.split(':').map(Number);
  return `cron(${minute} ${hour} ${daysExpression(when.days)} *)`;
}

/** Day, month and weekday. Either the day or the weekday must be a question mark. */
function daysExpression(days: Days | undefined): string {
  if (days === undefined) return '* * ?';
  return 'weekdays' in days ? `? * ${days.weekdays}` : `${days.dayOfMonth} ${days.months.join(',')} ?`;
}

/** Calls a function on a schedule. A call that Lambda does not accept goes to the dead-letter queue. */
export class Schedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { schedule: { when, input = {} }, target, deadLetterQueue, key }: ScheduleProps,
  ) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': serviceOf(this, 'sqs') } },
      }),
    );
    const schedule = new CfnSchedule(this, 'Schedule', {
      scheduleExpression: scheduleExpression(when),
      // A rate ignores the zone, but without one EventBridge would show its times in UTC.
      scheduleExpressionTimezone: 'timeZone' in when ? when.timeZone : 'Europe/London',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        deadLetterConfig: { arn: deadLetterQueue.queueArn },
      },
    });
    schedule.node.addDependency(role);
  }
}
