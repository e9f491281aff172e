import * as z from 'zod/mini';
import { jsonSchema } from '../case-views/case-view.ts';
import { Erasure } from '../domain/records/erasure.ts';
import { CaseDocument, HeldMail } from '../domain/case/stored-rows.ts';
import {
  AppendicesResponse,
  AppointRequest,
  AssignRequest,
  CasesQuery,
  CaseSummary,
  CaseView,
  DecisionRequest,
  DeclarationRequest,
  DeclarationResponse,
  DeclarationView,
  DecisionResponse,
  DetailsRequest,
  EnquiryRequest,
  ErasuresQuery,
  FeedbackRequest,
  FeedbackResponse,
  HeldMailQuery,
  LegalHoldRequest,
  LinkRequest,
  page,
  ReopenRequest,
  SplitRequest,
  CaseActionResponse,
  StepView,
  TasksQuery,
  TaskView,
} from '../case-views/schemas.ts';
import { ComplainantView, FlagRequest, FlagReviewRequest, MatchRequest } from './complainant-schemas.ts';
import { Problem } from './problem.ts';
import { ReportList, ReportMade, ReportRequest, RowsQuery } from './report-routes.ts';

interface Operation {
  method: 'get' | 'post';
  path: string;
  summary: string;
  query?: { shape: Record<string, z.core.$ZodType> };
  headers?: Record<string, { description: string; required: boolean }>;
  body?: z.core.$ZodType;
  /** The body is the bytes of a file. */
  upload?: true;
  answers: Record<number, { description: string; schema?: z.core.$ZodType }>;
  problems: number[];
}

const problems: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'Not allowed for this user',
  404: 'Not there, or not for this user to know',
  409: 'Decided already, or not as things stand',
  413: 'More than can be taken',
  412: 'The step has changed since it was read (If-Match)',
  422: 'Something is missing or wrong; each field is named',
  428: 'If-Match is needed',
};

