import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { makeStillClock } from '../../../infra/local/virtual-clock.ts';
import { makeWorkflowEngine } from '../../../infra/local/workflow-engine.ts';
import { everyMoment, takesAll } from '../../sample.ts';
import { runExecution } from './killed-process.ts';
import { engineFor, lambdaWithToken, machine, start, task } from './run-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'workflow-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, `${(files += 1)}.sqlite`);

describe('a restart continues where the engine was', () => {
  /** One state of a chain; `next` is the one after it, `later` the one after that. */
  type Link = (names: { own: string; next: string; later: string }) => Record<string, unknown>;
  const small = fc.integer({ min: 0, max: 9 });
  const link: fc.Arbitrary<Link> = fc.oneof(
    small.map((by): Link => ({ next }) => ({
      Type: 'Pass',
      Assign: { sum: `{% $sum + ${by} %}` },
      Output: '{% $sum %}',
      Next: next,
    })),
    small.map((than): Link => ({ next, later }) => ({
      Type: 'Choice',
      Choices: [{ Condition: `{% $sum > ${than} %}`, Assign: { sum: '{% $sum - 1 %}' }, Next: later }],
      Default: next,
    })),
    small.map((long): Link => ({ next }) => ({
      Type: 'Wait',
      Seconds: long,
      Output: '{% $now() %}',
      Next: next,
    })),
    fc.tuple(small, small).map(([one, other]): Link => ({ own, next }) => ({
      Type: 'Parallel',
      Branches: [one, other].map((long, index) => ({
        StartAt: `${own}-${index}`,
        States: { [`${own}-${index}`]: { Type: 'Wait', Seconds: long, Output: '{% $sum %}', End: true } },
      })),
      Next: next,
    })),
  );
  const chain = fc.array(link, { minLength: 1, maxLength: 8 }).map((links) => {
    const name = (index: number): string => (index < links.length ? `S${index}` : 'End');
    const states = links.map((make, index) => [
      name(index),
      make({ own: name(index), next: name(index + 1), later: name(index + 2) }),
    ]);
    return machine({
      Begin: { Type: 'Pass', Assign: { sum: 0 }, Next: 'S0' },
      ...Object.fromEntries(states),
      End: { Type: 'Succeed', Output: { sum: '{% $sum %}', input: '{% $states.input %}' } },
    });
  });
  // Where a Choice skips a state, nothing else may lead to it; such chains are refused, and no test of this law.
  const loads = (definition: unknown): boolean => {
    try {
      engineFor(definition);
      return true;
    } catch {
      return false;
    }
  };

  /** Runs a chain, each time with a new engine on the same file after so many transitions. */
  async function run(definition: unknown, stops: readonly number[]) {
    const file = newFile();
    let at = start;
    for (let turn = 0; ; turn += 1) {
      const database = new DatabaseSync(file);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
      const clock = makeStillClock(at);
      const engine = makeWorkflowEngine({
        database,
        clock,
        definitions: { machine: definition },
        invoke: async () => null,
      });
      if (turn === 0) engine.startExecution({ stateMachine: 'machine', name: 'run' });
      const transitions = stops[turn];
      await engine.runDue(transitions === undefined ? {} : { transitions });
      const next = engine.nextTimer();
      at = next ?? at;
      const end = { ...engine.describeExecution('run'), history: engine.getExecutionHistory('run') };
      database.close();
      if (next === undefined) return end;
    }
  }

  test('with the same end, wherever it was interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(
        chain.filter(loads),
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 }),
        async (definition, stops) => {
          expect(await run(definition, stops)).toEqual(await run(definition, []));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('with the definition it was started with; a new one is for new executions', async () => {
    const file = newFile();
    const version = (output: string): unknown =>
      machine({ A: { Type: 'Wait', Seconds: 60, Next: 'B' }, B: { Type: 'Succeed', Output: output } });
    const before = engineFor(version('old'), {}, new DatabaseSync(file));
    before.engine.startExecution({ stateMachine: 'machine', name: 'before' });
    await before.engine.runDue();
    before.database.close();
    const after = engineFor(version('new'), {}, new DatabaseSync(file));
    after.engine.startExecution({ stateMachine: 'machine', name: 'after' });
    await after.runToEnd();
    expect(after.engine.describeExecution('before').output).toBe('old');
    expect(after.engine.describeExecution('after').output).toBe('new');
  });

  test('in one transaction for the states that a branch goes through without waiting', async () => {
    class CountedDatabase extends DatabaseSync {
      commits = 0;
      override exec(sql: string): void {
        if (sql === 'COMMIT') this.commits += 1;
        super.exec(sql);
      }
    }
    const passes = Object.fromEntries(
      [1, 2, 3, 4].map((n) => [`P${n}`, { Type: 'Pass', Output: n, Next: n === 4 ? 'Ask' : `P${n + 1}` }]),
    );
    const database = new CountedDatabase(newFile());
    const { engine } = engineFor(machine({ ...passes, Ask: task('ask') }), {}, database);
    engine.startExecution({ stateMachine: 'machine', name: 'run' });
    const started = database.commits;
    await engine.runDue();
    // To the call of the task, its answer, and from there to the end.
    expect(database.commits - started).toBe(3);
    expect(engine.describeExecution('run').status).toBe('SUCCEEDED');
    database.close();
  });

  test('and calls a task again, with the same token, if its call had not returned', async () => {
    const file = newFile();
    const definition = machine({
      A: task('ask', { Resource: lambdaWithToken, TimeoutSeconds: 60 }, '{% $states.context.Task.Token %}'),
    });
    const never = Promise.withResolvers<void>();
    const before = engineFor(definition, { ask: () => never.promise }, new DatabaseSync(file));
    before.engine.startExecution({ stateMachine: 'machine', name: 'run' });
    // Never awaited: this engine is abandoned in the middle of its call.
    void before.engine.runDue();
    while (before.calls.length === 0) await new Promise(setImmediate);
    const after = engineFor(definition, {}, new DatabaseSync(file));
    await after.engine.runDue();
    expect(after.calls).toEqual(before.calls);
    await after.engine.runDue();
    expect(after.calls).toHaveLength(1);
    await after.runToEnd();
    expect(after.engine.describeExecution('run')).toMatchObject({ error: 'States.Timeout' });
  });
});

