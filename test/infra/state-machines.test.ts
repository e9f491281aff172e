import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import validate from 'asl-validator';
import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { ProcedureMachine } from '../../infra/constructs/procedure-machine.ts';
import { machineFunctions } from '../../workflows/compile.ts';
import { procedureSet } from '../../workflows/procedures/index.ts';
import { procedures } from '../shropshire.ts';

// The machines alone, without the functions, whose bundles take most of the time of a whole stack.

const statutory = procedures.all.find(({ id }) => id === 'childrens-statutory');
if (!statutory) throw new Error('no statutory procedure');

/** Twenty more versions of the longest procedure, each for a year of its own. */
const later = Array.from({ length: 20 }, (_, index) => {
  const year = 2030 + index;
  return {
    ...statutory,
    version: String(year),
    stateMachine: `childrens-statutory-${year}`,
    received: { from: `${year}-01-01`, until: `${year}-12-31` },
  };
});
const older = { ...statutory, received: { ...statutory.received, until: '2029-12-31' } };
const all = procedureSet([...procedures.all.map((one) => (one === statutory ? older : one)), ...later]).all;

const outdir = mkdtempSync(join(tmpdir(), 'redress-machines-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const app = new App({ outdir });
const stack = new Stack(app, 'machines', { env: { region: 'eu-west-2' } });
const key = new Key(stack, 'Key');
const functions = new Map(
  machineFunctions.map((task) => [task, Lambda.fromFunctionName(stack, task, `redress-test-${task}`)]),
);
for (const procedure of all)
  void new ProcedureMachine(stack, `Procedure-${procedure.stateMachine}`, {
    system: 'redress-test',
    procedure,
    key,
    functionOf: (task) => {
      const called = functions.get(task);
      if (!called) throw new Error(`no function ${task}`);
      return { lambda: called, live: called };
    },
  });
app.synth();
const text = readFileSync(join(outdir, 'machines.template.json'), 'utf8');

const Machine = z.object({
  StateMachineName: z.string(),
  DefinitionS3Location: z.object({ Key: z.string() }),
  DefinitionSubstitutions: z.record(z.string(), z.unknown()),
});
const { Resources } = z
  .object({
    Resources: z.record(
      z.string(),
      z.object({
        Type: z.string(),
        DeletionPolicy: z.string().optional(),
        Properties: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
  })
  .parse(JSON.parse(text));
const ofType = (type: string) => Object.values(Resources).filter((one) => one.Type === type);
const machines = ofType('AWS::StepFunctions::StateMachine').map(({ Properties }) =>
  Machine.parse(Properties),
);

const ours = new Set(procedures.all.map(({ stateMachine }) => `redress-test-${stateMachine}`));
test.each(
  machines
    .filter(({ StateMachineName }) => ours.has(StateMachineName))
    .map((machine) => [machine.StateMachineName, machine] as const),
)('%s is valid once its functions are put in', (_name, { DefinitionS3Location, DefinitionSubstitutions }) => {
  const file = readFileSync(join(outdir, `asset.${DefinitionS3Location.Key}`), 'utf8');
  // The longest that a definition may be (Step Functions Developer Guide, "Quotas").
  expect(file.length).toBeLessThan(1_000_000);
  const definition = Object.keys(DefinitionSubstitutions).reduce(
    (whole, name) =>
      whole.replaceAll(`\${${name}}`, `arn:aws:lambda:eu-west-2:000000000000:function:${name}`),
    file,
  );
  expect(definition).not.toContain('${');
  const result = validate(z.looseObject({}).parse(JSON.parse(definition)));
  expect(result.errorsText()).toBe('');
});

test('twenty more versions of the longest procedure fit into the template', () => {
  expect(machines).toHaveLength(procedures.all.length + 20);
  // CloudFormation: a template of 1 MB with 500 resources. test/infra/stacks.test.ts has the room that the rest takes.
  expect(text.length).toBeLessThan(1_000_000 - 500_000);
  expect(Object.keys(Resources).length).toBeLessThanOrEqual(500 - 210);
});

test('the machine of a withdrawn version stays, with its permissions and log', () => {
  for (const type of ['StepFunctions::StateMachine', 'IAM::Role', 'IAM::Policy', 'Logs::LogGroup'])
    expect([type, ofType(`AWS::${type}`).map(({ DeletionPolicy }) => DeletionPolicy)]).toEqual([
      type,
      machines.map(() => 'RetainExceptOnCreate'),
    ]);
});
