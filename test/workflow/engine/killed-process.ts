import { appendFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { makeStillClock } from '../../../infra/local/virtual-clock.ts';
import { makeWorkflowEngine } from '../../../infra/local/workflow-engine.ts';
import { lambdaWithToken, machine, start, task } from './run-machine.ts';

// As a process of its own, for durability.test.ts: runs one execution on a database file and kills itself at a chosen
// moment. Arguments: database file, moment, which one of its kind. The functions append to `<database file>.effects`.

class WatchedDatabase extends DatabaseSync {
  readonly #reach: (moment: string) => void;

  constructor(file: string, reach: (moment: string) => void) {
    super(file);
    this.#reach = reach;
  }

  override exec(sql: string): void {
    if (sql === 'COMMIT') this.#reach('before-commit');
    super.exec(sql);
    if (sql === 'COMMIT') this.#reach('after-commit');
  }
}

const payload = '{% $states.result.Payload %}';
const definition = machine({
  First: task('first', { Assign: { first: payload }, Next: 'Ask' }),
  Ask: task(
    'ask',
    {
      Resource: lambdaWithToken,
      TimeoutSeconds: 60,
      Assign: { answer: '{% $states.result %}' },
      Next: 'Both',
    },
    { token: '{% $states.context.Task.Token %}' },
  ),
  Both: {
    Type: 'Parallel',
    Branches: [
      { StartAt: 'Left', States: { Left: task('left', { Output: payload }) } },
      {
        StartAt: 'Rest',
        States: {
          Rest: { Type: 'Wait', Seconds: 10, Next: 'Right' },
          Right: task('right', { Output: payload }),
        },
      },
    ],
    Next: 'End',
  },
  End: { Type: 'Succeed', Output: ['{% $first %}', '{% $answer %}', '{% $states.input %}'] },
});

/** Runs the execution to its end, or continues it; `reach` is called at every point. */
export async function runExecution(file: string, reach: (moment: string) => void) {
  const database = new WatchedDatabase(file, reach);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  const clock = makeStillClock(start);
  const note = (effect: string): void => appendFileSync(`${file}.effects`, `${effect}\n`);
  const engine = makeWorkflowEngine({
    database,
    clock,
    definitions: { machine: definition },
    invoke: async ({ functionName, payload: given }) => {
      note(functionName);
      reach('effect');
      if (functionName !== 'ask') return functionName;
      const { token } = z.object({ token: z.string() }).parse(given);
      note(token);
      engine.sendTaskSuccess({ taskToken: token, output: '"answer"' });
      return undefined;
    },
  });
  if (engine.listExecutions().length === 0) engine.startExecution({ stateMachine: 'machine', name: 'run' });
  await engine.runDue();
  for (let next = engine.nextTimer(); next !== undefined; next = engine.nextTimer()) {
    clock.moveTo(next);
    await engine.runDue();
  }
  const end = { ...engine.describeExecution('run'), history: engine.getExecutionHistory('run') };
  database.close();
  return end;
}

if (import.meta.main) {
  const [file = '', moment, which] = process.argv.slice(2);
  let count = 0;
  await runExecution(file, (reached) => {
    if (reached === moment) count += 1;
    if (reached === moment && count === Number(which)) process.kill(process.pid, 'SIGKILL');
  });
}
