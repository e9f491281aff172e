import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  TaskDoesNotExist,
  TaskTimedOut,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import type { Workflows } from '../../ports.ts';

/** What a compiled machine says about itself (workflows/compile.ts). */
const Definition = z.object({
  States: z.object({ begin: z.object({ Assign: z.object({ definition: z.optional(z.string()) }) }) }),
});

/** Whether a token is of no use any more. */
const isGone = (error: unknown): boolean =>
  error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;

/**
 * Step Functions. `machines`: what the ARN of every state machine begins with, to which its logical name is added, such
 * as `childrens-statutory`.
 */
export function stepFunctionsWorkflows(client: SFNClient, machines: string): Workflows {
  const arnOf = (stateMachine: string) => `${machines}${stateMachine}`;

  return {
    async start({ stateMachine, name, input }) {
      const stateMachineArn = arnOf(stateMachine);
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    async succeed(token, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
        return 'told';
      } catch (error) {
        if (!isGone(error)) throw error;
        return 'gone';
      }
    },

    async status({ stateMachine, name }) {
      const executionArn = `${arnOf(stateMachine).replace(':stateMachine:', ':execution:')}:${name}`;
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
        return 'unknown';
      }
    },

    async waits(token) {
      try {
        // Our states have no heartbeat, so that this only asks.
        await client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
        return true;
      } catch (error) {
        if (!isGone(error)) throw error;
        return false;
      }
    },

    async definition(stateMachine) {
      try {
        const described = await client.send(
          new DescribeStateMachineCommand({ stateMachineArn: arnOf(stateMachine) }),
        );
        const machine = Definition.safeParse(JSON.parse(described.definition ?? '{}'));
        return machine.data?.States.begin.Assign.definition;
      } catch (error) {
        if (!(error instanceof StateMachineDoesNotExist)) throw error;
        return undefined;
      }
    },
  };
}
