import * as z from 'zod/mini';
import { CaseDocument } from '../domain/case/stored-rows.ts';
import { addDocument as add } from '../operations/case-actions/add-document.ts';
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
    content: z.instanceof(Uint8Array),
    name: z.optional(z.string()),
  }),
  upload: { as: 'content', query: DocumentQuery },
  answer: { status: 201, description: 'The document', schema: CaseDocument },
  // Its page uploads a file and has no second page to confirm it (functions/pages/staff/case-side-pages.ts).
  pages: [],
  async perform(deps, { caseId, by, input: { title, content, name } }) {
    const result = await add(deps, { caseId, by, title, content, name });
    return result.ok ? { ok: true, answer: result.document, to: `/cases/${caseId}#documents` } : result;
  },
  done: (words, _, { title }) => words.actions.addDocument.done({ title }),
});
