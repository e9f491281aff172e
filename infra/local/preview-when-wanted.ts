import type { FunctionName } from '../../functions/manifest.ts';
import { fileWanted } from '../../functions/operations/preview-file/previews.ts';
import { previewFile } from '../../functions/operations/preview-file/preview-file.ts';
import type { Files } from '../../functions/ports.ts';
import { drawInProcess } from './draw-in-process.ts';

/** Draws previews on this machine, one after the other, as on AWS a function does that is called for each stored request. */
export function previewsWhenWanted<Stored extends Files>(
  stored: Stored,
  {
    as,
    failed,
  }: {
    as: (name: FunctionName, work: () => Promise<void>) => Promise<void>;
    failed: (error: unknown) => void;
  },
): {
  /** The files, with which a request for a preview is seen. */
  files: Stored;
  /** Draws with these files, which see what the function does. */
  drawWith: (files: Files) => void;
  /** Ends what is being drawn. */
  close: () => Promise<void>;
} {
  const closing = new AbortController();
  let drawing = Promise.resolve();
  let used: Files = stored;
  return {
    files: {
      ...stored,
      async put(key, content, mimeType) {
        await stored.put(key, content, mimeType);
        const file = fileWanted(key);
        if (file === undefined) return;
        drawing = drawing
          .then(() =>
            closing.signal.aborted
              ? undefined
              : as('preview-file', () => previewFile({ files: used }, drawInProcess(closing.signal), file)),
          )
          .catch((error: unknown) => (closing.signal.aborted ? undefined : failed(error)));
      },
    },
    drawWith: (files) => {
      used = files;
    },
    close: async () => {
      closing.abort();
      await drawing;
    },
  };
}
