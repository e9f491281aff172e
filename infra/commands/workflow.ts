import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../../workflows/compile.ts';
import { mermaid } from '../../workflows/mermaid.ts';
import { withTables } from '../../workflows/procedure-table.ts';
import { procedureSet, sharedProcedures } from '../../workflows/procedures/index.ts';
import type { Procedure } from '../../workflows/procedures/procedure.ts';
import { release, releaseProblems, type Released } from '../../workflows/released.ts';
import { readReleased } from '../read-released.ts';
import { councilGiven, councilOption } from './council-option.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run workflow -- childrens-statutory [--version 2006] [--format asl|mermaid] [--council FOLDER], or npm run workflow -- --write, or npm run workflow -- --release [--hand-over] [--council FOLDER]';

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'asl' },
        version: { type: 'string' },
        council: councilOption,
        write: { type: 'boolean', default: false },
        release: { type: 'boolean', default: false },
        'hand-over': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const {
  positionals: [id, ...more],
  values: { format, version, council, write, release: releases, 'hand-over': handsOver },
} = read();

const { procedures } = councilGiven(council, usage);
const shared = procedureSet(sharedProcedures).all;
const isShared = (one: Pick<Procedure, 'stateMachine'>) =>
  shared.some(({ stateMachine }) => stateMachine === one.stateMachine);

/** What was released of the shared procedures, and of the council's own in its folder. */
const folders = {
  shared: new URL('../../workflows/released/', import.meta.url),
  own: pathToFileURL(`${resolve(council, 'released')}/`),
};

/** Records every version as released. A released machine that has changed is recorded only with --hand-over. */
function recordRelease(): void {
  const released = [folders.shared, folders.own].flatMap(readReleased);
  const today = new Date().toISOString().slice(0, 10);
  const before = (one: Procedure) => released.find(({ stateMachine }) => stateMachine === one.stateMachine);
  const after = procedures.all.map((procedure) => release(procedure, today, before(procedure)));
  const changed = after.filter(({ stateMachine, definitions }) => {
    const known = released.find((one) => one.stateMachine === stateMachine);
    return known !== undefined && known.definitions.length < definitions.length;
  });
  if (changed.length > 0 && !handsOver)
    refuseUsage(words.workflow.changed({ machines: changed.map(({ stateMachine }) => stateMachine) }), usage);
  const recorded = [...released.filter((one) => !after.some(sameMachine(one))), ...after];
  const [problem] = releaseProblems(recorded, procedures.all);
  if (problem !== undefined) refuseUsage(problem, usage);
  for (const one of after) {
    const folder = isShared(one) ? folders.shared : folders.own;
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(`${one.stateMachine}.json`, folder), `${JSON.stringify(one, null, 2)}\n`);
  }
}

const sameMachine = (one: Released) => (other: Released) => one.stateMachine === other.stateMachine;

if (releases) recordRelease();
else if (write) {
  for (const procedure of shared) {
    const file = new URL(`../../workflows/${procedure.stateMachine}.asl.json`, import.meta.url);
    writeFileSync(file, `${JSON.stringify(compile(procedure), null, 2)}\n`);
  }
  const readme = new URL('../../workflows/README.md', import.meta.url);
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), shared));
} else {
  if (id === undefined) refuseUsage(words.workflow.nameOne, usage);
  if (more.length > 0) refuseUsage(words.workflow.oneAtATime({ more: more.join(' ') }), usage);
  const versions = procedures.all.filter(
    (procedure) => procedure.id === id && (version === undefined || procedure.version === version),
  );
  const procedure = versions.at(-1);
  if (!procedure) {
    const known = procedures.all.map((candidate) => words.workflow.version(candidate)).join(', ');
    refuseUsage(words.workflow.unknown({ id, version, known }), usage);
  }
  if (format === 'asl') console.log(JSON.stringify(compile(procedure), null, 2));
  else if (format === 'mermaid') console.log(mermaid(procedure));
  else
    refuseUsage(
      words.called.wrong({ option: '--format', value: format, problem: words.workflow.format }),
      usage,
    );
}
