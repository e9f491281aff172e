import { parseArgs } from 'node:util';
import { rebuildCase } from '../../functions/operations/runs/rebuild-case.ts';
import { everyCase, sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import { holdFolderOrExit } from '../local/hold-folder.ts';
import { openLocalSystem } from '../local/open-local-system.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run rebuild -- SC-2026-00412-1|--all (with the local system stopped; DATA_DIR as for npm start)';

function read() {
  try {
    return parseArgs({ allowPositionals: true, options: { all: { type: 'boolean', default: false } } });
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const {
  positionals: [reference, ...more],
  values: { all },
} = read();
if ((reference === undefined) !== all || more.length > 0) refuseUsage(words.rebuild.nameOne, usage);
const dataDir = process.env['DATA_DIR'] ?? '.data';
holdFolderOrExit(dataDir);
const system = openLocalSystem({ dataDir });
if (reference === undefined) {
  const swept = await sweepCases(system.deps, everyCase);
  console.log(words.rebuild.all(swept));
  if (swept.failed > 0) process.exitCode = 4;
} else {
  const result = await rebuildCase(system.deps, reference);
  if (!result.ok) refuseUsage(words.rebuild.refused[result.reason]({ reference }), usage);
  for (const { name, step } of result.executions)
    console.log(words.rebuild.restarted({ reference, step, name }));
}
await system.close();
