import type * as z from 'zod/mini';
import { FeedbackRequest, FeedbackResponse } from '../case-views/schemas.ts';
import type { Facts } from '../domain/case/facts.ts';
import type { User } from '../domain/council/council.ts';
import { invalid, type Refused } from '../domain/text/refusal.ts';
import { londonDate } from '../domain/time/civil-date.ts';
import { refuseDayOfReceipt } from '../domain/time/day-of-receipt.ts';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import { receiveFeedback, type Received } from '../operations/receive-feedback.ts';

interface RecordFeedback {
  by: User;
  input: z.output<typeof FeedbackRequest>;
  /** What the person who records it already knows, besides the feedback itself. */
  facts?: Facts;
  /** A key by which the same request is recognised when it is sent again. `content`: a digest of all of it. */
  once?: { key: string; content?: string } | undefined;
}

/** Records feedback that came by any channel as a case, on behalf of the person who gave it. */
export const recordFeedback = {
  id: 'recordFeedback',
  path: '/feedback',
  may: { do: 'record feedback' },
  input: FeedbackRequest,
  answer: { status: 201, description: 'Recorded', schema: FeedbackResponse },
  async perform(
    deps: Dependencies,
    { by, input, facts, once }: RecordFeedback,
  ): Promise<{ ok: true; received: Received } | Refused> {
    const now = deps.clock.now();
    const { kind, channel, text, subject = '', person, receivedAt = now } = input;
    const impossible =
      receivedAt > now
        ? ({ code: 'time-in-future', params: {} } as const)
        : refuseDayOfReceipt(londonDate(receivedAt), londonDate(now), await currentCalendar(deps));
    if (impossible !== undefined) return invalid({ ...impossible, field: 'receivedAt' });
    const received = await receiveFeedback(deps, {
      kind,
      receivedAt,
      by: `user:${by.id}`,
      ...(person ? { person } : {}),
      message: {
        channel,
        from: { name: person?.name, email: person?.email, phone: person?.phone },
        subject,
        text,
        attachments: [],
      },
      ...(facts ? { facts } : {}),
      once: once === undefined ? [] : [once.key],
      ...(once?.content === undefined ? {} : { aliases: [once.content] }),
    });
    const { known, caseId } = received;
    if (known && once?.content !== undefined && (await deps.store.find({ alias: once.content })) !== caseId)
      return invalid({ field: 'Idempotency-Key', code: 'key-used', params: {} });
    return { ok: true, received };
  },
} as const;
