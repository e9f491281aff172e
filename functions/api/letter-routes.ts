import {
  LettersPosted,
  LettersPostedResponse,
  LettersToPostQuery,
  LettersToPrint,
  LetterToPostView,
  letterToPostView,
} from '../case-views/letter-to-post-view.ts';
import { page } from '../case-views/schemas.ts';
import {
  LettersToSendAgain,
  UnsentLettersQuery,
  unsentLetterView,
  UnsentLetterView,
} from '../case-views/unsent-letter-view.ts';
import { allToSendAgain, listUnsentLetters, sendUnsentAgain } from '../operations/unsent-letters.ts';
import {
  listLettersToPost,
  markPosted,
  printLetters,
  type LetterResult,
} from '../operations/letters-to-post.ts';
import { wordsIn } from '../words/words.ts';
import { filled } from './lists.ts';
import { routeWithBody, routeWithQuery, type Route } from './route.ts';

const letters = ['SC-2026-00412-7-0f3c5a1be2d94c7788aa'];

/** Letters of all cases: those on paper to print, post and record as posted, and those that did not go. */
export const letterRoutes: Route[] = [
  routeWithQuery({
    method: 'get',
    path: '/letters/to-post',
    summary:
      'List letters to print and post, soonest due first, with the address in the window of the envelope',
    description:
      'Only of cases that you may change. A letter with a problem cannot be posted to its address: reach its reader another way, or correct the address. A page may hold fewer than limit; next is null on the last.',
    query: LettersToPostQuery,
    answers: { 200: { description: 'Letters to post', schema: page(LetterToPostView) } },
    examples: {
      answer: {
        items: [
          {
            id: letters[0],
            reference: 'SC-2026-00412-7',
            title: 'Stage 1 response',
            lines: ['Sam Carter', '1 High Street', 'Shrewsbury', 'SY1 1AA'],
            enclosures: [],
            preparedAt: '2026-06-01T09:00:00.000Z',
            task: 'post-letter#2',
            due: '2026-06-02',
            overdue: false,
          },
        ],
        next: null,
      },
    },
    async serve({ c, deps, user, query }) {
      return c.json(
        await filled(
          query,
          (at) => listLettersToPost(deps, user, query, at),
          (found) => letterToPostView(deps, found),
        ),
      );
    },
  }),
  routeWithBody({
    method: 'post',
    path: '/letters/print',
    summary:
      'Print letters to post in one document (text/html), each on sheets of its own, and mark them as printed',
    description:
      'Each print has a private link of its own. Letters that do not wait to be posted, or have no address to post to, are left out.',
    body: LettersToPrint,
    answers: { 200: { description: 'The letters to print' } },
    examples: { body: { print: { letters } } },
    async serve({ c, deps, user, body }) {
      const { html } = await printLetters(deps, {
        letters: body.letters,
        by: user,
        title: wordsIn(undefined).post.title,
      });
      return c.body(html, 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      });
    },
  }),
  routeWithBody({
    method: 'post',
    path: '/letters/posted',
    summary: 'Record the day on which letters were posted, one or many at once',
    description:
      'Without on it is today. The answer says of each letter whether it was recorded, or why not.',
    body: LettersPosted,
    answers: { 200: { description: 'What became of each letter', schema: LettersPostedResponse } },
    examples: {
      body: { posted: { letters, on: '2026-06-02' } },
      answer: { results: [{ letter: letters[0], ok: true }] },
    },
    async serve({ c, deps, user, body }) {
      return c.json(answerOf(await markPosted(deps, { ...body, by: user })));
    },
  }),
  routeWithQuery({
    method: 'get',
    path: '/letters/unsent',
    summary: 'List letters that did not go, or came back, those first that have waited longest',
    description:
      'Letters to people outside the council, on cases that you may see. Those that wait for the mail service, or met a fault, are tried again by themselves. A page may hold fewer than limit; next is null on the last.',
    query: UnsentLettersQuery,
    answers: { 200: { description: 'Letters that did not go', schema: page(UnsentLetterView) } },
    examples: {
      answer: {
        items: [
          {
            id: letters[0],
            reference: 'SC-2026-00412-7',
            title: 'Stage 1 response',
            to: 'complainant',
            name: 'Sam Carter',
            since: '2026-06-01T09:00:00.000Z',
            why: 'no mail service',
            mayGoAgain: true,
          },
        ],
        next: null,
      },
    },
    async serve({ c, deps, user, query }) {
      return c.json(await filled(query, (at) => listUnsentLetters(deps, user, at), unsentLetterView));
    },
  }),
  routeWithBody({
    method: 'post',
    path: '/letters/unsent/again',
    summary: 'Send letters that did not go again, some or all',
    description:
      'A letter that was refused, is unconfirmed or came back is sent as a new letter to the address recorded now; one that still waits is tried now. With all: the oldest 50, without those that came back. The answer says of each letter whether it went, or why not.',
    body: LettersToSendAgain,
    answers: { 200: { description: 'What became of each letter', schema: LettersPostedResponse } },
    examples: {
      body: { some: { letters }, all: { all: true } },
      answer: { results: [{ letter: letters[0], ok: true }] },
    },
    async serve({ c, deps, user, body }) {
      const chosen = 'all' in body ? await allToSendAgain(deps, user) : body.letters;
      return c.json(answerOf(await sendUnsentAgain(deps, { letters: chosen, by: user })));
    },
  }),
];

const answerOf = (results: readonly LetterResult[]) => ({
  results: results.map((one) =>
    one.ok ? { letter: one.letter, ok: true } : { letter: one.letter, ok: false, code: one.refusal.code },
  ),
});
