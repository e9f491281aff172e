import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { s3Files } from '../../functions/adapters/aws/s3-files.ts';
import { stepFunctionsWorkflows } from '../../functions/adapters/aws/step-functions-workflows.ts';
import { callsOfFiles, callsOfWorkflows, onAwsAsSeen } from '../calls-of-functions.ts';
import { openPlay } from '../play.ts';

// Whether the calls that permissions are compared with (stacks.test.ts) are those that are made.

const region = 'eu-west-2';
const actions = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

test('the adapter of files makes these calls', async () => {
  const client = new S3Client({ region });
  const mock = mockClient(client);
  // The permissions that each command needs, if not that of its own name (Service Authorization Reference).
  const needs: Record<string, string[]> = {
    GetObject: ['GetObject', 'ListBucket'],
    HeadObject: ['GetObject', 'ListBucket'],
    PutLocked: ['PutObject', 'PutObjectRetention'],
    CopyObject: ['GetObject', 'PutObject'],
    ListObjectVersions: ['ListBucketVersions'],
    DeleteObject: ['DeleteObject', 'DeleteObjectVersion'],
  };
  mock.onAnyCommand().resolves({});
  mock.on(ListObjectVersionsCommand).resolves({ Versions: [{ Key: 'mail/a', VersionId: '1' }] });
  const files = s3Files(client, 'files');
  const made = async (work: () => Promise<unknown>) => {
    const before = mock.calls().length;
    await work();
    return mock
      .calls()
      .slice(before)
      .map(({ args: [command] }) =>
        'ObjectLockMode' in command.input ? 'PutLocked' : command.constructor.name.replace('Command', ''),
      )
      .flatMap((name) => (needs[name] ?? [name]).map((permission) => `s3:${permission}`));
  };
  expect(await made(() => files.put('mail/a', new Uint8Array(), 'text/plain'))).toEqual(
    actions(callsOfFiles.put('mail/a')),
  );
  const until = '2033-06-01T00:00:00.000Z';
  expect(await made(() => files.putLocked('read-digests/a', new Uint8Array(), 'text/plain', until))).toEqual(
    actions(callsOfFiles.putLocked('read-digests/a')),
  );
  expect(mock.calls().at(-1)?.args[0].input).toMatchObject({
    IfNoneMatch: '*',
    ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: new Date(until),
  });
  expect(await made(() => files.get('mail/a'))).toEqual(actions(callsOfFiles.get('mail/a')));
  expect(await made(() => files.start('mail/a', 9))).toEqual(actions(callsOfFiles.start('mail/a')));
  expect(await made(() => files.about('mail/a'))).toEqual(actions(callsOfFiles.about('mail/a')));
  expect(await made(() => files.copy('mail/a', 'mail/b', 'text/plain'))).toEqual(
    actions(callsOfFiles.copy('mail/a', 'mail/b')),
  );
  expect(await made(() => files.list('mail/'))).toEqual(actions(callsOfFiles.list('mail/')));
  expect(await made(() => files.erase('mail/a'))).toEqual(actions(callsOfFiles.erase('mail/a')));
});

test('the adapter of executions makes these calls', async () => {
  const client = new SFNClient({ region });
  const mock = mockClient(client);
  const workflows = stepFunctionsWorkflows(client, 'arn:aws:states:eu-west-2:1:stateMachine:redress-');
  const execution = { stateMachine: 'intake', name: 'a' };
  for (const [kind, calls, call] of [
    [StartExecutionCommand, callsOfWorkflows.start, () => workflows.start({ ...execution, input: {} })],
    [SendTaskSuccessCommand, callsOfWorkflows.succeed, () => workflows.succeed('token', {})],
    [SendTaskHeartbeatCommand, callsOfWorkflows.waits, () => workflows.waits('token')],
    [DescribeExecutionCommand, callsOfWorkflows.status, () => workflows.status(execution)],
    [DescribeStateMachineCommand, callsOfWorkflows.definition, () => workflows.definition('intake')],
  ] as const) {
    mock.resetHistory();
    mock.onAnyCommand().resolves({});
    await call();
    expect(mock.calls().map(({ args: [command] }) => command instanceof kind)).toEqual([true]);
    expect(actions(calls)).toEqual([`states:${kind.name.replace('Command', '')}`]);
  }
});

test('on the adapters of AWS a complaint makes no call that has not been seen', async () => {
  const { as, adapters } = onAwsAsSeen();
  const play = await openPlay('2026-06-01T09:00:00Z', { as, adapters });
  await play.mail({ attachments: [{ filename: 'diary.txt', content: 'Monday: nobody called.' }] });
  const reference = await play.complaintAt('stage-2-window');
  await play.to('2026-06-17');
  expect((await play.digests()).length).toBeGreaterThan(0);
  expect((await play.file(reference)).state.status).toBe('open');
  expect(play.faults).toEqual([]);
});
