import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { CliFailed, type AwsCli } from '../../infra/commands/aws-cli.ts';
import { isTrial } from './trial.ts';

// An environment keeps its data when its stacks are deleted, and protects itself from being deleted. A trial has nothing to keep:
// here everything of it goes, whatever state its deployment left it in.

/** What can be in an account of a trial when its stacks are gone, with how it is deleted. */
export const retained: Readonly<Record<string, (cli: AwsCli, id: string) => Promise<void>>> = {
  async 'AWS::DynamoDB::GlobalTable'(cli, id) {
    const table = ['--table-name', id];
    await cli('dynamodb', 'update-table', ...table, '--no-deletion-protection-enabled');
    await cli('dynamodb', 'delete-table', ...table);
  },
  async 'AWS::S3::Bucket'(cli, id) {
    await emptyBucket(cli, id);
    await cli('s3api', 'delete-bucket', '--bucket', id);
  },
  async 'AWS::KMS::Key'(cli, id) {
    // The shortest time that AWS allows.
    await cli('kms', 'schedule-key-deletion', '--key-id', id, '--pending-window-in-days', '7');
  },
  async 'AWS::Cognito::UserPool'(cli, id) {
    const pool = ['--user-pool-id', id];
    await cli('cognito-idp', 'update-user-pool', ...pool, '--deletion-protection', 'INACTIVE');
    await cli('cognito-idp', 'delete-user-pool', ...pool);
  },
  async 'AWS::StepFunctions::StateMachine'(cli, id) {
    await cli('stepfunctions', 'delete-state-machine', '--state-machine-arn', id);
  },
  async 'AWS::IAM::Role'(cli, id) {
    const role = ['--role-name', id];
    const { PolicyNames } = Policies.parse(await cli('iam', 'list-role-policies', ...role));
    for (const name of PolicyNames) await cli('iam', 'delete-role-policy', ...role, '--policy-name', name);
    await cli('iam', 'delete-role', ...role);
  },
  async 'AWS::Logs::LogGroup'(cli, id) {
    await cli('logs', 'delete-log-group', '--log-group-name', id);
  },
  // These go with their function and their role.
  async 'AWS::Lambda::Version'() {},
  async 'AWS::IAM::Policy'() {},
};

const Policies = z.object({ PolicyNames: z.array(z.string()).default([]) });

