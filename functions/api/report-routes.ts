import { Hono, type Context } from 'hono';
import { stream } from 'hono/streaming';
import * as z from 'zod/mini';
import { may } from '../domain/people/may.ts';
import type { Dependencies } from '../dependencies.ts';
import { asCsv, asNdjson, exportRows, knownTo } from '../operations/export-rows.ts';
import { makeReports } from '../operations/make-reports/make-reports.ts';
import {
  listReports,
  periodNamed,
  readReportFile,
  reportPolicy,
  slugOf,
} from '../operations/make-reports/report-files.ts';
import { byteOrderMark } from '../report/csv.ts';
import { reportingYear } from '../report/period.ts';
import { problem } from './problem.ts';
import { invalid, readBody, readQuery, type Env } from './requests.ts';

export const RowsQuery = z.strictObject({
  year: z.optional(z.string()),
  format: z.optional(z.enum(['ndjson', 'csv'])),
});

/** A year "2026/27", or a quarter "Q1 of 2026/27". */
export const ReportRequest = z.union([
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
export const ReportList = z.object({ items: z.array(ReportView), next: z.null() });
export const ReportMade = z.object({
  period: z.string(),
  counted: z.number(),
  leftOut: z.array(z.string()),
  contradictions: z.array(z.object({ id: z.string(), sentence: z.string() })),
});

/** The rows of reports, the reports, and making one now; hung below /api/v1. */
export function reportRoutes(deps: Dependencies): Hono<Env> {
  const routes = new Hono<Env>();
  const refused = (c: Context<Env>) =>
    may(c.get('user'), { do: 'read reports' }, undefined, deps.council)
      ? undefined
      : problem(c, 403, 'Only complaints officers and report writers see reports and their rows.');

  routes.get('/reporting-rows', async (c) => {
    const no = refused(c);
    if (no) return no;
    const query = readQuery(c, RowsQuery);
    if (!query.ok) return query.refusal;
    const { year, format } = query.value;
    const found = year === undefined ? undefined : reportingYear(year);
    if (found?.ok === false) return invalid(c, 'year', found.reason);
    const rows = knownTo(c.get('user'), deps, exportRows(deps, found?.year));
    const csv = format === 'csv';
    c.header('content-type', csv ? 'text/csv; charset=utf-8' : 'application/x-ndjson');
    return stream(c, async (out) => {
      if (csv) await out.write(byteOrderMark);
      for await (const line of csv ? asCsv(rows) : asNdjson(rows)) await out.write(line);
    });
  });

  routes.get('/reports', async (c) => {
    const no = refused(c);
    if (no) return no;
    const items = (await listReports(deps)).map(({ period, edition, files }) => {
      const at = `/api/v1/reports/${slugOf(period)}/${edition}`;
      const { name, from, until } = period;
      const addresses = files.map((file) => `${at}/${file}`);
      return { period: name, edition, from, until, report: `${at}/report.html`, files: addresses };
    });
    return c.json({ items, next: null });
  });

  routes.post('/reports', async (c) => {
    const no = refused(c);
    if (no) return no;
    const body = await readBody(c, ReportRequest);
    if (!body.ok) return body.refusal;
    const [field, name] = 'year' in body.value ? ['year', body.value.year] : ['quarter', body.value.quarter];
    const named = periodNamed(name);
    if (!named.ok) return invalid(c, field, named.reason);
    const made = await makeReports(deps, named.period);
    if (!made.ok) return problem(c, 409, made.reason);
    const { period, counted, leftOut, contradictions } = made.report;
    const location = `/api/v1/reports/${slugOf(period)}/internal/report.html`;
    return c.json({ period: period.name, counted, leftOut, contradictions }, 201, { location });
  });

  const serve = async (c: Context<Env>, file: string) => {
    const no = refused(c);
    if (no) return no;
    const { period: slug = '', edition = '' } = c.req.param();
    const found = await readReportFile(deps, { slug, edition, file }, c.get('user'));
    if (!found) return problem(c, 404, 'There is no such report.');
    return c.body(found.content, 200, {
      'content-type': found.mediaType,
      'content-security-policy': reportPolicy,
    });
  };
  routes.get('/reports/:period/:edition/:file', (c) => serve(c, c.req.param('file')));
  routes.get('/reports/:period/:edition/tables/:file', (c) => serve(c, `tables/${c.req.param('file')}`));

  return routes;
}
