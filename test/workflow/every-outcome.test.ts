import { describe, expect, test } from 'vitest';
import { procedures } from '../shropshire.ts';
import { outcomesToTake, throughSteps } from '../every-step.ts';

describe.each(procedures.all)('$id, version $version', (procedure) => {
  test('every outcome leads to its next step and sends its letters', async () => {
    const least = await throughSteps(procedure, { manner: 'the least', take: 'every outcome' });
    const everything = await throughSteps(procedure, {
      manner: 'everything',
      beginning: 'a case closed long ago',
      take: 'every outcome',
      besides: least,
    });
    expect([...least.problems, ...everything.problems]).toEqual([]);
    const taken = new Set([...least.taken, ...everything.taken]);
    expect(outcomesToTake(procedure).filter((outcome) => !taken.has(outcome))).toEqual([]);
  }, 600_000);
});
