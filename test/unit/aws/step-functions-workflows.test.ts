import {
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionLimitExceeded,
  InvalidToken,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { stepFunctionsWorkflows } from '../../../functions/adapters/aws/step-functions-workflows.ts';

const client = new SFNClient({ region: 'eu-west-2' });
const aws = mockClient(client);
const arn = 'arn:aws:states:eu-west-2:000000000000:stateMachine:intake';
const workflows = stepFunctionsWorkflows(client, 'arn:aws:states:eu-west-2:000000000000:stateMachine:');
beforeEach(() => aws.reset());

const fault = { $metadata: {}, message: 'as AWS says' };
const execution = { stateMachine: 'intake', name: 'c1-1', input: { caseId: 'c1', run: 1 } };

it('starts an execution of the named state machine', async () => {
  aws.on(StartExecutionCommand).resolves({});
  await workflows.start(execution);
  expect(aws.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
    stateMachineArn: arn,
    name: 'c1-1',
    input: '{"caseId":"c1","run":1}',
  });
});

it('treats an execution that already exists as started', async () => {
  aws.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(fault));
  await expect(workflows.start(execution)).resolves.toBeUndefined();
});

it('rethrows other faults of a start', async () => {
  const error = new ExecutionLimitExceeded(fault);
  aws.on(StartExecutionCommand).rejects(error);
  await expect(workflows.start(execution)).rejects.toBe(error);
});

it('sends a waiting state its result', async () => {
  aws.on(SendTaskSuccessCommand).resolves({});
  expect(await workflows.succeed('T', { outcome: 'accept', decision: 1 })).toBe('told');
  const output = '{"outcome":"accept","decision":1}';
  expect(aws.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({ taskToken: 'T', output });
});

it('checks with a heartbeat whether a state waits for its token', async () => {
  aws.on(SendTaskHeartbeatCommand).resolves({});
  expect(await workflows.waits('T')).toBe(true);
  aws.on(SendTaskHeartbeatCommand).rejects(new TaskTimedOut(fault));
  expect(await workflows.waits('T')).toBe(false);
  aws.on(SendTaskHeartbeatCommand).rejects(new Error('no connection'));
  await expect(workflows.waits('T')).rejects.toThrow('no connection');
});

it('reads the hash of the current definition of a state machine', async () => {
  const States = { begin: { Type: 'Pass', Assign: { definition: '0123456789abcdef' } } };
  aws.on(DescribeStateMachineCommand).resolves({ definition: JSON.stringify({ States }) });
  expect(await workflows.definition('intake')).toBe('0123456789abcdef');
  expect(aws.commandCalls(DescribeStateMachineCommand)[0]?.args[0].input).toEqual({ stateMachineArn: arn });
  aws.on(DescribeStateMachineCommand).resolves({ definition: '{"States":{"begin":{}}}' });
  expect(await workflows.definition('intake')).toBeUndefined();
  aws.on(DescribeStateMachineCommand).rejects(new StateMachineDoesNotExist(fault));
  expect(await workflows.definition('intake')).toBeUndefined();
});

it.each([new TaskTimedOut(fault), new TaskDoesNotExist(fault), new InvalidToken(fault)])(
  'says that the state is gone for $name',
  async (error) => {
    aws.on(SendTaskSuccessCommand).rejects(error);
    expect(await workflows.succeed('T', {})).toBe('gone');
  },
);

it('rethrows other faults of sending a result', async () => {
  const error = new Error('no connection');
  aws.on(SendTaskSuccessCommand).rejects(error);
  await expect(workflows.succeed('T', {})).rejects.toBe(error);
});
