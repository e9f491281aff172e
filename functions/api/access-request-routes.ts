import * as z from 'zod/mini';
import {
  AccessRequestView,
  accessRequestViews,
  GatheredRequestView,
  gatheredRequestView,
} from '../case-views/access-request-view.ts';
import { itemKinds } from '../domain/case/access-request.ts';
import { may } from '../domain/people/may.ts';
import { attachmentAs } from '../domain/text/attachment-header.ts';
import { refuse } from '../domain/text/refusal.ts';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import { accessExport, exportAsHtml } from '../operations/access-request/access-export.ts';
import { gatherRequest, uncleared } from '../operations/access-request/items-about-person.ts';
import { wordsIn } from '../words/words.ts';
import { refused } from './problem.ts';
import { noCase, route, routeWithQuery, type ApiRequest, type Route } from './route.ts';

const gathered = ({ deps, user, param }: ApiRequest) =>
  gatherRequest(deps, {
    user,
    reference: param('reference'),
    request: param('request'),
    words: wordsIn(undefined),
  });

const Export = z.object({
  person: z.string(),
  receivedOn: CivilDate,
  madeAt: Instant,
  part: z.number(),
  parts: z.number(),
  items: z.array(
    z.object({
      case: z.nullable(z.string()),
      kind: z.enum(itemKinds),
      title: z.string(),
      at: z.nullable(Instant),
      source: z.string(),
      text: z.string(),
      file: z.nullable(z.object({ name: z.string(), type: z.string(), bytes: z.number() })),
    }),
  ),
});

/** Requests of people for everything held about them: what was found, and the export of what was cleared. */
export const accessRequestRoutes: Route[] = [
  route({
    method: 'get',
    path: '/cases/:reference/access-requests',
    summary: 'List the subject access requests that were opened on a case, with their last days',
    answers: {
      200: { description: 'The requests', schema: z.object({ items: z.array(AccessRequestView) }) },
    },
    problems: [404],
    async serve({ c, deps, user, readable }) {
      const file = await readable();
      if (!file || !may(user, { do: 'act on case' }, file.state, deps.council)) return noCase(c);
      return c.json({ items: accessRequestViews(file) });
    },
  }),
  route({
    method: 'get',
    path: '/cases/:reference/access-requests/:request',
    summary: 'Get a subject access request with every item found about the person',
    description:
      'From all cases of the person that you may act on, and from mail that became no case. `others` are people besides whose data is in an item; files are not read for it. The id of an item changes when what it says does.',
    answers: { 200: { description: 'The request', schema: GatheredRequestView } },
    problems: [404],
    async serve(request) {
      const found = await gathered(request);
      return found ? request.c.json(gatheredRequestView(found)) : noCase(request.c);
    },
  }),
  routeWithQuery({
    method: 'get',
    path: '/cases/:reference/access-requests/:request/export',
    summary: 'Get the export for the person: what was cleared, as data or as a page to read (format=html)',
    description:
      'Refused while an item is not cleared. Files are listed by name; get each from its case. One that is too large for one answer comes in `parts`.',
    query: z.object({
      format: z._default(z.enum(['json', 'html']), 'json'),
      part: z._default(z.coerce.number().check(z.int(), z.positive()), 1),
    }),
    answers: { 200: { description: 'The export', schema: Export } },
    problems: [404, 409],
    async serve(request) {
      const { c, deps, query } = request;
      const words = wordsIn(undefined);
      const found = await gathered(request);
      if (!found) return noCase(c);
      const made = accessExport(found, { now: deps.clock.now(), words, part: query.part });
      if (!made && uncleared(found).length === 0) return noCase(c);
      if (!made)
        return refused(
          c,
          refuse('conflict', { code: 'access-items-uncleared', params: { count: uncleared(found).length } }),
        );
      if (query.format === 'json') return c.json(made);
      return c.html(exportAsHtml(made, deps.council.name, words), 200, {
        'content-disposition': attachmentAs('export.html'),
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
    },
  }),
];