describe('killed at every moment', () => {
  /** Runs killed-process.ts; whether it was killed before it came to its end. */
  function killed(file: string, moment: string, which: number): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const script = join(import.meta.dirname, 'killed-process.ts');
    const child = spawn(process.execPath, [script, file, moment, String(which)], { stdio: 'inherit' });
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) resolve(signal === 'SIGKILL');
      else reject(new Error(`The process ended with ${code}`));
    });
    return promise;
  }

  const functions = ['first', 'ask', 'left', 'right'];
  const end = { status: 'SUCCEEDED', output: ['first', 'answer', ['left', 'right']] };

  test('loses nothing and repeats nothing recorded', async () => {
    const moments: { moment: string; which: number }[] = [];
    await runExecution(newFile(), (moment) => {
      moments.push({ moment, which: moments.filter((other) => other.moment === moment).length + 1 });
    });
    expect(moments.length).toBeGreaterThan(30);
    const chosen = moments.filter(
      ({ which }, n) => takesAll('CRASH_FULL') || which === 1 || n % everyMoment === 0,
    );

    const checkNext = async (): Promise<void> => {
      for (let next = chosen.shift(); next !== undefined; next = chosen.shift()) {
        const file = newFile();
        const wasKilled = await killed(file, next.moment, next.which);
        const { status, output, history } = await runExecution(file, () => undefined);
        const effects = readFileSync(`${file}.effects`, 'utf8').trim().split('\n');
        const calls = effects.filter((effect) => functions.includes(effect));
        const results = history.flatMap(({ type, state }) => (type === 'TaskSucceeded' ? [state] : []));
        expect({
          ...next,
          wasKilled,
          status,
          output,
          results: results.length,
          statesWithResult: new Set(results),
          called: new Set(calls),
          // No more than the two that can be under way at once are called a second time,
          again: calls.length - functions.length < 3,
          // and then with the same token.
          tokens: new Set(effects.filter((effect) => !functions.includes(effect))).size,
        }).toEqual({
          ...next,
          wasKilled: true,
          ...end,
          results: 4,
          statesWithResult: new Set(['First', 'Ask', 'Left', 'Right']),
          called: new Set(functions),
          again: true,
          tokens: 1,
        });
      }
    };
    await Promise.all([checkNext(), checkNext()]);
  });

  test('survives repeated kills', async () => {
    const file = newFile();
    let lives = 1;
    while (await killed(file, 'after-commit', 3)) lives += 1;
    expect(lives).toBeGreaterThan(4);
    expect(await runExecution(file, () => undefined)).toMatchObject(end);
  });
});
