import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Workflows } from '../../ports.ts';

/** Thrown for a state machine that was not deployed, or whose ARN this function was not given. */
class UnknownStateMachine extends Error {
  override readonly name = 'UnknownStateMachine';
}

/** Step Functions. `stateMachines`: the ARN of each state machine by its logical name, such as `childrens-statutory`. */
export function stepFunctionsWorkflows(
  client: SFNClient,
  stateMachines: Readonly<Record<string, string>>,
): Workflows {
  function arnOf(stateMachine: string): string {
    const arn = stateMachines[stateMachine];
    if (arn === undefined) throw new UnknownStateMachine(stateMachine);
    return arn;
  }

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
        const gone =
          error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
        if (!gone) throw error;
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
  };
}