/** Of these there are dozens, with names that say nothing. */
const silent = new Set(['AWS::Lambda::Version', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Logs::LogGroup']);

const Summaries = z.object({
  StackSummaries: z.array(z.object({ StackId: z.string(), StackName: z.string(), StackStatus: z.string() })),
});
const Resources = z.object({
  StackResourceSummaries: z.array(
    z.object({ ResourceType: z.string(), PhysicalResourceId: z.string().default('') }),
  ),
});
const Groups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
const Tagged = z.object({ ResourceTagMappingList: z.array(z.object({ ResourceARN: z.string() })) });

/**
 * Destroys a trial: its stacks, what they keep, and its logs. Can be run again, also when a run ended half way. Answers what is
 * left and why. Throws for the name of anything else.
 */
export async function destroyTrial(
  cli: AwsCli,
  name: string,
  { say, pause = 10_000 }: { say: (text: string) => void; pause?: number },
): Promise<string[]> {
  if (!isTrial(name)) throw new Error(`${name} is not the name of a trial, and is left as it is`);
  const system = `redress-${name}`;
  const { StackSummaries: all } = Summaries.parse(await cli('cloudformation', 'list-stacks'));
  // Those deleted by an earlier run too: what they kept may still be there.
  const stacks = ['mail-intake', 'complaints', 'data'].flatMap((part) =>
    all.filter(({ StackName }) => StackName === `${system}-${part}`),
  );
  const kept: { type: string; id: string }[] = [];
  for (const { StackId, StackName } of stacks) {
    const { StackResourceSummaries: resources } = Resources.parse(
      await cli('cloudformation', 'list-stack-resources', '--stack-name', StackId),
    );
    kept.push(
      ...resources.map(({ ResourceType, PhysicalResourceId }) => ({
        type: ResourceType,
        id: PhysicalResourceId,
      })),
    );
    say(`Deleting the stack ${StackName}`);
    await deleteStack(cli, StackId, pause);
  }
  const left: string[] = [];
  const remove = async ({ type, id }: { type: string; id: string }) => {
    if (id === '' || retained[type] === undefined) return;
    try {
      await retained[type](cli, id);
      if (!silent.has(type)) say(`Deleted ${id}${type === 'AWS::KMS::Key' ? ', in 7 days' : ''}`);
    } catch (error) {
      if (!(error instanceof CliFailed)) throw error;
      if (!isGone(error)) left.push(`${type} ${id}: ${error.message}`);
    }
  };
  for (let from = 0; from < kept.length; from += 4) await Promise.all(kept.slice(from, from + 4).map(remove));
  // A function that still ran wrote after its group of logs was deleted.
  const group = ['--log-group-name-prefix', `/aws/lambda/${system}-`];
  const { logGroups } = Groups.parse(await cli('logs', 'describe-log-groups', ...group));
  for (const { logGroupName } of logGroups) await retained['AWS::Logs::LogGroup']?.(cli, logGroupName);
  return left;
}

/** What AWS still shows with the tag of an environment. It can show what is gone for some hours, and keys until their end. */
export async function stillTagged(cli: AwsCli, name: string): Promise<string[]> {
  const filter = ['--tag-filters', `Key=environment,Values=${name}`];
  const { ResourceTagMappingList: found } = Tagged.parse(
    await cli('resourcegroupstaggingapi', 'get-resources', ...filter),
  );
  return found.map(({ ResourceARN }) => ResourceARN).filter((arn) => !arn.includes(':kms:'));
}

const isGone = ({ message }: CliFailed) =>
  /does not exist|not found|NoSuchBucket|ResourceNotFound|NotFoundException|NoSuchEntity|cannot be found|pending deletion/i.test(
    message,
  );

/** Deletes a stack and waits until it is gone. One that is being deployed is waited for first. */
async function deleteStack(cli: AwsCli, id: string, pause: number): Promise<void> {
  const named = ['--stack-name', id];
  const Stacks = z.object({ Stacks: z.array(z.object({ StackStatus: z.string() })) });
  const status = async () => {
    try {
      const [stack] = Stacks.parse(await cli('cloudformation', 'describe-stacks', ...named)).Stacks;
      return stack?.StackStatus ?? 'DELETE_COMPLETE';
    } catch (error) {
      if (error instanceof CliFailed && isGone(error)) return 'DELETE_COMPLETE';
      throw error;
    }
  };
  while ((await status()).endsWith('_IN_PROGRESS')) await setTimeout(pause);
  if ((await status()) === 'DELETE_COMPLETE') return;
  await cli(
    'cloudformation',
    'update-termination-protection',
    ...named,
    '--no-enable-termination-protection',
  );
  await cli('cloudformation', 'delete-stack', ...named);
  while ((await status()) === 'DELETE_IN_PROGRESS') await setTimeout(pause);
  const ended = await status();
  if (ended !== 'DELETE_COMPLETE')
    throw new Error(`the stack ${id} is ${ended}: read its events in CloudFormation`);
}

const Versions = z.object({
  Versions: z.array(z.object({ Key: z.string(), VersionId: z.string() })).default([]),
  DeleteMarkers: z.array(z.object({ Key: z.string(), VersionId: z.string() })).default([]),
});

/** How many files one call deletes: their names must fit into one argument. */
const atOnce = 200;

async function emptyBucket(cli: AwsCli, bucket: string): Promise<void> {
  const { Versions: versions, DeleteMarkers: markers } = Versions.parse(
    await cli('s3api', 'list-object-versions', '--bucket', bucket),
  );
  const all = [...versions, ...markers];
  for (let from = 0; from < all.length; from += atOnce) {
    const Objects = all.slice(from, from + atOnce).map(({ Key, VersionId }) => ({ Key, VersionId }));
    const deleted = JSON.stringify({ Objects, Quiet: true });
    await cli('s3api', 'delete-objects', '--bucket', bucket, '--delete', deleted);
  }
}
