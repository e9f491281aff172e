import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, LogQueryWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

export interface RedressDashboardProps {
  /** Its name, and that of the system in its own metrics. */
  system: string;
  api: HttpApi;
  functions: readonly IFunction[];
  machines: readonly IStateMachine[];
  /** Queues of what came in, by their names on the dashboard. */
  queues: Readonly<Record<string, IQueue>>;
  tableName: string;
}

const period = Duration.minutes(15);

/** How the system is, on one page: cases, letters and mail, errors, the answers of pages and API, and what costs. */
export class RedressDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: RedressDashboardProps) {
    super(scope, id, { dashboardName: props.system, defaultInterval: Duration.days(2) });
    const { system, api, functions, machines, queues, tableName } = props;
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8, height: 6 });
    const own = (metricName: string, statistic = 'Sum') =>
      new Metric({
        namespace: 'Redress',
        metricName,
        dimensionsMap: { service: system },
        statistic,
        period,
      });
    const ofTable = (metricName: string) =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: tableName },
        statistic: 'Sum',
        period,
      });
    this.addWidgets(
      graph('Cases that stood still, steps withdrawn, rows unreadable, outbox entries left', [
        own('CasesStoodStill'),
        own('StepsWithdrawn'),
        own('RowsUnreadable'),
        own('PromisesLeft', 'Maximum'),
      ]),
      graph('Executions', [
        ...machines.map((machine) => machine.metricStarted({ period })),
        ...machines.map((machine) => machine.metricFailed({ period })),
      ]),
      graph('Mail down, digests', [
        own('MailDown', 'Maximum'),
        own('DigestsSent'),
        own('DigestsNotSent'),
        own('CallsWithoutMail'),
      ]),
    );
    this.addWidgets(
      graph(
        'Seconds that the oldest message waits',
        Object.entries(queues).map(([label, queue]) =>
          queue.metricApproximateAgeOfOldestMessage({ period, label }),
        ),
      ),
      graph(
        'SES',
        ['Send', 'Bounce', 'Complaint', 'Reject'].map(
          (metricName) => new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Sum', period }),
        ),
      ),
      graph(
        'Errors of functions',
        functions.map((each) => each.metricErrors({ period })),
      ),
    );
    this.addWidgets(
      graph('Pages and API: requests, refused, faults', [
        api.metricCount({ period }),
        api.metricClientError({ period }),
        api.metricServerError({ period }),
      ]),
      graph('Pages and API: milliseconds of the slowest in a hundred', [
        api.metricLatency({ period, statistic: 'p99' }),
      ]),
      graph('What costs: units of the table, seconds of functions', [
        ofTable('ConsumedWriteCapacityUnits'),
        ofTable('ConsumedReadCapacityUnits'),
        ...functions.map((each) => each.metricDuration({ period, statistic: 'Sum' })),
      ]),
    );
    this.addWidgets(
      new LogQueryWidget({
        title: 'Security log (functions/runtime/security-log.ts)',
        logGroupNames: ['pages', 'public-pages', 'api'].map((name) => `/aws/lambda/${system}-${name}`),
        queryLines: [
          'fields @timestamp, message, user, by, method, route, status, case, why, what, added.0, removed.0',
          'filter log = "security"',
          'sort @timestamp desc',
          'limit 100',
        ],
        width: 24,
        height: 8,
      }),
    );
  }
}
