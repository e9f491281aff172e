import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Claims, contradictionsIn } from '../../functions/report/reconcile.ts';
import { refuseUsage } from './usage.ts';

const usage =
  'npm run reconcile -- claims.json (the figures that a report prints; exit code 4 when they contradict each other)';

const [path, ...more] = process.argv.slice(2);
if (path === undefined || more.length > 0) refuseUsage('Name one file', usage);

function readClaims(file: string): Claims {
  try {
    return z.core.parse(Claims, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return refuseUsage(`${file}: ${error instanceof Error ? error.message : String(error)}`, usage);
  }
}

const claims = readClaims(path);
const found = contradictionsIn(claims);
console.log(`${claims.report}: ${claims.claims.length} figures, ${found.length} contradictions.`);
for (const { id, sentence } of found) console.log(`${id}: ${sentence}`);
process.exitCode = found.length > 0 ? 4 : 0;
