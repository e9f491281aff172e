import * as z from 'zod/mini';
import { caseSummary, caseView, stepView, taskView, viewpointNow } from '../case-views/case-view.ts';
import {
  CasesQuery,
  CaseSummary,
  CaseView,
  DecisionRequest,
  DecisionResponse,
  page,
  StepView,
  TasksQuery,
  TaskView,
} from '../case-views/schemas.ts';
import { isOnPaper } from '../domain/correspondence/letter-state.ts';
import { wallForParty, withinWall } from '../domain/people/child-wall.ts';
import { may } from '../domain/people/may.ts';
import { caseSeenBy } from '../domain/people/may-see.ts';
import { addCalendarDays, londonDate } from '../domain/time/civil-date.ts';
import { letterId } from '../dependencies.ts';
import { decideStep, taskNamed } from '../operations/decide-step/decide-step.ts';
import { scanOf } from '../operations/check-file/scan.ts';
import { storedHtml } from '../operations/send-letter/stored-html.ts';
import { paragraphsFor } from '../operations/standard-paragraphs.ts';
import { refuse } from '../domain/text/refusal.ts';
import { recordOpened, seesMessages } from '../operations/list-messages.ts';
import { hasTask } from '../operations/read-case.ts';
import { wordsIn } from '../words/words.ts';
import { findCases } from '../operations/find-cases.ts';
import { filled } from './lists.ts';
import { invalidCursor, problem, refused } from './problem.ts';
import { noCase, route, routeWithBody, routeWithQuery, type ApiRequest, type Route } from './route.ts';
import { appendicesView, AppendicesResponse } from '../case-views/appendices-view.ts';
import { always } from '../operations/recent-case.ts';

/** The most bytes of a file in an answer: a Lambda gives 6 MB, and files are a third longer on the way. */
const largestAnswer = 3_500_000;

