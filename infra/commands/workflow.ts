import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compile } from '../../workflows/compile.ts';
import { mermaid } from '../../workflows/mermaid.ts';
import { withTables } from '../../workflows/procedure-table.ts';
import { procedures } from '../../workflows/procedures/index.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run workflow -- childrens-statutory [--version 2006] [--format asl|mermaid], or npm run workflow -- --write';

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'asl' },
        version: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const {
  positionals: [id, ...more],
  values: { format, version, write },
} = read();

if (write) {
  for (const procedure of procedures.all) {
    const file = new URL(`../../workflows/${procedure.stateMachine}.asl.json`, import.meta.url);
    writeFileSync(file, `${JSON.stringify(compile(procedure), null, 2)}\n`);
  }
  const readme = new URL('../../workflows/README.md', import.meta.url);
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), procedures.all));
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
