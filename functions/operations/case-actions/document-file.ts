import { oneLine } from '../../domain/text/clean-text.ts';
import type { RefusalOf } from '../../domain/text/refusal.ts';

const longestTitle = 200;

/** Two documents of this size, encoded for mail, fit into one letter (SES accepts 10 MB). */
const largestDocument = 3_500_000;

/** The kinds of document accepted on a case, by their content, not their file name. */
const accepted: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
};

/** A file that may be put on a case. */
export interface DocumentFile {
  title: string;
  content: Uint8Array;
  mimeType: string;
  extension: string;
}

/** Reads an uploaded file and accepts or refuses it. The content decides its kind. */
export async function readDocumentFile(
  title: string,
  content: Uint8Array,
): Promise<
  | { ok: true; paper: DocumentFile }
  | { ok: false; refusal: RefusalOf<'empty-file' | 'file-too-large' | 'file-type-not-accepted'> }
> {
  if (content.length === 0) return { ok: false, refusal: { code: 'empty-file', params: {} } };
  if (content.length > largestDocument)
    return {
      ok: false,
      refusal: { code: 'file-too-large', params: { megabytes: largestDocument / 1_000_000 } },
    };
  const mimeType = await typeOf(content);
  const extension = mimeType === undefined ? undefined : accepted[mimeType];
  if (mimeType === undefined || extension === undefined) {
    return {
      ok: false,
      refusal: { code: 'file-type-not-accepted', params: { types: Object.values(accepted) } },
    };
  }
  const named = oneLine(title).slice(0, longestTitle).toWellFormed() || 'File';
  return { ok: true, paper: { title: named, content, mimeType, extension } };
}

/** The kind of a file, by its content. Undefined if it is not accepted. */
async function typeOf(content: Uint8Array): Promise<string | undefined> {
  // Loaded with the first file.
  const { fileTypeFromBuffer } = await import('file-type');
  const detected = await fileTypeFromBuffer(content);
  if (detected) return Object.hasOwn(accepted, detected.mime) ? detected.mime : undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : 'text/plain';
  } catch {
    // Bytes that are not UTF-8 are no text.
    return undefined;
  }
}