/** Cases, their steps and their documents, and deciding a step. */
export const caseRoutes: Route[] = [
  routeWithQuery({
    method: 'get',
    path: '/cases',
    summary: 'List the cases you may see, latest first',
    description:
      'A page may hold fewer than limit; next is null on the last. With q only those that a search finds, on one page: by reference, by the name of someone on the case, or by words of its notes and contacts.',
    query: CasesQuery,
    answers: { 200: { description: 'Cases', schema: page(CaseSummary) } },
    async serve({ c, deps, user, query }) {
      const { status, assignee, overdue, pauseToReview, q } = query;
      // A search has one page, so the cursor is one of the list of all cases.
      if (q !== undefined && query.cursor !== undefined) return invalidCursor(c);
      const view = await viewpointNow(deps);
      const wanted = (summary: CaseSummary) =>
        (overdue === undefined || summary.overdue === (overdue === 'true')) &&
        (pauseToReview === undefined || summary.pauseToReview === (pauseToReview === 'true')) &&
        (assignee === undefined ||
          summary.steps.some((step) => step.status === 'open' && step.assignee === idOf(user, assignee)));
      return c.json(
        await filled(
          query,
          async (at) =>
            q === undefined
              ? deps.store.cases({ ...(status ? { status } : {}), ...at })
              : {
                  items: (await findCases(deps, user, q)).filter(
                    (one) => (status ?? one.status) === one.status,
                  ),
                },
          (state) => {
            if (!may(user, { do: 'read case' }, state, deps.council)) return undefined;
            const summary = caseSummary(caseSeenBy(user, state), view);
            return wanted(summary) ? summary : undefined;
          },
        ),
      );
    },
  }),
  routeWithQuery({
    method: 'get',
    path: '/cases/:reference',
    summary: 'Get a case: its steps, explained deadlines, events, letters and messages',
    description:
      'Of a case with very many messages, messages, events and letters that were done with long ago are left out, and `leftOut` counts them; to independent people it only says that there may be more. `history=all` gives everything.',
    query: z.object({ history: z.optional(z.enum(['recent', 'all'])) }),
    answers: { 200: { description: 'The case', schema: CaseView } },
    problems: [404],
    async serve({ c, deps, user, readable, query: { history } }) {
      const file = await readable(history === 'all' ? {} : { recent: always });
      if (!file) return noCase(c);
      if (seesMessages(user, file.state, deps)) await recordOpened(deps, file, user);
      return c.json(caseView(file, user, await viewpointNow(deps), wordsIn(undefined)), 200, {
        etag: `"${file.state.version}"`,
      });
    },
  }),
  route({
    method: 'get',
    path: '/cases/:reference/paragraphs',
    summary: 'List the standard paragraphs of the council with the values of a case',
    description:
      'What the case does not know stays as a placeholder such as {{answerPromisedFor}}: a letter with one in it is refused until it is replaced.',
    answers: {
      200: {
        description: 'The paragraphs',
        schema: z.object({
          items: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
        }),
      },
    },
    examples: {
      answer: {
        items: [{ id: 'ring-us', title: 'Offer a call', text: 'Ring Priya Shah on 0345 678 9000.' }],
      },
    },
    problems: [403, 404],
    async serve({ c, deps, user, readable }) {
      const file = await readable();
      if (!file) return noCase(c);
      if (!may(user, { do: 'write letter' }, file.state, deps.council))
        return refused(c, refuse('not allowed', { code: 'officers-and-managers-only', params: {} }));
      return c.json({ items: await paragraphsFor(deps, file, user) });
    },
  }),
  route({
    method: 'get',
    path: '/cases/:reference/letters/:letter',
    summary: 'Get a letter as it was sent (message/rfc822), or to print (text/html)',
    answers: { 200: { description: 'The letter' } },
    problems: [404],
    async serve({ c, deps, param, readable }) {
      const file = await readable();
      const row = file?.letters.find(
        ({ key }) => letterId(file.state.id, key) === param('letter') || key === param('letter'),
      );
      const content = row?.file === undefined ? undefined : await deps.files.get(row.file);
      if (!row || !content) return problem(c, 404, 'no-such-letter');
      // An email contains its enclosures, and some may be about children whom this reader may not know of.
      const isOpen = (id: string) => file?.documents.some((document) => document.id === id) === true;
      if (row.enclosures?.every(isOpen) === false)
        return c.html((await storedHtml(deps.files, row)) ?? '', 200, {
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        });
      return c.body(new Uint8Array(content).buffer, 200, {
        'content-type': isOnPaper(row) ? 'text/html; charset=utf-8' : 'message/rfc822',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      });
    },
  }),
  route({
    method: 'get',
    path: '/cases/:reference/documents/:document',
    summary: 'Get a document of the case',
    description:
      'A document of more than 3.5 MB is answered with 302 and the address that downloads it, for a few minutes and without a token.',
    answers: { 200: { description: 'The document' } },
    problems: [403, 404, 409],
    async serve({ c, deps, param, readable }) {
      const requested = (await readable())?.documents.find(({ id }) => id === param('document'));
      const scan = requested && (await scanOf(deps, requested));
      if (scan === 'waiting') return problem(c, 409, 'file-being-checked');
      if (scan === 'malware') return problem(c, 403, 'file-has-malware');
      if (requested && requested.size > largestAnswer) {
        const { file: key, mimeType, title: name } = requested;
        return c.redirect(await deps.links.toDownload({ key, mimeType, name }), 302);
      }
      const content = requested && (await deps.files.get(requested.file));
      if (!requested || !content) return problem(c, 404, 'no-such-document');
      return c.body(new Uint8Array(content).buffer, 200, {
        'content-type': requested.mimeType,
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox",
      });
    },
  }),
  routeWithQuery({
    method: 'get',
    path: '/cases/:reference/appendices',
    summary: 'Get the index of the papers of the case, numbered in order, that goes to the Ombudsman',
    description:
      'With the id of a party, only the papers that this party may see: papers limited to other children are left out.',
    query: z.strictObject({ party: z.optional(z.string()) }),
    answers: { 200: { description: 'The index', schema: AppendicesResponse } },
    problems: [404],
    async serve({ c, readable, query: { party } }) {
      const file = await readable();
      if (!file) return noCase(c);
      const shown = party === undefined ? file : withinWall(file, wallForParty(file.state, party));
      return c.json({ items: appendicesView(shown, wordsIn(undefined)) });
    },
  }),
  routeWithQuery({
    method: 'get',
    path: '/tasks',
    summary: 'List open steps of the cases you may see, soonest due first; assignee=me for your own',
    query: TasksQuery,
    answers: { 200: { description: 'Open steps', schema: page(StepView) } },
    async serve({ c, deps, user, query }) {
      const { overdue, pauseToReview } = query;
      const assignee = query.assignee === undefined ? undefined : idOf(user, query.assignee);
      const view = await viewpointNow(deps);
      const today = londonDate(view.now);
      const list = (at: { limit: number; cursor?: string }) =>
        deps.store.openTasks({
          ...(assignee === undefined ? {} : { assignee }),
          ...(pauseToReview === 'true' ? { dueBefore: addCalendarDays(today, 1) } : {}),
          ...(overdue === 'true' ? { dueBefore: today } : {}),
          ...at,
        });
      return c.json(
        await filled(query, list, ({ state, task }): StepView | undefined => {
          if (!may(user, { do: 'read case' }, state, deps.council)) return undefined;
          if (!caseSeenBy(user, state).tasks.some(({ key }) => key === task.key)) return undefined;
          const step = stepView(state, task, view);
          const wanted =
            (overdue === undefined || step.overdue === (overdue === 'true')) &&
            (pauseToReview === undefined || step.pauseToReview === (pauseToReview === 'true'));
          return wanted ? step : undefined;
        }),
      );
    },
  }),
  route({
    method: 'get',
    path: '/cases/:reference/tasks/:step',
    summary: 'Get a step with its outcomes and the JSON Schema of its form; the ETag goes into If-Match',
    answers: { 200: { description: 'The step', schema: TaskView } },
    problems: [404],
    async serve({ c, deps, user, param, readable }) {
      const file = await readable({ recent: hasTask(param('step')) });
      const task = file && taskNamed(file.state, param('step'));
      const view = file && task && taskView(file, task, user, await viewpointNow(deps), wordsIn(undefined));
      if (!view) return problem(c, 404, 'no-such-step');
      return c.json(view, 200, { etag: `"${view.etag}"` });
    },
  }),
  routeWithBody({
    method: 'post',
    path: '/cases/:reference/tasks/:step/decision',
    summary: 'Decide a step, with a body as the form of the step says',
    headers: { 'If-Match': { description: 'The ETag of the step as you read it', required: true } },
    body: DecisionRequest,
    examples: {
      body: {
        'more time for stage 1': {
          outcome: 'extend',
          answers: { until: '2026-06-29', reason: 'A witness is away until 22 June.' },
        },
      },
      answer: { reference: 'SC-2026-00412-7', task: 'stage-1#1', decision: 1, outcome: 'extend' },
    },
    answers: { 200: { description: 'Decided', schema: DecisionResponse } },
    problems: [403, 404, 409, 412, 428],
    before: async ({ c, param, readable }) =>
      (await readable({ recent: hasTask(param('step')) })) ? undefined : noCase(c),
    serve: decide,
  }),
];