const operations: Operation[] = [
  {
    method: 'post',
    path: '/feedback',
    summary: 'Record feedback that came by any channel; a case is made and its intake begins',
    headers: {
      'Idempotency-Key': { description: 'The same key again answers the first case', required: false },
    },
    body: FeedbackRequest,
    answers: { 201: { description: 'Recorded', schema: FeedbackResponse } },
    problems: [400, 401, 403, 422],
  },
  {
    method: 'get',
    path: '/cases',
    summary: 'Cases you may see, latest first. A page may hold fewer than limit; next is null on the last',
    query: CasesQuery,
    answers: { 200: { description: 'Cases', schema: page(CaseSummary) } },
    problems: [401, 422],
  },
  {
    method: 'get',
    path: '/cases/{reference}',
    summary: 'One case: steps, explained deadlines, events, letters, messages',
    answers: { 200: { description: 'The case', schema: CaseView } },
    problems: [401, 404],
  },
  {
    method: 'get',
    path: '/cases/{reference}/letters/{letter}',
    summary: 'A letter as it was sent (message/rfc822), or to print (text/html)',
    answers: { 200: { description: 'The letter' } },
    problems: [401, 404],
  },
  {
    method: 'get',
    path: '/tasks',
    summary: 'Open steps of cases you may see, soonest due first; assignee=me for your own',
    query: TasksQuery,
    answers: { 200: { description: 'Open steps', schema: page(StepView) } },
    problems: [401, 422],
  },
  {
    method: 'get',
    path: '/cases/{reference}/tasks/{step}',
    summary: 'A step with its outcomes and the JSON Schema of its form; the ETag goes into If-Match',
    answers: { 200: { description: 'The step', schema: TaskView } },
    problems: [401, 404],
  },
  {
    method: 'post',
    path: '/cases/{reference}/tasks/{step}/decision',
    summary: 'Decide a step. The body is as the form of the step says',
    headers: { 'If-Match': { description: 'The ETag of the step as you read it', required: true } },
    body: DecisionRequest,
    answers: { 200: { description: 'Decided', schema: DecisionResponse } },
    problems: [400, 401, 403, 404, 409, 412, 422, 428],
  },
  {
    method: 'post',
    path: '/cases/{reference}/tasks/{step}/assignee',
    summary: 'Give an open step to somebody else',
    body: AssignRequest,
    answers: { 200: { description: 'Assigned', schema: CaseActionResponse } },
    problems: [400, 401, 403, 404, 409, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/appointments',
    summary: 'Appoint somebody else as an independent person of the case; who leaves sees it no more',
    body: AppointRequest,
    answers: { 200: { description: 'Appointed', schema: CaseActionResponse } },
    problems: [400, 401, 403, 404, 409, 422],
  },
  {
    method: 'get',
    path: '/cases/{reference}/declaration',
    summary:
      'The declaration of independence that you are asked for as an independent person, and whom you must not know',
    answers: { 200: { description: 'The declaration', schema: DeclarationView } },
    problems: [401, 404],
  },
  {
    method: 'post',
    path: '/cases/{reference}/declaration',
    summary: 'Sign the declaration, after which you see the case; or decline, for a reason',
    body: DeclarationRequest,
    answers: { 200: { description: 'Signed or declined', schema: DeclarationResponse } },
    problems: [400, 401, 404, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/links',
    summary: 'Link the case with another',
    body: LinkRequest,
    answers: { 200: { description: 'Linked', schema: CaseActionResponse } },
    problems: [400, 401, 403, 404, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/split',
    summary: 'Split points off to a case of their own under another procedure',
    body: SplitRequest,
    answers: { 201: { description: 'The new case', schema: FeedbackResponse } },
    problems: [400, 401, 403, 404, 409, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/reopening',
    summary:
      'Take a closed case up again at a step; a late request for a stage that is accepted is one of these',
    body: ReopenRequest,
    answers: { 200: { description: 'Reopened', schema: CaseActionResponse } },
    problems: [400, 401, 403, 404, 409, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/details',
    summary:
      'Record or put right what is known of a case: team, category, consent, advocacy, who is complained about',
    body: DetailsRequest,
    answers: { 200: { description: 'Recorded', schema: CaseActionResponse } },
    problems: [400, 401, 403, 404, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/enquiries',
    summary: 'Begin an enquiry of the Ombudsman, on an open or a closed case',
    body: EnquiryRequest,
    answers: { 200: { description: 'Begun', schema: CaseActionResponse } },
    problems: [400, 401, 403, 404, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/legal-hold',
    summary:
      'Put the case under a legal hold, or lift it: under it nothing is reviewed for erasure or erased',
    body: LegalHoldRequest,
    answers: { 200: { description: 'As asked', schema: CaseActionResponse } },
    problems: [400, 401, 403, 404, 409, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/documents',
    summary: 'Add a document: its bytes are the body',
    query: { shape: { title: z.string() } },
    upload: true,
    answers: { 201: { description: 'The document', schema: CaseDocument } },
    problems: [401, 403, 404, 413, 422],
  },
  {
    method: 'get',
    path: '/cases/{reference}/documents/{document}',
    summary: 'A document of the case',
    answers: { 200: { description: 'The document' } },
    problems: [401, 404],
  },
  {
    method: 'get',
    path: '/cases/{reference}/appendices',
    summary: 'The papers of the case in order, numbered: the index that goes to the Ombudsman',
    answers: { 200: { description: 'The index', schema: AppendicesResponse } },
    problems: [401, 404],
  },
  {
    method: 'get',
    path: '/cases/{reference}/complainant',
    summary: 'Who the complainant is across cases: their other cases, cases that may be theirs, their flag',
    answers: { 200: { description: 'The complainant', schema: ComplainantView } },
    problems: [401, 404],
  },
  {
    method: 'post',
    path: '/cases/{reference}/complainant/matches',
    summary: 'Say whether another case is of the same person, or split one off that was matched by mistake',
    body: MatchRequest,
    answers: { 200: { description: 'The complainant', schema: ComplainantView } },
    problems: [400, 401, 404, 409, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/complainant/flag',
    summary: 'Flag the complainant as unreasonably persistent. It takes no right to complain away',
    body: FlagRequest,
    answers: { 200: { description: 'The complainant', schema: ComplainantView } },
    problems: [400, 401, 403, 404, 409, 422],
  },
  {
    method: 'post',
    path: '/cases/{reference}/complainant/flag/review',
    summary: 'Keep the flag until a new review date, or end it',
    body: FlagReviewRequest,
    answers: { 200: { description: 'The complainant', schema: ComplainantView } },
    problems: [400, 401, 403, 404, 409, 422],
  },
  {
    method: 'get',
    path: '/reporting-rows',
    summary: 'What reports are made of: one row for each case, erased ones too, as NDJSON or CSV',
    query: RowsQuery,
    answers: { 200: { description: 'Rows (application/x-ndjson or text/csv)' } },
    problems: [401, 403, 422],
  },
  {
    method: 'get',
    path: '/reports',
    summary: 'The reports that were made, latest period first',
    answers: { 200: { description: 'Reports', schema: ReportList } },
    problems: [401, 403],
  },
  {
    method: 'post',
    path: '/reports',
    summary: 'Make the report of a year or a quarter now, from the cases as they stand',
    body: ReportRequest,
    answers: { 201: { description: 'Made', schema: ReportMade } },
    problems: [400, 401, 403, 409, 422],
  },
  {
    method: 'get',
    path: '/reports/{period}/{edition}/{file}',
    summary: 'A file of a report, such as /reports/2026-27/public/report.html',
    answers: { 200: { description: 'The file' } },
    problems: [401, 403, 404],
  },
  {
    method: 'get',
    path: '/reports/{period}/{edition}/tables/{file}',
    summary: 'A table of a report as CSV',
    answers: { 200: { description: 'The table' } },
    problems: [401, 403, 404],
  },
  {
    method: 'get',
    path: '/erasures',
    summary: 'Cases that were erased, latest first: the proof, and what reports count',
    query: ErasuresQuery,
    answers: { 200: { description: 'Proofs', schema: page(Erasure) } },
    problems: [401, 403, 422],
  },
  {
    method: 'get',
    path: '/erasures/{reference}',
    summary: 'The proof that a case was erased',
    answers: { 200: { description: 'The proof', schema: Erasure } },
    problems: [401, 403, 404],
  },
  {
    method: 'get',
    path: '/held-mail',
    summary: 'Mail that became no case: held for a person, or recorded as an automatic reply',
    query: HeldMailQuery,
    answers: { 200: { description: 'Mail', schema: page(HeldMail) } },
    problems: [401, 403, 422],
  },
  {
    method: 'post',
    path: '/held-mail/{id}/release',
    summary: 'Make a case of a held mail after all',
    answers: { 201: { description: 'The case', schema: FeedbackResponse } },
    problems: [401, 403, 404],
  },
];

/** The OpenAPI 3.1 document of the API, made from the schemas that check its requests. */
export function openApi(councilName: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Redress, ${councilName}`,
      version: '1',
      description: 'Complaints, their steps, deadlines and letters.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonSchema(Problem) },
    },
  };
}

/** "POST /held-mail/{id}/release" as "postHeldMailIdRelease": what a generated client calls it. */
const operationId = ({ method, path }: Operation): string =>
  `${method}${path.replaceAll(/\W+(\w?)/g, (_, first: string) => first.toUpperCase())}`;

function describe(operation: Operation) {
  const { path, summary, query, headers, body, upload, answers, problems: failures } = operation;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !z.safeParse(schema, undefined).success,
    schema: jsonSchema(schema),
  }));
  const inHeader = Object.entries(headers ?? {}).map(([name, header]) => ({
    name,
    in: 'header',
    ...header,
    schema: { type: 'string' },
  }));
  return {
    operationId: operationId(operation),
    summary,
    parameters: [...inPath, ...inQuery, ...inHeader],
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body) } } } }
      : {}),
    ...(upload
      ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { description, schema }]) => [
          status,
          {
            description,
            ...(schema ? { content: { 'application/json': { schema: jsonSchema(schema) } } } : {}),
          },
        ]),
      ),
      ...Object.fromEntries(
        failures.map((status) => [
          status,
          {
            description: problems[status] ?? 'Refused',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}
