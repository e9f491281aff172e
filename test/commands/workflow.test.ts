import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { withTables } from '../../workflows/procedure-table.ts';
import { procedureSet, sharedProcedures } from '../../workflows/procedures/index.ts';

function run(...args: string[]) {
  return spawnSync(process.execPath, ['infra/commands/workflow.ts', ...args], { encoding: 'utf8' });
}

test('the tables of workflows/README.md are current; npm run workflow -- --write writes them', () => {
  const readme = readFileSync('workflows/README.md', 'utf8');
  expect(withTables(readme, procedureSet(sharedProcedures).all)).toBe(readme);
  expect(readme).toContain(
    '| Stage 1, local resolution | stage 1 | 10 working days from standing accepted on, or else receipt | at most 20 in all',
  );
});

describe('npm run workflow', () => {
  it('prints a procedure as a state machine', () => {
    const { stdout, status } = run('childrens-statutory', '--format', 'asl');
    expect(JSON.parse(stdout)).toMatchObject({ QueryLanguage: 'JSONata', StartAt: 'begin' });
    expect(status).toBe(0);
  });

  it('prints a procedure as a diagram', () => {
    const { stdout } = run('childrens-statutory', '--format', 'mermaid');
    expect(stdout).toContain('stateDiagram-v2');
    expect(stdout).toContain(
      'state "Stage 1, local resolution<br/>team manager, 10 working days from standing accepted on, or else receipt, at most 20 in all" as stage_1',
    );
    expect(stdout).toContain('acknowledge --> stage_1 : Send the acknowledgement (letter acknowledgement)');
    expect(stdout).toContain('stage_1 --> stage_1_check : Submit the response for checking');
    expect(stdout).toContain(
      'stage_1_sign_off --> stage_2_window : Sign off and send the response (letter stage-1-response)',
    );
  });

  it.each([
    [[], /Name a procedure/],
    [['nonsense'], /There is no procedure nonsense\. Procedures: intake/],
    [['intake', '--format', 'pdf'], /--format pdf: give asl or mermaid/],
    [['intake', 'childrens-statutory'], /One procedure at a time/],
    [['intake', '--formt', 'asl'], /--formt/],
  ])('refuses %j, naming what is wrong', (args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
