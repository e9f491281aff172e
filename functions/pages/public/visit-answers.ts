import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Dependencies } from '../../dependencies.ts';
import { Upload } from '../../operations/uploads/uploads.ts';
import { endOfVisit, type Session } from '../kit/session.ts';

/**
 * The answers of one visit to one journey. `once`: the key that makes one case of them, however often they are sent.
 * `sent`: the case that they became, and what the page after sending says comes next; `codeUntil`: until when a private
 * code can be shown to people who get no letters.
 */
const VisitAnswers = z.object({
  once: z.string(),
  answers: z.record(z.string(), z.string()),
  /** Of a visit that began with an earlier version, files are not known any more. */
  uploads: z.pipe(
    z.array(z.unknown()),
    z.transform((all) => all.flatMap((one) => Upload.safeParse(one).data ?? [])),
  ),
  sent: z.optional(
    z.object({ reference: z.string(), next: z.array(z.string()), codeUntil: z.optional(z.string()) }),
  ),
});
export type VisitAnswers = z.infer<typeof VisitAnswers>;

type Deps = Pick<Dependencies, 'shortLived' | 'clock'>;

const nameOf = (session: Session, journey: string) => `answers:${journey}:${session.id}`;

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
