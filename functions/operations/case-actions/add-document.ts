import { createHash } from 'node:crypto';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import type { CaseDocument } from '../../domain/case/stored-rows.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { UnknownCase, writeCase } from '../write-case.ts';
import { readDocumentFile } from './document-file.ts';
import type { CaseActionRefusal } from './case-action.ts';

/**
 * Adds a document to a case: a report, evidence, an appendix. Complaints officers and assignees of an open step may do
 * so. The content decides what kind of file it is; the same content twice is one document. Returns its id: D1, D2, ...
 */
export async function addDocument(
  deps: Dependencies,
  command: { caseId: string; title: string; content: Uint8Array; name?: string | undefined; by: User },
): Promise<{ ok: true; document: CaseDocument } | CaseActionRefusal> {
  const { caseId, title, content, name, by } = command;
  const missing = refuse('not found', { code: 'no-such-case', params: {} });
  const state = await deps.store.state(caseId);
  if (!state || !may(by, { do: 'read case' }, state, deps.council)) return missing;
  if (!may(by, { do: 'add document' }, state, deps.council))
    return refuse('not allowed', { code: 'no-open-step', params: {} });
  const paper = await readDocumentFile(title, content, name);
  if (!paper.ok) return invalid({ ...paper.refusal, field: 'body' });
  const { title: named, mimeType, extension } = paper.paper;
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
  const file = `documents/${caseId}/${digest}.${extension}`;
  await deps.files.put(file, content, mimeType);
  try {
    const result = await writeCase<CaseDocument>(deps, caseId, (now) => {
      const known = now.documents.find((document) => document.file === file);
      if (known) return { answer: known };
      const at = deps.clock.now();
      const who = `user:${by.id}` as const;
      const document: CaseDocument = {
        id: `D${now.documents.length + 1}`,
        title: named,
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
