import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { askApi, eventually as ask, tokenOf, type Deployment } from './deployment.ts';
import { startMiniStack } from './ministack.ts';
import { deployToMiniStack, root } from './on-ministack.ts';

// A second deployment while cases are under way: an outcome is added, a step removed, a version withdrawn, and there are
// twenty more versions of the longest procedure.

const stack = await startMiniStack();

/** What the second deployment has instead of the declared procedures: text that is added to workflows/procedures/index.ts. */
const upgraded = `
function upgraded(declared: Procedure[]): unknown[] {
  return declared.flatMap((one): unknown[] => {
    const { steps } = one;
    if (one.id === 'childrens-statutory') {
      const ends = [{ clock: 'acknowledgement' }];
      const outcomes = { 'straight-on': { title: 'Straight on', form: {}, letters: [], ends, next: 'stage-1' } };
      const acknowledge = { ...steps['acknowledge'], outcomes: { ...steps['acknowledge']?.outcomes, ...outcomes } };
      const years = Array.from({ length: 20 }, (_, index) => 2030 + index);
      return [
        { ...one, received: { until: '2029-12-31' }, steps: { ...steps, acknowledge } },
        ...years.map((year) => ({
          ...one,
          version: String(year),
          stateMachine: 'childrens-statutory-' + year,
          received: { from: year + '-01-01', until: year + '-12-31' },
        })),
      ];
    }
    if (one.id === 'compliment')
      return [
        {
          ...one,
          first: 'say-thanks',
          steps: { 'say-thanks': steps['thank'] },
          formerSteps: { thank: { title: 'Thank', continueAt: 'say-thanks' } },
        },
      ];
    if (one.id === 'service-request')
      return [{ ...one, version: '2', stateMachine: 'service-request-2', formerVersions: ['1'] }];
    return [one];
  });
}
`;

