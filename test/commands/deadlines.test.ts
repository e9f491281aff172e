import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const Dates = z.array(
  z.strictObject({ step: z.string(), limit: z.string(), from: z.iso.date(), due: z.iso.date() }),
);

function run(...args: string[]) {
  return spawnSync(process.execPath, ['infra/commands/deadlines.ts', ...args], { encoding: 'utf8' });
}

function datesOf(received: string, procedure = 'childrens-statutory') {
  const out = execFileSync(
    process.execPath,
    ['infra/commands/deadlines.ts', '--procedure', procedure, '--received', received, '--json'],
    {
      encoding: 'utf8',
    },
  );
  return Dates.parse(JSON.parse(out));
}

describe('npm run deadlines', () => {
  it.each([
    // law.md section 1: over Easter, over Christmas, plain.
    ['2021-04-03', '2021-04-08', '2021-04-19'],
    ['2021-12-25', '2021-12-31', '2022-01-12'],
    ['2021-09-06', '2021-09-09', '2021-09-20'],
    // Over the State Funeral of 19 September 2022, proclaimed in the middle of cases.
    ['2022-09-12', '2022-09-15', '2022-09-27'],
  ])('received %s: acknowledged by %s, stage 1 by %s', (received, acknowledgement, stage1) => {
    const dates = datesOf(received);
    expect(dates[0]).toEqual({
      step: 'acknowledge',
      limit: '3 working days',
      from: received,
      due: acknowledgement,
    });
    expect(dates[1]).toEqual({ step: 'stage-1', limit: '10 working days', from: received, due: stage1 });
  });

  it('prints the window from the last day of stage 1', () => {
    const dates = datesOf('2021-04-03');
    expect(dates.find(({ step }) => step === 'stage-1, extended')).toMatchObject({
      limit: '20 working days',
      due: '2021-05-04',
    });
    expect(dates.find(({ step }) => step === 'stage-2-window')).toMatchObject({
      from: '2021-04-19',
      due: '2021-05-18',
    });
  });

  it.each([
    [['--procedure', 'nonsense', '--received', '2021-04-03'], /--procedure nonsense.*childrens-statutory/],
    [
      ['--procedure', 'childrens-statutory', '--received', '2021-02-30'],
      /--received 2021-02-30: is not a date/,
    ],
    [
      ['--procedure', 'childrens-statutory', '--received', '2001-01-01'],
      /No version of "childrens-statutory"/,
    ],
    [['--procedure', 'childrens-statutory', '--received', '2999-01-01'], /--received 2999-01-01/],
    [['--procedure', 'childrens-statutory'], /--received is missing/],
    [['--received', '2021-04-03'], /--procedure is missing/],
    [['--recieved', '2021-04-03'], /--recieved/],
  ])('refuses %j, naming what is wrong', (args, message) => {
    const { status, stderr, stdout } = run(...args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
