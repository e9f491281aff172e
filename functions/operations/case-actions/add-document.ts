import { createHash } from 'node:crypto';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import type { CaseDocument } from '../../domain/case/stored-rows.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { oneLine } from '../../domain/text/clean-text.ts';
import { UnknownCase, writeCase } from '../write-case.ts';
import { checkFile } from '../check-file/check-file.ts';
import { isMalware, scanMark } from '../check-file/scan.ts';
import { nameBelow, refusalOf, tooLarge, type Upload } from '../uploads/uploads.ts';
import type { CaseActionRefusal } from './case-action.ts';

/** The most bytes of a document that comes as the body of a request. Larger ones are uploaded by a link. */
const largestBody = 3_500_000;

const longestTitle = 200;

/** A document: an upload that was checked, or its bytes, with the name of its file if it has one. */
type Given = { upload: Upload } | { content: Uint8Array; name?: string | undefined };

/**
 * Adds a document to a case: a report, evidence, an appendix. Complaints officers and assignees of an open step may do
 * so. The content decides what kind of file it is; the same content twice is one document, as is the same upload. Returns its id:
 * D1, D2, ...
 */
export async function addDocument(
  deps: Dependencies,
  command: { caseId: string; title: string; by: User } & Given,
): Promise<{ ok: true; document: CaseDocument } | CaseActionRefusal> {
  const { caseId, title, by } = command;
  const missing = refuse('not found', { code: 'no-such-case', params: {} });
  const state = await deps.store.state(caseId);
  if (!state || !may(by, { do: 'read case' }, state, deps.council)) return missing;
  if (!may(by, { do: 'add document' }, state, deps.council))
    return refuse('not allowed', { code: 'no-open-step', params: {} });
  const stored = await storeDocument(deps, `documents/${caseId}/`, command);
  if (!stored.ok) return invalid({ ...stored.refusal, field: 'body' });
  const { file, mimeType, size } = stored;
  const named = oneLine(title).slice(0, longestTitle).toWellFormed() || 'File';
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
        size,
        file,
        addedAt: at,
        addedBy: who,
        ...scanMark(deps),
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

async function storeDocument(deps: Dependencies, folder: string, given: Given) {
  const { files } = deps;
  if ('upload' in given) {
    const { upload } = given;
    const file = nameBelow(folder, upload);
    await files.copy(upload.file, file, upload.mimeType);
    return { ok: true, file, mimeType: upload.mimeType, size: upload.size } as const;
  }
  const { content, name = '' } = given;
  if (content.length === 0) return { ok: false, refusal: { code: 'empty-file', params: {} } } as const;
  if (content.length > largestBody) return { ok: false, refusal: tooLarge(largestBody) } as const;
  const checked = await checkFile(content, name);
  if (!checked.ok) return { ok: false, refusal: refusalOf(checked.problem) } as const;
  const { mimeType, extension } = checked;
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
  const file = `${folder}${digest}.${extension}`;
  await files.put(file, content, mimeType);
  if (await isMalware(deps, file)) {
    await files.erase(file);
    return { ok: false, refusal: { code: 'file-has-malware', params: {} } } as const;
  }
  return { ok: true, file, mimeType, size: content.length } as const;
}
