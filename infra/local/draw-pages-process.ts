import { buffer } from 'node:stream/consumers';
import { serialize } from 'node:v8';
import { drawPages } from '../../functions/operations/preview-file/draw-pages.ts';

// The process that draws a preview: it reads the file from its input and writes the pages to its output.

const [, , mimeType = ''] = process.argv;
const drawn = await drawPages(new Uint8Array(await buffer(process.stdin)), mimeType);
process.stdout.write(serialize(drawn), () => process.exit(0));
