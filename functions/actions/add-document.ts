import * as z from 'zod/mini';
import { CaseDocument } from '../domain/case/stored-rows.ts';
import { addDocument as add } from '../operations/case-actions/add-document.ts';
import { Upload } from '../operations/uploads/uploads.ts';
import { caseAction } from './action.ts';

const DocumentQuery = z.object({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
});

/** Adds a document to a case; its content decides what kind of file it is. */
export const addDocument = caseAction({
  id: 'addDocument',
  path: '/documents',
  may: { do: 'add document' },
  input: z.strictObject({
    ...DocumentQuery.shape,
    content: z.optional(z.instanceof(Uint8Array)),
    uploaded: z.optional(Upload),
  }),
  upload: { as: 'content', query: DocumentQuery },
  answer: { status: 201, description: 'The document', schema: CaseDocument },
  // Its page uploads a file and has no second page to confirm it (functions/pages/staff/case-side-pages.ts).
  pages: [],
  async perform(deps, { caseId, by, input: { title, content, uploaded } }) {
    const result = await add(deps, {
      caseId,
      by,
      title,
      ...(uploaded ? { upload: uploaded } : { content: content ?? new Uint8Array() }),
    });
    return result.ok ? { ok: true, answer: result.document, to: `/cases/${caseId}#documents` } : result;
  },
  done: (words, _, { title }) => words.actions.addDocument.done({ title }),
});
