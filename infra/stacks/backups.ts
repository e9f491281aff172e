// oxlint-disable no-new -- a construct joins its scope when it is made.
import { ArnFormat, Duration, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { backupDays } from '../../functions/domain/records/erasure.ts';
import type { Config } from '../config.ts';
import type { DataStack } from './data.ts';

/** An erased case must be gone everywhere on the day that its proof names, so no copy is kept for longer than the table's own. */
const deleteAfter = Duration.days(backupDays);

const vaultName = ({ system }: Pick<Config, 'system'>) => `${system}-copies`;

/** What keeps the copies, in the other region. It must be there before the first copy is made. */
export class CopiesStack extends Stack {
  constructor(scope: Construct, id: string, config: Config, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    new BackupVault(this, 'Copies', {
      backupVaultName: vaultName(config),
      encryptionKey: new Key(this, 'Key', {
        description: `Redress (${config.name}): copies of cases and files`,
        alias: `${config.system}-copies`,
        enableKeyRotation: true,
        removalPolicy: RemovalPolicy.RETAIN,
      }),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/**
 * Backs table and files up each night by AWS Backup, and copies that to another region, against the loss of the whole first one.
 * Against anything less the point-in-time recovery of the table and the versions of the bucket are newer.
 */
export class BackupsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { config, data, region }: { config: Config; data: DataStack; region: string },
    props: StackProps,
  ) {
    super(scope, id, props);
    const copies = this.formatArn({
      service: 'backup',
      region,
      resource: 'backup-vault',
      resourceName: vaultName(config),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: `${config.system}-nightly`,
      backupVault: new BackupVault(this, 'Vault', {
        backupVaultName: `${config.system}-nightly`,
        encryptionKey: data.key,
        removalPolicy: RemovalPolicy.RETAIN,
      }),
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'nightly',
          // Before people work, and after the jobs of the night.
          scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
          deleteAfter,
          copyActions: [
            {
              destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'Copies', copies),
              deleteAfter,
            },
          ],
        }),
      ],
    });
    const role = new Role(this, 'Role', {
      description: 'Backs up the table and the bucket',
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    });
    for (const policy of [
      'service-role/AWSBackupServiceRolePolicyForBackup',
      'AWSBackupServiceRolePolicyForS3Backup',
    ]) {
      role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(policy));
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
        reason: 'AWS Backup names the managed policies that its role must have, and keeps them up to date.',
      });
    }
    plan.addSelection('TableAndFiles', {
      role,
      resources: [BackupResource.fromDynamoDbTable(data.table), BackupResource.fromArn(data.files.bucketArn)],
    });
  }
}