async function decide(request: ApiRequest & { body: { outcome: string; answers: unknown } }) {
  const { c, deps, user, caseId, param, readable, body } = request;
  const seen = c.req.header('if-match');
  const file = await readable({ recent: hasTask(param('step')) });
  const task = file && taskNamed(file.state, param('step'));
  if (seen === undefined && task?.status === 'open') return problem(c, 428, 'if-match-missing');
  // Even for a case that the user may not read: an appointed person who has not signed is told to sign first.
  const result = await decideStep(deps, {
    caseId: file?.state.id ?? caseId,
    step: param('step'),
    outcome: body.outcome,
    answers: body.answers,
    by: user,
    seen: (seen ?? '').replace(/^(?:W\/)?"(.*)"$/, '$1'),
  });
  if (result.ok) {
    return c.json({
      reference: result.state.reference,
      task: result.task,
      decision: result.decision,
      outcome: body.outcome,
    });
  }
  if (result.kind === 'not found' && !file) return noCase(c);
  return refused(c, result, (field) => (isNoAnswer.has(field) ? field : `answers.${field}`));
}

const idOf = (user: { id: string }, id: string): string => (id === 'me' ? user.id : id);

/** What a refused decision can be about besides its answers. */
const isNoAnswer: ReadonlySet<string> = new Set(['outcome', 'complainant']);
