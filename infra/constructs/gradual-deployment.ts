import { Duration, Validations } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

const configurations = {
  canary: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  linear: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
} as const;

/**
 * Moves aliases to new versions by CodeDeploy: a tenth of the calls for five minutes and then all, or a tenth more each minute.
 * If the function fails meanwhile, an alarm of it, which tells no one else, takes its alias back, and the deployment with it.
 * Undefined: all at once.
 */
export function gradualDeployment(
  scope: Construct,
  { deployment: how, system }: Pick<Config, 'deployment' | 'system'>,
): ((alias: Alias, lambda: Lambda) => void) | undefined {
  if (how === 'all-at-once') return undefined;
  const application = new LambdaApplication(scope, 'Deployments', { applicationName: system });
  const role = new Role(scope, 'DeploymentRole', {
    assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
    description: 'Moves the aliases of the functions to new versions',
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    reason:
      'AWS maintains what CodeDeploy needs to move an alias. It can invoke only functions that are hooks of a deployment, and there are none.',
  });
  return (alias, lambda) => {
    const failing = lambda.metricErrors({ period: Duration.minutes(1) }).createAlarm(alias, 'Fails', {
      alarmDescription: 'Takes a deployment back. Nothing to do.',
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    Validations.of(failing).acknowledge({
      id: 'NIST.800.53.R5-CloudWatchAlarmAction',
      reason:
        'CodeDeploy watches it during a deployment. At other times the alarms of the stack tell people.',
    });
    // oxlint-disable-next-line no-new -- a construct joins its scope when it is made.
    new LambdaDeploymentGroup(alias, 'Deployment', {
      application,
      role,
      alias,
      deploymentConfig: configurations[how],
      alarms: [failing],
    });
  };
}
