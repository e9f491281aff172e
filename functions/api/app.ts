import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { londonDate } from '../domain/time/civil-date.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { caseSeenBy } from '../domain/people/may-see.ts';
import { whyNotReceivedOn } from '../domain/time/day-of-receipt.ts';
import { findReferences } from '../domain/case/reference.ts';
import { decideStep, taskNamed } from '../operations/decide-step/decide-step.ts';
import { currentCalendar, letterId, type Dependencies } from '../dependencies.ts';
import { securityHeaders } from '../runtime/security-headers.ts';
import type { Page } from '../ports.ts';
import { receiveFeedback } from '../operations/receive-feedback.ts';
import { readCase } from '../operations/read-case.ts';
import { recordRead } from '../operations/record-read.ts';
import { releaseHeldMail } from '../operations/receive-mail/receive-mail.ts';
import { caseSummary, caseView, stepView, taskView, type Viewpoint } from '../case-views/case-view.ts';
import { complainantRoutes } from './complainant-routes.ts';
import { declarationRoutes } from './declaration-routes.ts';
import { openApi } from './openapi.ts';
import { reportRoutes } from './report-routes.ts';
import { caseActionRoutes } from './case-action-routes.ts';
import { problem } from './problem.ts';
import { invalid, readBody, readQuery, type Env, type ReadableCase } from './requests.ts';
import {
  CasesQuery,
  DecisionRequest,
  ErasuresQuery,
  FeedbackRequest,
  HeldMailQuery,
  TasksQuery,
  type CaseSummary,
  type StepView,
} from '../case-views/schemas.ts';

/** Who signs in how differs between AWS and a laptop; undefined: nobody we know. */
export type Authenticate = (c: Context) => Promise<User | undefined>;

const largestBody = 2_000_000;
const largestUpload = 4_000_000;
const defaultLimit = 50;
const largestLimit = 200;

/**
 * The API as one Hono app; the Lambda and the local server are its two entries. `report` is told of faults, never of
 * content. What is not of the API goes to `pages` (functions/pages), where they are served.
 */
