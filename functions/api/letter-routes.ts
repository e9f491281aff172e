import {
  LettersPosted,
  LettersPostedResponse,
  LettersToPostQuery,
  LettersToPrint,
  LetterToPostView,
  letterToPostView,
} from '../case-views/letter-to-post-view.ts';
import { page } from '../case-views/schemas.ts';
import { listLettersToPost, markPosted, printLetters } from '../operations/letters-to-post.ts';
import { wordsIn } from '../words/words.ts';
import { filled } from './lists.ts';
import { routeWithBody, routeWithQuery, type Route } from './route.ts';

const letters = ['SC-2026-00412-7-0f3c5a1be2d94c7788aa'];

/** Letters on paper, of all cases: what waits to be printed and posted, printing it, and the day it was posted. */
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
      const results = await markPosted(deps, { ...body, by: user });
      return c.json({
        results: results.map((one) =>
          one.ok
            ? { letter: one.letter, ok: true }
            : { letter: one.letter, ok: false, code: one.refusal.code },
        ),
      });
    },
  }),
];
