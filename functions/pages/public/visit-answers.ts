import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Dependencies } from '../../dependencies.ts';
import type { DocumentFile } from '../../operations/case-actions/document-file.ts';
import { endOfVisit, type Session } from '../kit/session.ts';

/** A file that was added and not sent yet. Its content is stored in pieces next to the answers. */
const Upload = z.object({
  id: z.string(),
  title: z.string(),
  mimeType: z.string(),
  extension: z.string(),
  size: z.number(),
  pieces: z.number(),
});
export type Upload = z.infer<typeof Upload>;

/**
 * The answers of one visit to one journey. `once`: the key that makes one case of them, however often they are sent.
 * `sent`: the case that they became, and what the page after sending says comes next; `codeUntil`: until when a private
 * code can be shown to people who get no letters.
 */
const VisitAnswers = z.object({
  once: z.string(),
  answers: z.record(z.string(), z.string()),
  uploads: z.array(Upload),
  sent: z.optional(
    z.object({ reference: z.string(), next: z.array(z.string()), codeUntil: z.optional(z.string()) }),
  ),
});
export type VisitAnswers = z.infer<typeof VisitAnswers>;

type Deps = Pick<Dependencies, 'shortLived' | 'clock'>;

const nameOf = (session: Session, journey: string) => `answers:${journey}:${session.id}`;
const pieceName = ({ id }: Pick<Upload, 'id'>, piece: number) => `upload:${id}:${piece}`;

/** In characters. An item of DynamoDB takes 400 KB. */
const longestPiece = 256_000;

/** The answers of this visit to a journey. Empty without a visit, or if it has no answers yet. */
export async function readAnswers(
  { shortLived, clock }: Deps,
  session: Session | undefined,
  journey: string,
): Promise<VisitAnswers> {
  const read = session && VisitAnswers.safeParse(await shortLived.get(nameOf(session, journey), clock.now()));
  return read?.success ? read.data : { once: randomUUID(), answers: {}, uploads: [] };
}

export async function saveAnswers(
  { shortLived }: Deps,
  session: Session,
  journey: string,
  answers: VisitAnswers,
): Promise<void> {
  await shortLived.put(nameOf(session, journey), answers, endOfVisit(session));
}

/** Stores a file until it is sent with the answers. It expires with the visit, unlike files in the file store. */
export async function saveUpload(
  { shortLived }: Deps,
  session: Session,
  paper: DocumentFile,
): Promise<Upload> {
  const { title, mimeType, extension, content } = paper;
  const encoded = Buffer.from(content).toString('base64');
  const pieces = Math.ceil(encoded.length / longestPiece);
  const upload = { id: randomUUID(), title, mimeType, extension, size: content.length, pieces };
  for (let piece = 0; piece < pieces; piece += 1) {
    const part = encoded.slice(piece * longestPiece, (piece + 1) * longestPiece);
    await shortLived.put(pieceName(upload, piece), part, endOfVisit(session));
  }
  return upload;
}

/** A file as it was added. Undefined if a piece of it is gone. */
export async function readUpload(
  { shortLived, clock }: Deps,
  upload: Upload,
): Promise<DocumentFile | undefined> {
  const parts: string[] = [];
  for (let piece = 0; piece < upload.pieces; piece += 1) {
    const part = await shortLived.get(pieceName(upload, piece), clock.now());
    if (typeof part !== 'string') return undefined;
    parts.push(part);
  }
  const { title, mimeType, extension } = upload;
  return { title, mimeType, extension, content: new Uint8Array(Buffer.from(parts.join(''), 'base64')) };
}

export async function deleteUpload({ shortLived }: Deps, upload: Upload): Promise<void> {
  for (let piece = 0; piece < upload.pieces; piece += 1) await shortLived.remove(pieceName(upload, piece));
}
