import { Hono, type Context } from 'hono';
import { findReferences } from '../domain/case/reference.ts';
import { appendices } from '../domain/correspondence/appendices.ts';
import type { Dependencies } from '../dependencies.ts';
import { letterTemplate } from '../operations/send-letter/deliver-letters.ts';
import { splitCase } from '../operations/split-case.ts';
import { addDocument } from '../operations/case-actions/add-document.ts';
import { appointAnother } from '../operations/case-actions/appoint-another.ts';
import { assignStep } from '../operations/case-actions/assign-step.ts';
import { beginEnquiry } from '../operations/case-actions/begin-enquiry.ts';
import { holdCase } from '../operations/case-actions/legal-hold.ts';
import { linkCases } from '../operations/case-actions/link-cases.ts';
import { recordDetails } from '../operations/case-actions/record-details.ts';
import { reopenCase } from '../operations/case-actions/reopen-case.ts';
import {
  actOnCase,
  type CaseActionRefusal,
  type CaseActionResult,
} from '../operations/case-actions/case-action.ts';
import { problem } from './problem.ts';
import { readBody, type Env, type ReadableCase } from './requests.ts';
import {
  AppointRequest,
  AssignRequest,
  DetailsRequest,
  EnquiryRequest,
  LegalHoldRequest,
  LinkRequest,
  ReopenRequest,
  SplitRequest,
} from '../case-views/schemas.ts';

/** What complaints officers do to a case at any time, outside its steps; hung below /api/v1. */
export function caseActionRoutes(deps: Dependencies, readable: ReadableCase): Hono<Env> {
  const routes = new Hono<Env>();
  const at = (c: Context<Env>) => ({
    caseId: findReferences(c.req.param('reference') ?? '')[0] ?? '',
    by: c.get('user'),
  });

  routes.post('/cases/:reference/tasks/:step/assignee', async (c) => {
    const body = await readBody(c, AssignRequest);
    if (!body.ok) return body.refusal;
    return answer(c, await assignStep(deps, { ...at(c), step: c.req.param('step'), ...body.value }));
  });

  routes.post('/cases/:reference/appointments', async (c) => {
    const body = await readBody(c, AppointRequest);
    if (!body.ok) return body.refusal;
    return answer(c, await appointAnother(deps, { ...at(c), ...body.value }));
  });

  routes.post('/cases/:reference/links', async (c) => {
    const body = await readBody(c, LinkRequest);
    if (!body.ok) return body.refusal;
    const [to = ''] = findReferences(body.value.to);
    return answer(c, await linkCases(deps, { ...at(c), to, why: body.value.why }));
  });

  routes.post('/cases/:reference/split', async (c) => {
    const body = await readBody(c, SplitRequest);
    if (!body.ok) return body.refusal;
    const { caseId, by } = at(c);
    // Who may do it is asked of the case as it stands; a split writes two cases and has its own transaction.
    const allowed = await actOnCase(deps, caseId, by, () => ({ events: [] }));
    if (!allowed.ok) return answer(c, allowed);
    if (allowed.state.status === 'closed') return problem(c, 409, 'This case is closed. Reopen it first.');
    const result = await splitCase(deps, { caseId, ...body.value, by: `user:${by.id}` });
    if (!result.ok) return problem(c, 422, result.reason, [{ field: result.field, message: result.reason }]);
    return c.json({ reference: result.reference, case: `/api/v1/cases/${result.reference}` }, 201);
  });

  routes.post('/cases/:reference/reopening', async (c) => {
    const body = await readBody(c, ReopenRequest);
    if (!body.ok) return body.refusal;
    return answer(c, await reopenCase(deps, { ...at(c), ...body.value }));
  });

  routes.post('/cases/:reference/details', async (c) => {
    const body = await readBody(c, DetailsRequest);
    if (!body.ok) return body.refusal;
    return answer(c, await recordDetails(deps, { ...at(c), details: body.value }));
  });

  routes.post('/cases/:reference/enquiries', async (c) => {
    const body = await readBody(c, EnquiryRequest);
    if (!body.ok) return body.refusal;
    const { receivedOn, dueOn, reference } = body.value;
    const command = {
      receivedOn,
      ...(dueOn === undefined ? {} : { dueOn }),
      ...(reference === undefined ? {} : { reference }),
    };
    return answer(c, await beginEnquiry(deps, { ...at(c), ...command }));
  });

  routes.post('/cases/:reference/legal-hold', async (c) => {
    const body = await readBody(c, LegalHoldRequest);
    if (!body.ok) return body.refusal;
    return answer(c, await holdCase(deps, { ...at(c), ...body.value }));
  });

  routes.post('/cases/:reference/documents', async (c) => {
    const title = (c.req.query('title') ?? '').trim();
    if (title === '' || title.length > 200)
      return problem(c, 422, 'Something is missing or wrong.', [
        { field: 'title', message: 'Give the document a title of at most 200 characters: ?title=...' },
      ]);
    const content = new Uint8Array(await c.req.arrayBuffer());
    const result = await addDocument(deps, { ...at(c), title, content });
    return result.ok ? c.json(result.document, 201) : answer(c, result);
  });

  routes.get('/cases/:reference/documents/:document', async (c) => {
    const file = await readable(c);
    const found = file?.documents.find(({ id }) => id === c.req.param('document'));
    const content = found && (await deps.files.get(found.file));
    if (!found || !content) return problem(c, 404, 'There is no such document.');
    return c.body(new Uint8Array(content).buffer, 200, {
      'content-type': found.mimeType,
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  routes.get('/cases/:reference/appendices', async (c) => {
    const file = await readable(c);
    if (!file) return problem(c, 404, 'There is no such case.');
    const letters = file.letters.map((letter) => ({
      ...letter,
      title: letterTemplate(letter.template).title,
    }));
    return c.json({ items: appendices({ ...file, letters }) });
  });

  return routes;
}

export function answer(c: Context, result: CaseActionResult | CaseActionRefusal): Response {
  if (result.ok) return c.json({ reference: result.state.reference, version: result.state.version });
  switch (result.code) {
    case 'not found':
      return problem(c, 404, result.reason);
    case 'not allowed':
      return problem(c, 403, result.reason);
    case 'conflict':
      return problem(c, 409, result.reason);
    case 'invalid':
      return problem(c, 422, result.reason, result.errors);
  }
}
