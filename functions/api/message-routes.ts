import { HandledMessage, handleMessage, MessageHandlingRequest } from '../actions/handle-message.ts';
import { messageItem, MessageItem, MessagesQuery } from '../case-views/message-view.ts';
import { page } from '../case-views/schemas.ts';
import { listMessages, messageNamed } from '../operations/list-messages.ts';
import { filled } from './lists.ts';
import { problem, refused } from './problem.ts';
import { refusedInput } from './requests.ts';
import { routeWithBody, routeWithQuery, type Route } from './route.ts';

/** The messages on all cases, as work: what waits, for whom and until when, and how each was dealt with. */
export const messageRoutes: Route[] = [
  routeWithQuery({
    method: 'get',
    path: '/messages',
    summary: 'List messages on cases that wait for someone, soonest due first, or that were dealt with',
    description:
      'Only of cases that you may see all of. handled=false (the default) are those that wait; a page may hold fewer than limit, and next is null on the last.',
    query: MessagesQuery,
    answers: { 200: { description: 'Messages', schema: page(MessageItem) } },
    examples: {
      answer: {
        items: [
          {
            id: 'SC-2026-00412-7-M2',
            reference: 'SC-2026-00412-7',
            message: 'M2',
            channel: 'email',
            receivedAt: '2026-06-25T15:00:00.000Z',
            sender: { kind: 'complainant', party: 'P1', proof: 'verified address' },
            from: { name: 'Sam Carter', email: 'sam.carter@home.example' },
            subject: 'Re: SC-2026-00412-7',
            unread: true,
            assignee: 'complaints-officer',
            team: 'Assessment Team',
            due: '2026-06-29',
            offered: ['next stage requested', 'answered', 'noted', 'filed as evidence'],
            suggested: 'next stage requested',
          },
        ],
        next: null,
      },
    },
    async serve({ c, deps, user, query }) {
      const { handled, assignee } = query;
      const filter = {
        ...query,
        handled: handled === 'true',
        assignee: assignee === 'me' ? user.id : assignee,
      };
      return c.json(
        await filled(
          query,
          (at) => listMessages(deps, user, filter, at),
          (found) => messageItem(deps, found),
        ),
      );
    },
  }),
  routeWithBody({
    method: 'post',
    path: '/messages/:id/handling',
    summary: 'Deal with a message: record how, and do what it asks for in the same step',
    description:
      'A request counts from the day on which the message came, unless on names another. agreed to wait needs until, moved needs to, other route needs route, routeTo and a note, and starts that route as POST /cases/{reference}/routes does, answered and noted need a note.',
    body: MessageHandlingRequest,
    answers: { 200: { description: 'The case, and where the message went', schema: HandledMessage } },
    examples: {
      body: {
        request: { how: 'next stage requested' },
        agreement: { how: 'agreed to wait', until: '2026-07-10' },
        answered: { how: 'answered', note: 'Called her back on 25 June.' },
        moved: { how: 'moved', to: 'SC-2026-00413-5' },
      },
      answer: { reference: 'SC-2026-00412-7', version: 48 },
    },
    problems: [403, 404, 409],
    async serve({ c, deps, user, param, body }) {
      const named = messageNamed(param('id'));
      if (!named) return problem(c, 404, 'no-such-case');
      const prepared = handleMessage.prepare({ ...body, message: named.message });
      if (!prepared.ok) return refusedInput(c, prepared.errors);
      const outcome = await prepared.perform(deps, { caseId: named.caseId, by: user });
      return outcome.ok ? c.json(outcome.answer) : refused(c, outcome);
    },
  }),
];
