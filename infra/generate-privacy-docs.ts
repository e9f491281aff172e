import { readFileSync, writeFileSync } from 'node:fs';
import { dpia } from './dpia.ts';
import { withKeptTables } from './kept.ts';

// Brings what documents say about data and how long it is kept up to date.
const docs = new URL('../functions/docs/', import.meta.url);
const operating = new URL('operating.md', docs);
writeFileSync(operating, withKeptTables(readFileSync(operating, 'utf8')));
writeFileSync(new URL('dpia.md', docs), dpia());
