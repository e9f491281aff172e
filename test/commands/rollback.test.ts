import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { functionManifest } from '../../functions/manifest.ts';
import { planRollback, type Published } from '../../infra/commands/plan-rollback.ts';

const deployedAt = '2026-11-30T15:00:00.000Z';
const before = { version: '3', at: '2026-11-02T10:00:00.000+0000', definitions: 'a' };
const after = { version: '4', at: '2026-11-30T15:02:10.000+0000', definitions: 'a' };
const latest = { version: '$LATEST', at: '2026-11-30T15:02:09.000+0000', definitions: 'a' };
const pages: Published = { name: 'redress-pages', live: '4', versions: [latest, before, after] };

test.each<[string, Published[], ReturnType<typeof planRollback>]>([
  ['a function that was changed', [pages], { moves: [{ name: 'redress-pages', from: '4', to: '3' }] }],
  [
    'the version that was in use, not the first',
    [{ ...pages, versions: [{ ...before, version: '2' }, latest, before, after] }],
    { moves: [{ name: 'redress-pages', from: '4', to: '3' }] },
  ],
  [
    'one beside another that was not changed',
    [pages, { ...pages, name: 'redress-api', live: '3', versions: [latest, before] }],
    { moves: [{ name: 'redress-pages', from: '4', to: '3' }] },
  ],
  ['nothing when it was done already', [{ ...pages, live: '3' }], { refused: 'nothing to move' }],
  ['nothing of a first release', [{ ...pages, versions: [latest, after] }], { refused: 'first release' }],
  [
    'nothing when the state machines changed as well',
    [{ ...pages, versions: [latest, before, { ...after, definitions: 'b' }] }],
    { refused: 'other machines' },
  ],
])('goes back: %s', (_what, functions, plan) => {
  expect(planRollback(deployedAt, functions)).toEqual(plan);
});

test('the command moves each alias with the AWS CLI, or only says so', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-aws-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  const versions = [before, after].map(({ version, at }) => ({
    Version: version,
    LastModified: at,
    Environment: { Variables: { DEFINITIONS: '{}' } },
  }));
  const answers = {
    'describe-stacks': { Stacks: [{ CreationTime: deployedAt, LastUpdatedTime: deployedAt }] },
    'list-versions-by-function': { Versions: versions },
    'get-alias': { FunctionVersion: '4' },
    'update-alias': { FunctionVersion: '3' },
  };
  // The operation is the second argument.
  const cases = Object.entries(answers).map(
    ([name, answer]) => `${name}) echo '${JSON.stringify(answer)}' ;;`,
  );
  const script = ['#!/bin/sh', `echo "$*" >> ${calls}`, 'case "$2" in', ...cases, 'esac', ''];
  writeFileSync(join(folder, 'aws'), script.join('\n'));
  chmodSync(join(folder, 'aws'), 0o755);
  const rollback = (...args: string[]) =>
    spawnSync(process.execPath, ['infra/commands/rollback.ts', '--environment', 'test', ...args], {
      encoding: 'utf8',
      env: { ...process.env, PATH: folder },
    });
  const moved = () =>
    readFileSync(calls, 'utf8')
      .split('\n')
      .filter((line) => line.includes('update-alias'));
  expect(rollback('--dry-run')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('redress-test-pages: version 4 would go back to 3'),
  });
  expect(moved()).toEqual([]);
  expect(rollback()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${functionManifest.length} functions are back`),
  });
  expect(moved()).toHaveLength(functionManifest.length);
  expect(moved()).toContain(
    'lambda update-alias --function-name redress-test-pages --name live --function-version 3 --routing-config AdditionalVersionWeights={} --region eu-west-2 --output json',
  );
});
