import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { growing, openCases, readUnits } from './read-units.ts';

// npm run bench:scale [-- --cases 1000 --cases 10000 --cases 100000]: what each page and each regular job reads with so many cases.
// Fails where one costs more for the same.
const { values } = parseArgs({
  options: { cases: { type: 'string', multiple: true, default: ['1000', '10000'] } },
});
const dataDir = mkdtempSync(join(tmpdir(), 'bench-scale-'));
process.on('exit', () => rmSync(dataDir, { recursive: true }));
const counts = await readUnits(dataDir, values.cases.map(Number));
const more = growing(counts);
console.log(`Read units with ${openCases} open cases and ${values.cases.join(', ')} closed ones`);
for (const [name, units] of counts)
  console.log(`${name}: ${units.join(', ')}${more.includes(name) ? '   MORE FOR THE SAME' : ''}`);
process.exit(more.length > 0 ? 1 : 0);
