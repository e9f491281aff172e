import { appendFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { makeStillClock } from '../../../infra/local/virtual-clock.ts';
import { makeWorkflowEngine } from '../../../infra/local/workflow-engine.ts';
import { lambdaWithToken, machine, start, task } from './run-machine.ts';

// A process of its own for durability.test.ts: runs one execution on a database file and kills itself at a chosen
// moment. Arguments: database file, file to which the functions append, moment, which one.

const [file = '', effects = '', moment = 'never', which = '0'] = process.argv.slice(2);
const counts = new Map<string, number>();

function reach(reached: string): void {
  const count = (counts.get(reached) ?? 0) + 1;
  counts.set(reached, count);
  if (reached === moment && count === Number(which)) process.kill(process.pid, 'SIGKILL');
}

class WatchedDatabase extends DatabaseSync {
  override exec(sql: string): void {
    if (sql === 'COMMIT') reach('before-commit');
    super.exec(sql);
    if (sql === 'COMMIT') reach('after-commit');
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

const database = new WatchedDatabase(file);
database.exec('PRAGMA journal_mode = WAL');
database.exec('PRAGMA synchronous = FULL');
const clock = makeStillClock(start);
const engine = makeWorkflowEngine({
  database,
  clock,
  definitions: { machine: definition },
  invoke: async ({ functionName, payload: given }) => {
    appendFileSync(effects, `${functionName}\n`);
    reach('effect');
    if (functionName !== 'ask') return functionName;
    const { token } = z.object({ token: z.string() }).parse(given);
    appendFileSync(effects, `${token}\n`);
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
const { status, output } = engine.describeExecution('run');
const history = engine.getExecutionHistory('run').map(({ type, state = '' }) => `${type} ${state}`.trim());
console.log(JSON.stringify({ status, output, history, counts: Object.fromEntries(counts) }));
