import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import * as z from 'zod/mini';
import { asCsv, asNdjson, exportRows, knownTo } from '../operations/export-rows.ts';
import { readReportFile, reportFor } from '../operations/make-reports/read-report-file.ts';
import { makeReports } from '../operations/make-reports/make-reports.ts';
import { listReports, periodNamed, reportPolicy, slugOf } from '../operations/make-reports/report-files.ts';
import { byteOrderMark } from '../report/csv.ts';
import { reportingYear } from '../report/period.ts';
import { problem, problemSaying } from './problem.ts';
import { route, routeWithBody, routeWithQuery, type ApiRequest, type Route } from './route.ts';
import { wordsIn } from '../words/words.ts';

const RowsQuery = z.strictObject({
  year: z.optional(z.string()),
  format: z.optional(z.enum(['ndjson', 'csv'])),
});

/** A year "2026/27", or a quarter "Q1 of 2026/27". */
const ReportRequest = z.union([
  z.strictObject({ year: z.string() }),
  z.strictObject({ quarter: z.string() }),
]);

const ReportView = z.object({
  period: z.string(),
  edition: z.enum(['internal', 'public']),
  from: z.string(),
  until: z.string(),
  report: z.string(),
  files: z.array(z.string()),
});
const ReportList = z.object({ items: z.array(ReportView), next: z.null() });
const ReportMade = z.object({
  period: z.string(),
  counted: z.number(),
  leftOut: z.array(z.string()),
  contradictions: z.array(z.object({ id: z.string(), code: z.string(), sentence: z.string() })),
});

const who = {
  may: { do: 'read reports' },
  otherwise: 'see reports',
} as const;

/** The rows of reports, the reports, and making one now. */
export const reportRoutes: Route[] = [
  routeWithQuery({
    method: 'get',
    path: '/reporting-rows',
    summary: 'Export the rows that reports are made of, one for each case, erased ones too, as NDJSON or CSV',
    who,
    query: RowsQuery,
    answers: { 200: { description: 'Rows (application/x-ndjson or text/csv)' } },
    serve({ c, deps, user, query }) {
      const { year, format } = query;
      const yearPeriod = year === undefined ? undefined : reportingYear(year);
      if (yearPeriod?.ok === false)
        return invalidPeriod(c, 'year', wordsIn('en').reports.notYear({ name: year ?? '' }));
      const rows = knownTo(user, deps, exportRows(deps, yearPeriod?.year));
      const csv = format === 'csv';
      c.header('content-type', csv ? 'text/csv; charset=utf-8' : 'application/x-ndjson');
      return stream(c, async (out) => {
        if (csv) await out.write(byteOrderMark);
        const { reportWordsIn } = await import('../words/report-words.ts');
        const { rowProblems } = reportWordsIn('en');
        for await (const line of csv ? asCsv(rows, rowProblems) : asNdjson(rows)) await out.write(line);
      });
    },
  }),
  route({
    method: 'get',
    path: '/reports',
    summary: 'List the reports that were made, latest period first',
    who,
    answers: { 200: { description: 'Reports', schema: ReportList } },
    async serve({ c, deps }) {
      const items = (await listReports(deps)).map(({ period, edition, files }) => {
        const base = `/api/v1/reports/${slugOf(period)}/${edition}`;
        const { name, from, until } = period;
        const addresses = files.map((file) => `${base}/${file}`);
        return { period: name, edition, from, until, report: `${base}/report.html`, files: addresses };
      });
      return c.json({ items, next: null });
    },
  }),
  routeWithBody({
    method: 'post',
    path: '/reports',
    summary: 'Make the report of a year or a quarter now, from the current cases',
    who,
    body: ReportRequest,
    examples: { body: { 'a year': { year: '2026/27' }, 'a quarter': { quarter: 'Q1 of 2026/27' } } },
    answers: { 201: { description: 'Made', schema: ReportMade } },
    problems: [409],
    async serve({ c, deps, user, body }) {
      const [field, name] = 'year' in body ? ['year', body.year] : ['quarter', body.quarter];
      const named = periodNamed(name);
      if (!named.ok) return invalidPeriod(c, field, wordsIn('en').reports.notPeriod({ name }));
      const made = await makeReports(deps, named.period);
      if (!made.ok)
        return problemSaying(c, 409, wordsIn('en').reports.noCases({ period: named.period.name }));
      const own = await reportFor(deps, named.period, user);
      if (own === undefined)
        return problemSaying(c, 409, wordsIn('en').reports.noCases({ period: named.period.name }));
      const { period, counted, leftOut, contradictions } = own === 'as stored' ? made.report : own.report;
      const { reportWordsIn } = await import('../words/report-words.ts');
      const { contradictionInWords } = await import('../report/reconcile.ts');
      const sentences = reportWordsIn('en').contradictions;
      const worded = contradictions.map((contradiction) => ({
        id: contradiction.id,
        code: contradiction.code,
        sentence: contradictionInWords(sentences, contradiction),
      }));
      const location = `/api/v1/reports/${slugOf(period)}/internal/report.html`;
      return c.json({ period: period.name, counted, leftOut, contradictions: worded }, 201, { location });
    },
  }),
  route({
    method: 'get',
    path: '/reports/:period/:edition/:file',
    summary: 'Get a file of a report, such as /reports/2026-27/public/report.html',
    who,
    answers: { 200: { description: 'The file' } },
    problems: [404],
    serve: (request) => reportFile(request, request.param('file')),
  }),
  route({
    method: 'get',
    path: '/reports/:period/:edition/tables/:file',
    summary: 'Get a table of a report as CSV',
    who,
    answers: { 200: { description: 'The table' } },
    problems: [404],
    serve: (request) => reportFile(request, `tables/${request.param('file')}`),
  }),
];

async function reportFile({ c, deps, user, param }: ApiRequest, file: string) {
  const stored = await readReportFile(deps, { slug: param('period'), edition: param('edition'), file }, user);
  if (!stored) return problem(c, 404, 'no-such-report');
  return c.body(stored.content, 200, {
    'content-type': stored.mediaType,
    'content-security-policy': reportPolicy,
  });
}

const invalidPeriod = (c: Context, field: string, message: string): Response =>
  problem(c, 422, 'answers-wrong', [{ field, message }]);
