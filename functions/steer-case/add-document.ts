import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { User } from '../domain/council.ts';
import { may } from '../domain/may.ts';
import type { CaseDocument } from '../domain/rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { UnknownCase, writeCase } from '../write-case.ts';
import { invalid, type SteerRefusal } from './steered.ts';

/** Two of them, coded for mail, still fit into one letter (SES takes 10 MB). */
const largestDocument = 3_500_000;

/** What a paper of a case can be, by what it is found to be and not by what it is called. */
const accepted: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
};

/**
 * Adds a paper to a case: a report, evidence, an appendix. Complaints officers may, and who has an open step of the case.
 * The content decides what it is; the same content twice is one document. Answers its id: D1, D2, ...
 */
export async function addDocument(
  deps: Dependencies,
  wish: { caseId: string; title: string; content: Uint8Array; by: User },
): Promise<{ ok: true; document: CaseDocument } | SteerRefusal> {
  const { caseId, title, content, by } = wish;
  const missing: SteerRefusal = { ok: false, code: 'not found', reason: 'There is no such case.' };
  const state = await deps.store.state(caseId);
  if (!state || !may(by, { do: 'read case' }, state, deps.council)) return missing;
  if (!may(by, { do: 'add document' }, state, deps.council))
    return { ok: false, code: 'not allowed', reason: 'You have no open step of this case.' };
  if (content.length === 0) return invalid('body', 'The file is empty');
  if (content.length > largestDocument) return invalid('body', 'The file is too large: at most 3.5 MB');
  const mimeType = await typeOf(content);
  if (mimeType === undefined)
    return invalid('body', `Send one of: ${Object.values(accepted).join(', ')}. The content is none of them`);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
  const file = `documents/${caseId}/${digest}.${accepted[mimeType]}`;
  await deps.files.put(file, content, mimeType);
  try {
    const result = await writeCase<CaseDocument>(deps, caseId, (now) => {
      const known = now.documents.find((document) => document.file === file);
      if (known) return { answer: known };
      const at = deps.clock.now();
      const who = `user:${by.id}` as const;
      const document: CaseDocument = {
        id: `D${now.documents.length + 1}`,
        title,
        mimeType,
        size: content.length,
        file,
        addedAt: at,
        addedBy: who,
      };
      return {
        events: [{ at, by: who, type: 'document-added', document: document.id }],
        documents: [document],
      };
    });
    if ('answer' in result) return { ok: true, document: result.answer };
    const documents = (await deps.store.file(caseId))?.documents ?? [];
    const added = documents.find((document) => document.file === file);
    return added ? { ok: true, document: added } : missing;
  } catch (error) {
    if (error instanceof UnknownCase) return missing;
    throw error;
  }
}

/** What a file is by its content; undefined: nothing we take. */
async function typeOf(content: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(content);
  if (found) return Object.hasOwn(accepted, found.mime) ? found.mime : undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : 'text/plain';
  } catch {
    return undefined;
  }
}
