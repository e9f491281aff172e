import { mkdirSync, writeFileSync } from 'node:fs';
import { describeRows } from '../functions/report/describe-rows.ts';

const folder = new URL('../functions/report/docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('reporting-row.md', folder), describeRows());
