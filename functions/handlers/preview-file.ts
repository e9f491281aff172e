import around from '@middy/core';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { observed } from '../runtime/observe.ts';
import { drawPages } from '../operations/preview-file/draw-pages.ts';
import { fileWanted } from '../operations/preview-file/previews.ts';
import { previewFile } from '../operations/preview-file/preview-file.ts';

const { files } = makeDependencies();

/** The EventBridge event about a file stored in S3 (S3 User Guide, "EventBridge event message structure"). */
const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

// Not wrapped in `lambda`: it reads no table.
export const handler = around(async (event: unknown) => {
  const { key } = ObjectCreated.parse(event).detail.object;
  const file = fileWanted(key);
  if (file === undefined) throw new Error('The event is about a file that asks for no preview');
  await previewFile({ files }, drawPages, file);
}).use(observed);