export function makeApp(
  deps: Dependencies,
  authenticate: Authenticate,
  report: (fault: Error) => void,
  pages?: { fetch(request: Request, env: unknown): Response | Promise<Response> },
): Hono<Env> {
  const app = new Hono<Env>();
  const description = openApi(deps.council.name);

  const readable: ReadableCase = (c) => readCase(deps, c.get('user'), c.req.param('reference') ?? '');

  app.onError((error, c) => {
    if (error.name === 'ChangeTooLarge')
      return problem(
        c,
        413,
        'This is more than one case can take in at once. Shorten it, or add a document.',
      );
    if (error.name === 'InvalidCursor')
      return problem(c, 422, 'The cursor is not one of ours.', [
        { field: 'cursor', message: 'Give back the value of next, unchanged' },
      ]);
    report(error);
    return problem(c, 500, 'Something went wrong on our side. Nothing was half-written; try again.');
  });
  app.notFound((c) =>
    pages === undefined || c.req.path.startsWith('/api/')
      ? problem(c, 404, 'There is nothing here.')
      : pages.fetch(c.req.raw, c.env),
  );
  app.use('*', securityHeaders);
  // A page or a letter that this request makes is made with the council as it stands now.
  app.use('*', async (_, next) => {
    await deps.councils.refresh();
    return next();
  });
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/api/v1/openapi.json', (c) => c.json(description));
  app.use('/api/v1/*', (c, next) => {
    const upload = c.req.path.endsWith('/documents');
    return bodyLimit({
      maxSize: upload ? largestUpload : largestBody,
      onError: () => problem(c, 413, `The request is too large: at most ${upload ? '3.5' : '2'} MB.`),
    })(c, next);
  });
  app.use('/api/v1/*', async (c, next) => {
    const user = await authenticate(c);
    if (!user) return problem(c, 401, 'Sign in: send a bearer token of a user of this council.');
    c.set('user', user);
    return next();
  });

  app.use('/api/v1/cases/:reference/*', async (c, next) => {
    await next();
    if (c.req.method === 'GET' && c.res.status === 200)
      await recordRead(deps, { path: c.req.path, by: c.get('user') });
  });

  app.post('/api/v1/feedback', async (c) => {
    const user = c.get('user');
    if (!may(user, { do: 'record feedback' }, undefined, deps.council))
      return problem(c, 403, 'Your role does not record feedback.');
    const body = await readBody(c, FeedbackRequest);
    if (!body.ok) return body.refusal;
    const now = deps.clock.now();
    const { kind, channel, text, subject, person, receivedAt = now } = body.value;
    const impossible =
      receivedAt > now
        ? 'Give the time it was received: now or earlier'
        : whyNotReceivedOn(londonDate(receivedAt), londonDate(now), await currentCalendar(deps));
    if (impossible !== undefined) return invalid(c, 'receivedAt', impossible);
    const key = c.req.header('idempotency-key');
    const once = key === undefined ? [] : [`feedback:${user.id}:${digest(key)}`];
    const content = `feedback-content:${user.id}:${digest(key ?? '')}:${digest(JSON.stringify(body.value))}`;
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
      return invalid(c, 'Idempotency-Key', 'This key was used for other feedback: take a new one');
    }
    const location = `/api/v1/cases/${received.reference}`;
    return c.json({ reference: received.reference, case: location }, 201, { location });
  });

  app.get('/api/v1/cases', async (c) => {
    const query = readQuery(c, CasesQuery);
    if (!query.ok) return query.refusal;
    const { status, assignee, overdue } = query.value;
    const view = await viewpoint(deps);
    const wanted = (summary: CaseSummary) =>
      (overdue === undefined || summary.overdue === (overdue === 'true')) &&
      (assignee === undefined ||
        summary.steps.some((step) => step.status === 'open' && step.assignee === resolveMe(c, assignee)));
    return c.json(
      await filled(
        query.value,
        (at) => deps.store.cases({ ...(status ? { status } : {}), ...at }),
        (state) => {
          if (!may(c.get('user'), { do: 'read case' }, state, deps.council)) return undefined;
          const summary = caseSummary(caseSeenBy(c.get('user'), state), view);
          return wanted(summary) ? summary : undefined;
        },
      ),
    );
  });

  app.get('/api/v1/tasks', async (c) => {
    const query = readQuery(c, TasksQuery);
    if (!query.ok) return query.refusal;
    const { overdue } = query.value;
    const assignee = query.value.assignee === undefined ? undefined : resolveMe(c, query.value.assignee);
    const view = await viewpoint(deps);
    const list = (at: { limit: number; cursor?: string }) =>
      deps.store.openTasks({
        ...(assignee === undefined ? {} : { assignee }),
        ...(overdue === 'true' ? { dueBefore: londonDate(view.now) } : {}),
        ...at,
      });
    return c.json(
      await filled(query.value, list, ({ state, task }): StepView | undefined => {
        if (!may(c.get('user'), { do: 'read case' }, state, deps.council)) return undefined;
        if (!caseSeenBy(c.get('user'), state).tasks.some(({ key }) => key === task.key)) return undefined;
        const step = stepView(state, task, view);
        return overdue === undefined || step.overdue === (overdue === 'true') ? step : undefined;
      }),
    );
  });

  app.get('/api/v1/cases/:reference', async (c) => {
    const file = await readable(c);
    if (!file) return noCase(c);
    return c.json(caseView(file, c.get('user'), await viewpoint(deps)), 200, {
      etag: `"${file.state.version}"`,
    });
  });

  app.get('/api/v1/cases/:reference/letters/:letter', async (c) => {
    const file = await readable(c);
    const row = file?.letters.find(
      ({ key }) => letterId(file.state.id, key) === c.req.param('letter') || key === c.req.param('letter'),
    );
    const content = row?.file === undefined ? undefined : await deps.files.get(row.file);
    if (!row || !content) return problem(c, 404, 'There is no such letter, or it is not written yet.');
    return c.body(new Uint8Array(content).buffer, 200, {
      'content-type': row.file?.endsWith('.html') ? 'text/html; charset=utf-8' : 'message/rfc822',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
  });

  app.get('/api/v1/cases/:reference/tasks/:step', async (c) => {
    const file = await readable(c);
    const task = file && taskNamed(file.state, c.req.param('step'));
    const view = file && task && taskView(file, task, c.get('user'), await viewpoint(deps));
    if (!view) return problem(c, 404, 'The case has no such step.');
    return c.json(view, 200, { etag: `"${view.etag}"` });
  });

  app.post('/api/v1/cases/:reference/tasks/:step/decision', async (c) => {
    const seen = c.req.header('if-match');
    const file = await readable(c);
    const body = await readBody(c, DecisionRequest);
    if (!body.ok) return file ? body.refusal : noCase(c);
    const task = file && taskNamed(file.state, c.req.param('step'));
    if (seen === undefined && task?.status === 'open')
      return problem(c, 428, 'Send If-Match with the ETag of the step as you read it.');
    // Also of a case that one may not read: who is appointed and has not signed is told that this comes first.
    const result = await decideStep(deps, {
      caseId: file?.state.id ?? findReferences(c.req.param('reference'))[0] ?? '',
      step: c.req.param('step'),
      outcome: body.value.outcome,
      answers: body.value.answers,
      by: c.get('user'),
      seen: (seen ?? '').replace(/^(?:W\/)?"(.*)"$/, '$1'),
    });
    if (result.ok) {
      return c.json({
        reference: result.state.reference,
        task: result.task,
        decision: result.decision,
        outcome: body.value.outcome,
      });
    }
    switch (result.code) {
      case 'not found':
        return file ? problem(c, 404, result.reason) : noCase(c);
      case 'not allowed':
        return problem(c, 403, result.reason);
      case 'stale':
        return problem(c, 412, result.reason);
      case 'decided already':
      case 'paused':
        return problem(c, 409, result.reason);
      case 'unknown outcome':
      case 'invalid':
        return problem(
          c,
          422,
          result.reason,
          result.errors?.map(({ field, message }) => ({
            field: field === 'outcome' ? field : `answers.${field}`,
            message,
          })),
        );
    }
  });

  app.route('/api/v1/cases/:reference/complainant', complainantRoutes(deps));

  app.get('/api/v1/held-mail', async (c) => {
    if (!may(c.get('user'), { do: 'see held mail' }, undefined, deps.council))
      return problem(c, 403, 'Only complaints officers see held mail.');
    const query = readQuery(c, HeldMailQuery);
    if (!query.ok) return query.refusal;
    const { status } = query.value;
    return c.json(
      await filled(
        query.value,
        (at) => deps.store.heldMail({ ...(status ? { status } : {}), ...at }),
        (mail) => mail,
      ),
    );
  });

  app.post('/api/v1/held-mail/:id/release', async (c) => {
    if (!may(c.get('user'), { do: 'see held mail' }, undefined, deps.council))
      return problem(c, 403, 'Only complaints officers release held mail.');
    const released = await releaseHeldMail(deps, c.req.param('id'));
    if (!released || !('reference' in released)) return problem(c, 404, 'There is no such held mail.');
    const location = `/api/v1/cases/${released.reference}`;
    return c.json({ reference: released.reference, case: location }, 201, { location });
  });

  app.get('/api/v1/erasures', async (c) => {
    if (!may(c.get('user'), { do: 'see erasures' }, undefined, deps.council))
      return problem(c, 403, 'Only complaints officers see what was erased.');
    const query = readQuery(c, ErasuresQuery);
    if (!query.ok) return query.refusal;
    const { status } = query.value;
    return c.json(
      await filled(
        query.value,
        (at) => deps.store.erasures({ ...(status ? { status } : {}), ...at }),
        (erasure) => erasure,
      ),
    );
  });

  app.get('/api/v1/erasures/:reference', async (c) => {
    if (!may(c.get('user'), { do: 'see erasures' }, undefined, deps.council))
      return problem(c, 403, 'Only complaints officers see what was erased.');
    const [reference = ''] = findReferences(c.req.param('reference'));
    const erasure = await deps.store.erasure(reference);
    return erasure ? c.json(erasure) : problem(c, 404, 'No case of this reference was erased.');
  });

  app.route('/api/v1', caseActionRoutes(deps, readable));
  app.route('/api/v1', declarationRoutes(deps));
  app.route('/api/v1', reportRoutes(deps));

  return app;
}

function noCase(c: Context): Response {
  return problem(c, 404, 'There is no such case.');
}

async function viewpoint(deps: Dependencies): Promise<Viewpoint> {
  return { deps, calendar: await currentCalendar(deps), now: deps.clock.now() };
}

function resolveMe(c: Context<Env>, id: string): string {
  return id === 'me' ? c.get('user').id : id;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads pages until there is something to show: a page of cases that one may not see is no page. */
async function filled<Stored, Shown>(
  query: { limit?: string | undefined; cursor?: string | undefined },
  list: (at: { limit: number; cursor?: string }) => Promise<Page<Stored>>,
  show: (stored: Stored) => Shown | undefined,
): Promise<{ items: Shown[]; next: string | null }> {
  const limit = Math.min(largestLimit, Math.max(1, Number(query.limit ?? defaultLimit)));
  let { cursor } = query;
  for (;;) {
    const { items, next } = await list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    const shown = items.flatMap((item) => show(item) ?? []);
    if (shown.length > 0 || next === undefined) return { items: shown, next: next ?? null };
    cursor = next;
  }
}
