import { Validations } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

const configurations = {
  canary: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  linear: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
} as const;

/**
 * Moves aliases to new versions by CodeDeploy: a tenth of the calls for five minutes and then all, or a tenth more each minute.
 * If the alarm of the function is raised meanwhile, its alias goes back, and the deployment with it. Undefined: all at once.
 */
export function gradualDeployment(
  scope: Construct,
  { deployment: how, system }: Pick<Config, 'deployment' | 'system'>,
): ((alias: Alias, failing: Alarm) => void) | undefined {
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
  return (alias, failing) => {
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
