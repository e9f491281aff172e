import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, RemovalPolicies, Validations } from 'aws-cdk-lib';
import { CfnPolicy, CfnRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CfnStateMachine,
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { compile, machineFunctions, type MachineFunction } from '../../workflows/compile.ts';
import type { Procedure } from '../../workflows/procedures/procedure.ts';

/** The name of a procedure's state machine in an environment. The functions find the machines by it. */
export function machineName(system: string, stateMachine: string): string {
  return `${system}-${stateMachine}`;
}

export interface ProcedureMachineProps {
  /** What the names of the environment begin with. */
  system: string;
  procedure: Procedure;
  /** A function, and the alias by which it is called. */
  functionOf: (task: MachineFunction) => { lambda: IFunction; live: IFunction };
  key: IKey;
}

/**
 * A procedure as a standard state machine, which may call only the functions that its definition names. Its definition is
 * a file of its own beside the template, which would otherwise hold only a few versions. When a version is withdrawn, its
 * machine stays in the account: executions still run on it until they have handed over.
 */
export class ProcedureMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { system, procedure, functionOf, key }: ProcedureMachineProps) {
    super(scope, id);
    const stateMachineName = machineName(system, procedure.stateMachine);
    const definition = JSON.stringify(compile(procedure));
    const called = machineFunctions.filter((name) => definition.includes(`\${${name}}`));
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: procedure.title,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        // Executions that began before there were aliases call the function itself, until they hand over.
        resources: called.flatMap((name) => [
          functionOf(name).lambda.functionArn,
          functionOf(name).live.functionArn,
        ]),
      }),
    );
    const folder = mkdtempSync(join(tmpdir(), 'redress-machine-'));
    const file = join(folder, `${procedure.stateMachine}.asl.json`);
    writeFileSync(file, definition);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName,
      definitionBody: DefinitionBody.fromFile(file),
      definitionSubstitutions: Object.fromEntries(
        called.map((name) => [name, functionOf(name).live.functionArn]),
      ),
      role,
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(key, Duration.minutes(15)),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Log', {
          // Step Functions shares one resource policy among log groups with this prefix; with another prefix the policy
          // would become too long.
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: RetentionDays.ONE_YEAR,
          encryptionKey: key,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    // The CDK has made its copy.
    rmSync(folder, { recursive: true });
    RemovalPolicies.of(this).retainOnUpdateOrDelete({
      applyToResourceTypes: [CfnStateMachine, CfnRole, CfnPolicy, CfnLogGroup].map(
        (kind) => kind.CFN_RESOURCE_TYPE_NAME,
      ),
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'The log delivery actions of CloudWatch Logs, which Step Functions calls, and X-Ray cannot be limited to resources (Service Authorization Reference).',
    });
  }
}
