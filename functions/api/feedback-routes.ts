import { createHash } from 'node:crypto';
import { recordFeedback } from '../actions/record-feedback.ts';
import { refused } from './problem.ts';
import { routeWithBody, type Route } from './route.ts';

/** Feedback from any channel. */
export const feedbackRoutes: Route[] = [
  routeWithBody({
    method: 'post',
    path: recordFeedback.path,
    summary: 'Record feedback that came by any channel; a case is made and its intake begins',
    headers: {
      'Idempotency-Key': { description: 'The same key again answers the first case', required: false },
    },
    who: { may: recordFeedback.may, otherwise: 'record feedback' },
    body: recordFeedback.input,
    examples: {
      body: {
        'a complaint on the phone': {
          kind: 'complaint',
          channel: 'phone',
          receivedAt: '2026-06-01T09:00:00.000Z',
          subject: 'No one called back',
          text: 'No one called me back for three weeks.',
          person: { name: 'Sam Carter', phone: '01632 960123' },
        },
      },
    },
    answers: { [recordFeedback.answer.status]: recordFeedback.answer },
    async serve({ c, deps, user, body }) {
      const key = c.req.header('idempotency-key');
      const result = await recordFeedback.perform(deps, {
        by: user,
        input: body,
        once: key === undefined ? undefined : keysOf(user.id, key, body),
      });
      if (!result.ok) return refused(c, result);
      const { reference } = result.received;
      const location = `/api/v1/cases/${reference}`;
      return c.json({ reference, case: location }, recordFeedback.answer.status, { location });
    },
  }),
];

/** The same key with another content is refused, so both are kept. */
const keysOf = (user: string, key: string, body: object) => ({
  key: `feedback:${user}:${digest(key)}`,
  content: `feedback-content:${user}:${digest(key)}:${digest(JSON.stringify(body))}`,
});

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
