import { Hono, type Context } from 'hono';
import { stream } from 'hono/streaming';
import * as z from 'zod/mini';
import { may } from '../domain/may.ts';
import type { Dependencies } from '../dependencies.ts';
import { asCsv, asNdjson, exportRows } from '../export-rows/export-rows.ts';
import {
  listReports,
  makeReports,
  mediaTypeOf,
  periodNamed,
  periodOfSlug,
  reportFile,
  slugOf,
} from '../make-reports/make-reports.ts';
import { byteOrderMark } from '../report/csv.ts';
import { html } from '../report/markup.ts';
import { page } from '../report/page-frame.ts';
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
    const rows = exportRows(deps, found?.year);
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
    if (!/\btext\/html\b/.test(c.req.header('accept') ?? '')) return c.json({ items, next: null });
    const list = html`<div class="wrap">
      <main id="main">
        <h1>Reports</h1>
        <ul>
          ${items.map(
            ({ period, edition, report }) =>
              html`<li><a href="${report}">${period}, ${edition} edition</a></li>`,
          )}
        </ul>
      </main>
    </div>`;
    return c.html(page('Reports', deps.council.name, list).markup, 200, {
      'content-security-policy': contentPolicy,
    });
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
    const named = periodOfSlug(c.req.param('period') ?? '');
    const edition = c.req.param('edition');
    const content =
      named.ok && (edition === 'internal' || edition === 'public') && fileName.test(file)
        ? await deps.files.get(reportFile(named.period, edition, file))
        : undefined;
    if (!content) return problem(c, 404, 'There is no such report.');
    return c.body(new Uint8Array(content).buffer, 200, {
      'content-type': mediaTypeOf(file),
      'content-security-policy': contentPolicy,
    });
  };
  routes.get('/reports/:period/:edition/:file', (c) => serve(c, c.req.param('file')));
  routes.get('/reports/:period/:edition/tables/:file', (c) => serve(c, `tables/${c.req.param('file')}`));

  return routes;
}

const fileName = /^(tables\/)?[a-z0-9-]+\.(html|json|csv)$/;
// A report is one page with its style in it and nothing that runs.
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
