import { readFileSync, writeFileSync } from 'node:fs';
import { withKeptTables } from './kept.ts';

// Brings what documents say about data and how long it is kept up to date.
const operating = new URL('../functions/docs/operating.md', import.meta.url);
writeFileSync(operating, withKeptTables(readFileSync(operating, 'utf8')));
