import { createHash } from 'node:crypto';
import { FeedbackRequest, FeedbackResponse } from '../case-views/schemas.ts';
import { londonDate } from '../domain/time/civil-date.ts';
import { invalid } from '../domain/text/refusal.ts';
import { refuseDayOfReceipt } from '../domain/time/day-of-receipt.ts';
import { currentCalendar } from '../dependencies.ts';
import { receiveFeedback } from '../operations/receive-feedback.ts';
import { refused } from './problem.ts';
import { routeWithBody, type Route } from './route.ts';

/** Feedback from any channel. */
export const feedbackRoutes: Route[] = [
  routeWithBody({
    method: 'post',
    path: '/feedback',
    summary: 'Record feedback that came by any channel; a case is made and its intake begins',
    headers: {
      'Idempotency-Key': { description: 'The same key again answers the first case', required: false },
    },
    who: { may: { do: 'record feedback' }, otherwise: 'record feedback' },
    body: FeedbackRequest,
    answers: { 201: { description: 'Recorded', schema: FeedbackResponse } },
    async serve({ c, deps, user, body }) {
      const now = deps.clock.now();
      const { kind, channel, text, subject, person, receivedAt = now } = body;
      const impossible =
        receivedAt > now
          ? ({ code: 'time-in-future', params: {} } as const)
          : refuseDayOfReceipt(londonDate(receivedAt), londonDate(now), await currentCalendar(deps));
      if (impossible !== undefined) return refused(c, invalid({ ...impossible, field: 'receivedAt' }));
      const key = c.req.header('idempotency-key');
      const once = key === undefined ? [] : [`feedback:${user.id}:${digest(key)}`];
      const content = `feedback-content:${user.id}:${digest(key ?? '')}:${digest(JSON.stringify(body))}`;
      const received = await receiveFeedback(deps, {
        kind,
        receivedAt,
        by: `user:${user.id}`,
        ...(person ? { person } : {}),
        message: {
          channel,
          from: { name: person?.name, email: person?.email, phone: person?.phone },
          subject: subject ?? '',
          text,
          attachments: [],
        },
        once,
        ...(key === undefined ? {} : { aliases: [content] }),
      });
      if (received.known && (await deps.store.find({ alias: content })) !== received.caseId) {
        return refused(c, invalid({ field: 'Idempotency-Key', code: 'key-used', params: {} }));
      }
      const location = `/api/v1/cases/${received.reference}`;
      return c.json({ reference: received.reference, case: location }, 201, { location });
    },
  }),
];

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
