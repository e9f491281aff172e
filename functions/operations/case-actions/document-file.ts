import { oneLine } from '../../domain/text/clean-text.ts';
import type { FileProblem } from '../../domain/case/file-problem.ts';
import type { RefusalOf } from '../../domain/text/refusal.ts';
import { acceptedExtensions, checkFile, type FileKind } from '../check-file/check-file.ts';

const longestTitle = 200;

/** Two documents of this size, encoded for mail, fit into one letter (SES accepts 10 MB). */
const largestDocument = 3_500_000;

/** A file that may be put on a case. */
export interface DocumentFile extends FileKind {
  title: string;
  content: Uint8Array;
}

/** Reads an uploaded file and accepts or refuses it. The content decides its kind; `name`: of the file, as it was uploaded. */
export async function readDocumentFile(
  title: string,
  content: Uint8Array,
  name = '',
): Promise<
  | { ok: true; paper: DocumentFile }
  | { ok: false; refusal: RefusalOf<'empty-file' | 'file-too-large' | FileProblem> }
> {
  if (content.length === 0) return { ok: false, refusal: { code: 'empty-file', params: {} } };
  if (content.length > largestDocument)
    return {
      ok: false,
      refusal: { code: 'file-too-large', params: { megabytes: largestDocument / 1_000_000 } },
    };
  const checked = await checkFile(content, name);
  if (!checked.ok) return { ok: false, refusal: refusalOf(checked.problem) };
  const { mimeType, extension } = checked;
  const named = oneLine(title).slice(0, longestTitle).toWellFormed() || 'File';
  return { ok: true, paper: { title: named, content, mimeType, extension } };
}

/** The refusal of a file with this problem. */
const refusalOf = (problem: FileProblem): RefusalOf<FileProblem> =>
  problem === 'file-type-not-accepted'
    ? { code: problem, params: { types: [...acceptedExtensions] } }
    : { code: problem, params: {} };
