import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import * as z from 'zod';
import type { Draw } from '../../functions/operations/preview-file/preview-file.ts';

/** Longer than a photo of 50 million pixels takes on a slow machine. */
const longest = 100_000;

const Drawn = z.union([
  z.object({
    pages: z.array(z.instanceof(Uint8Array)),
    thumbnail: z.instanceof(Uint8Array),
    of: z.number(),
  }),
  z.object({ none: z.enum(['too-large', 'not-readable']) }),
]);

/** Draws in a process of its own, because it takes seconds of a processor, and a hostile file could take all. */
export const drawInProcess =
  (signal: AbortSignal): Draw =>
  async (content, mimeType) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'draw-pages-process.ts'), mimeType], {
      stdio: ['pipe', 'pipe', 'ignore'],
      signal,
      timeout: longest,
    });
    const ended = once(child, 'close');
    // It can end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(content);
    const [result] = await Promise.all([buffer(child.stdout), ended]);
    return child.exitCode === 0 ? Drawn.parse(deserialize(result)) : { none: 'not-readable' };
  };
