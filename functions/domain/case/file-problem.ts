import * as z from 'zod/mini';

/** Why a file may not be opened. The codes are those of the refusal that its sender gets. */
export const FileProblem = z.enum([
  'file-type-not-accepted',
  'file-is-program',
  'file-has-macros',
  'file-runs-actions',
  'file-is-locked',
  'file-damaged',
  'file-has-malware',
]);
export type FileProblem = z.infer<typeof FileProblem>;
