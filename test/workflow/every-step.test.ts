import { describe, expect, test } from 'vitest';
import { procedures } from '../shropshire.ts';
import { outcomesToTake, throughSteps, type Office } from '../every-step.ts';
import { takerUp } from '../taken-up-again.ts';

const { at: takeUpAgain } = takerUp();

// One way to each step serves both: to take its outcomes, and to let its execution age, stop and be lost.
describe.each(procedures.all)('$id, version $version', (procedure) => {
  test('every outcome leads to its next step and sends its letters, and an execution that ages, is stopped or lost at a step continues without repeating anything', async () => {
    const reached = new Set<string>();
    const problems: string[] = [];
    const visit = async (office: Office) => {
      reached.add(office.step);
      problems.push(...(await takeUpAgain(procedure, office)));
    };
    const least = await throughSteps(procedure, { manner: 'the least', take: 'every outcome' }, visit);
    const everything = await throughSteps(
      procedure,
      {
        manner: 'everything',
        beginning: 'a case closed long ago',
        take: 'every outcome',
        besides: least,
      },
      visit,
    );
    expect([...least.problems, ...everything.problems]).toEqual([]);
    expect(problems).toEqual([]);
    const taken = new Set([...least.taken, ...everything.taken]);
    expect(outcomesToTake(procedure).filter((outcome) => !taken.has(outcome))).toEqual([]);
    expect(Object.keys(procedure.steps).filter((step) => !reached.has(step))).toEqual([]);
  }, 1_500_000);
});
