import { FeedbackResponse, HeldMailQuery, page } from '../case-views/schemas.ts';
import { HeldMail } from '../domain/case/stored-rows.ts';
import { releaseHeldMail } from '../operations/receive-mail/receive-mail.ts';
import { wordFor, wordsIn } from '../words/words.ts';
import { filled } from './lists.ts';
import { problem } from './problem.ts';
import { route, routeWithQuery, type Route } from './route.ts';

const seeHeldMail = { do: 'see held mail' } as const;

/** Mail that did not become a case. */
export const heldMailRoutes: Route[] = [
  routeWithQuery({
    method: 'get',
    path: '/held-mail',
    summary: 'List mail that became no case: held for a person, or recorded as an automatic reply',
    who: { may: seeHeldMail, otherwise: 'see held mail' },
    query: HeldMailQuery,
    answers: { 200: { description: 'Mail', schema: page(HeldMail) } },
    async serve({ c, deps, query }) {
      const { status } = query;
      const { details } = wordsIn(undefined).staff.mail;
      return c.json(
        await filled(
          query,
          (at) => deps.store.heldMail({ ...(status ? { status } : {}), ...at }),
          (mail) => ({ ...mail, detail: wordFor(details, mail.detail) }),
        ),
      );
    },
  }),
  route({
    method: 'post',
    path: '/held-mail/:id/release',
    summary: 'Make a case of a held mail',
    who: { may: seeHeldMail, otherwise: 'release held mail' },
    answers: { 201: { description: 'The case', schema: FeedbackResponse } },
    problems: [404],
    async serve({ c, deps, param }) {
      const released = await releaseHeldMail(deps, param('id'));
      if (!released || !('reference' in released)) return problem(c, 404, 'no-such-mail');
      const location = `/api/v1/cases/${released.reference}`;
      return c.json({ reference: released.reference, case: location }, 201, { location });
    },
  }),
];
