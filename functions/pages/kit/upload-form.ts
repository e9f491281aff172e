import { openUpload, takeUpload, type UploadResult } from '../../operations/uploads/uploads.ts';
import { policyWithFormsTo } from '../../runtime/security-headers.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import { wordsOf, type PageContext, type PageKit } from './page-kit.ts';
import { hiddenFields } from './posted-form.ts';

/** The most bytes of a file that comes with the other answers of its form, through the function: a Lambda gets 6 MB, encoded. */
export const largestInForm = 3_500_000;

/** The form of a page with which a browser uploads a file by a link. It has these fields, `_csrf`, and the file after them. */
export interface UploadForm {
  action: string;
  fields: { name: string; value: string }[];
}

/** Makes the form. After the upload the browser gets `backTo`, a page of ours, with the upload in its address. */
export async function uploadForm(
  kit: PageKit,
  c: PageContext,
  { backTo, mostBytes }: { backTo: string; mostBytes: number },
): Promise<UploadForm> {
  const { deps } = kit;
  const session = await kit.visit(c);
  const back = new URL(backTo, deps.council.pages);
  const { action, fields } = await openUpload(deps, {
    owner: session.id,
    place: back.pathname,
    mostBytes,
    backTo: back,
    alongside: ['_csrf'],
  });
  c.header('content-security-policy', policyWithFormsTo(action));
  return {
    action,
    fields: hiddenFields(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]))),
  };
}

/** The upload with this id, if it was made in this session for this page. */
export const uploadOn = async (
  { deps }: PageKit,
  c: PageContext,
  id: string | undefined,
): Promise<UploadResult | undefined> =>
  id === undefined || id === '' || c.var.session === undefined
    ? undefined
    : takeUpload(deps, { id, owner: c.var.session.id, place: c.req.path });

/** Why a file of the public is refused. */
export const refusalOfFile = (c: PageContext, { refusal, title }: UploadResult & { ok: false }): string =>
  wordsOf(c).public.errors.fileRefused({
    file: title || wordsOf(c).public.journey.unnamedFile,
    reason: refusalInWords(refusal, wordsOf(c)),
  });