/** A copy of the program with the procedures of the second deployment. */
async function upgradedCopy(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'redress-upgraded-'));
  for (const part of ['functions', 'infra', 'workflows', 'package.json', 'cdk.json', 'tsconfig.json'])
    await cp(join(root, part), join(copy, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  const file = join(copy, 'workflows/procedures/index.ts');
  const text = await readFile(file, 'utf8');
  const changed = text
    .replace(
      'sharedProcedures: readonly Procedure[] = [',
      'sharedProcedures: readonly Procedure[] = upgraded([',
    )
    .replace('retentionReview,\n];', 'retentionReview,\n]);');
  if (!changed.includes('= upgraded([') || !changed.includes('retentionReview,\n]);'))
    throw new Error('the list of procedures is no longer written as this test expects');
  await writeFile(file, changed + upgraded);
  return copy;
}

const View = z.object({
  status: z.string(),
  steps: z.array(z.object({ task: z.string(), status: z.string() })),
  events: z.array(z.looseObject({ type: z.string() })),
});

describe.skipIf(!stack)('a second deployment with other procedures', () => {
  const endpoint = stack?.endpoint ?? '';
  let deployment: Deployment;
  let executions: SFNClient;
  let table: DynamoDBClient;
  let token = '';
  let copy = '';
  const cases = { statutory: '', compliment: '', service: '' };

  async function api(path: string, body?: object): Promise<unknown> {
    const answer = await askApi(deployment, `/api/v1${path}`, { bearer: token, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  const viewOf = async (reference: string) => View.parse(await api(`/cases/${reference}`));
  const decide = (reference: string, step: string, outcome: string, answers: object) =>
    api(`/cases/${reference}/tasks/${step}/decision`, { outcome, answers });

  const eventually = <T>(what: string, answer: () => Promise<T | undefined>) => ask(deployment, what, answer);

  /** Waits until a task is open and its state machine waits for it. */
  const waitsAt = (reference: string, task: string) =>
    eventually(`${reference} waits at ${task}`, async () => {
      const Key = { pk: { S: `CASE#${reference}` }, sk: { S: `TOKEN#${task}` } };
      const { TableName } = deployment.outputs.data;
      const { Item } = await table.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      const open = (await viewOf(reference)).steps.find((one) => one.task === task)?.status === 'open';
      return Item && open ? true : undefined;
    });

  /** The running executions of a case, with their state machines. */
  async function running(reference: string): Promise<string[]> {
    const { stateMachines = [] } = await executions.send(new ListStateMachinesCommand({}));
    const found = await Promise.all(
      stateMachines.map(async ({ name, stateMachineArn }) => {
        const list = await executions.send(
          new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
        );
        return (list.executions ?? []).flatMap((one) =>
          one.name?.startsWith(reference) ? [`${name} ${one.name.slice(reference.length)}`] : [],
        );
      }),
    );
    return found.flat();
  }

  async function feedback(kind: string, procedure: string, first: string): Promise<string> {
    const made = await api('/feedback', {
      kind,
      channel: 'phone',
      text: 'What was said on the phone.',
      person: { name: 'Dana Whitlock', email: 'dana.whitlock@example.org' },
    });
    const { reference } = z.object({ reference: z.string() }).parse(made);
    await waitsAt(reference, 'triage#1');
    await decide(reference, 'triage', 'route', {
      kind,
      procedure,
      procedureReason: 'It belongs there.',
      summary: 'What was said.',
      handler: 'complaints-officer',
      ...(kind === 'complaint' ? { team: 'Assessment Team' } : {}),
    });
    await waitsAt(reference, `${first}#1`);
    return reference;
  }

  beforeAll(async () => {
    deployment = await deployToMiniStack(endpoint);
    executions = new SFNClient(deployment.client);
    table = new DynamoDBClient(deployment.client);
    token = await tokenOf(deployment, deployment.outputs.complaints.Clientofficers, 'complaints-officer');
    cases.statutory = await feedback('complaint', 'childrens-statutory', 'acknowledge');
    cases.compliment = await feedback('compliment', 'compliment', 'thank');
    cases.service = await feedback('service request', 'service-request', 'pass-on');
    copy = await upgradedCopy();
    deployment = await deployToMiniStack(endpoint, copy);
  }, 1_500_000);
  afterAll(async () => {
    if (copy !== '') await rm(copy, { recursive: true });
    await stack?.stop();
  });

  test('has the machines of twenty more versions and keeps a withdrawn one', async () => {
    const { stateMachines = [] } = await executions.send(new ListStateMachinesCommand({ maxResults: 100 }));
    const names = stateMachines.map(({ name }) => name);
    expect(names.filter((name) => name?.startsWith('redress-test-childrens-statutory'))).toHaveLength(21);
    expect(names).toContain('redress-test-service-request-2');
  });

  test('an added outcome is sent to an execution that knows it', async () => {
    await decide(cases.statutory, 'acknowledge', 'straight-on', {});
    await waitsAt(cases.statutory, 'stage-1#1');
    expect(await running(cases.statutory)).toEqual(['redress-test-childrens-statutory -2-2']);
    const { events } = await viewOf(cases.statutory);
    expect(events.filter(({ type }) => type === 'run-continued')).toEqual([
      expect.objectContaining({ reason: 'handed over', definition: expect.stringMatching(/^[0-9a-f]{16}$/) }),
    ]);
  });

  test('cases at a removed step or version continue after the repair', async () => {
    await deployment.invoke('repair-cases', { handOver: 'outdated' });
    await waitsAt(cases.compliment, 'say-thanks#1');
    const service = await eventually('the request runs on the new machine', async () => {
      const now = await running(cases.service);
      return now.some((one) => one.startsWith('redress-test-service-request-2')) ? now : undefined;
    });
    expect(service).toEqual(['redress-test-service-request-2 -2-2']);
    await decide(cases.service, 'pass-on', 'pass-on', { whereTo: 'Highways' });
    await eventually('the request is closed', async () =>
      (await viewOf(cases.service)).status === 'closed' ? true : undefined,
    );
  });
});
