import { Hono } from 'hono';
import * as z from 'zod/mini';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { MadeAt, makeReports } from '../../operations/make-reports/make-reports.ts';
import {
  editionsPrinted,
  isPublishable,
  listReports,
  pageFile,
  periodOfSlug,
  periodsToMake,
  lastFile,
  printedFile,
  reportFile,
  reportPolicy,
  slugOf,
} from '../../operations/make-reports/report-files.ts';
import { readReportFile } from '../../operations/make-reports/read-report-file.ts';
import { notesOf } from '../../operations/make-reports/keep-notes.ts';
import type { PrintPdf } from '../../operations/print-report/print-page.ts';
import type { Edition } from '../../report/make-report.ts';
import { kindOf, type Period } from '../../report/period.ts';
import {
  nameOf,
  noPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';
import type { Words } from '../../words/words.ts';

/** The parts of a report.json that the pages read. */
const Made = z.object({
  rows: z.object({ counted: z.number(), problems: z.number() }),
  figures: z.array(z.object({ id: z.string(), title: z.string() })),
  tables: z.array(z.object({ id: z.string(), title: z.string() })),
  contradictions: z.array(
    z.object({ id: z.string(), sentence: z.string(), explanation: z.nullable(z.string()) }),
  ),
});
type Made = z.infer<typeof Made>;

async function jsonOf<S extends z.ZodMiniType>(
  { deps }: PageKit,
  schema: S,
  period: Period,
  file: string,
): Promise<z.output<S> | undefined> {
  const found = await deps.files.get(reportFile(period, 'internal', file));
  return found && schema.parse(JSON.parse(new TextDecoder().decode(found)));
}

/** The latest report of a period, as far as pages show it. */
export const madeOf = (kit: PageKit, period: Period) => jsonOf(kit, Made, period, 'report.json');

/** The same, as a reader may know it. */
async function madeFor({ deps }: PageKit, period: Period, reader: User): Promise<Made | undefined> {
  const file = { slug: slugOf(period), edition: 'internal', file: lastFile };
  const found = await readReportFile(deps, file, reader);
  return found && Made.parse(JSON.parse(new TextDecoder().decode(found.content)));
}

const mayRead = ({ deps }: PageKit, c: PageContext) =>
  may(c.get('user'), { do: 'read reports' }, undefined, deps.council);

/** The period named in the path, for users who may read reports. */
export function readablePeriod(kit: PageKit, c: PageContext): Period | undefined {
  const named = periodOfSlug(c.req.param('period') ?? '');
  return named.ok && mayRead(kit, c) ? named.period : undefined;
}

/** How reports become PDFs: on request, by a local browser; or when each is made, by the print-report function. */
export type Printing = PrintPdf | 'when made';

/** The pages of reports: the list, a form to make one, and every file of a report. */
export function reportsPage(kit: PageKit, printPdf: Printing | undefined): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  const list = async (c: PageContext, error?: string) => {
    const { reports: words } = wordsOf(c);
    const periods = new Map(
      (await listReports(deps))
        .filter(({ edition }) => edition === 'internal')
        .map(({ period }) => [slugOf(period), period]),
    );
    const rows = await Promise.all(
      [...periods].map(async ([slug, period]) => ({
        name: words.periodName(kindOf(period)),
        href: `/reports/${slug}`,
        ...(await stateOf(kit, period)),
      })),
    );
    const chosen = field(c.var.form, 'period');
    return page(
      kit,
      c,
      'reports.njk',
      {
        title: words.title,
        rows,
        periods: periodsToMake(londonDate(deps.clock.now())).map((period) => ({
          value: slugOf(period),
          text: isPublishable(period)
            ? words.year({ name: words.periodName(kindOf(period)) })
            : words.periodName(kindOf(period)),
          selected: slugOf(period) === chosen,
        })),
        errors: error === undefined ? [] : [{ text: error, href: '#period' }],
        error: error === undefined ? undefined : { text: error },
      },
      error === undefined ? 200 : 422,
    );
  };

  app.get('/reports', (c) => (mayRead(kit, c) ? list(c) : noPage(kit, c)));

  app.post('/reports', async (c) => {
    if (!mayRead(kit, c)) return noPage(kit, c);
    const named = periodOfSlug(field(c.var.form, 'period'));
    if (!named.ok) return list(c, wordsOf(c).reports.choosePeriod);
    const made = await makeReports(deps, named.period);
    return made.ok
      ? c.redirect(`/reports/${slugOf(named.period)}?made=now`, 303)
      : list(
          c,
          wordsOf(c).reports.noCases({
            period: wordsOf(c).reports.periodName(kindOf(named.period)),
          }),
        );
  });

  app.get('/reports/:period', async (c) => {
    const period = readablePeriod(kit, c);
    if (!period) return noPage(kit, c);
    const slug = slugOf(period);
    const [made, state, notes, printed] = await Promise.all([
      madeFor(kit, period, c.get('user')),
      stateOf(kit, period),
      notesOf(deps, period),
      editionsPrinted(deps, period),
    ]);
    const hasPdf = (edition: Edition) => typeof printPdf === 'function' || printed.includes(edition);
    const words = wordsOf(c);
    const pdfs = { internal: hasPdf('internal'), public: hasPdf('public') };
    return page(kit, c, 'report.njk', {
      title: words.reports.one.title({ period: words.reports.periodName(kindOf(period)) }),
      back: { href: '/reports', text: words.reports.allReports },
      slug,
      period,
      done: resultOf(
        c.req.query('kept') === 'now',
        c.req.query('made') === 'now' && made !== undefined,
        words.reports.one,
      ),
      made,
      madeFrom:
        made &&
        words.reports.one.made({
          at: state.at === undefined ? '' : moment(state.at),
          cases: made.rows.counted,
        }),
      state,
      pdfs,
      lacksPdf: !pdfs.internal || (state.published && !pdfs.public),
      printsWhenMade: printPdf === 'when made',
      versions: notes.map(({ version, at, by }) => ({ version, at, by: nameOf(kit, by, words) })),
    });
  });

  /** The PDF of an edition that has no stored PDF, if there is a browser to print it. */
  const printedNow = async (
    { slug, edition, file }: { slug: string; edition: string; file: string },
    reader: User,
  ) => {
    if (file !== printedFile || typeof printPdf !== 'function') return undefined;
    const found = await readReportFile(deps, { slug, edition, file: pageFile }, reader);
    if (!found) return undefined;
    const address = new URL(`/reports/${slug}/${edition}/${pageFile}`, deps.council.pages).href;
    const content = await printPdf({ address, html: new TextDecoder().decode(found.content) });
    return { content, mediaType: 'application/pdf' };
  };

  const serve = async (c: PageContext, file: string) => {
    if (!mayRead(kit, c)) return noPage(kit, c);
    const { period: slug = '', edition = '' } = c.req.param();
    const requested = { slug, edition, file };
    const reader = c.get('user');
    const found = (await readReportFile(deps, requested, reader)) ?? (await printedNow(requested, reader));
    if (!found) return noPage(kit, c);
    const name = `${slug}-${edition}-${file.replace('tables/', '')}`;
    const shown = found.mediaType.startsWith('text/html');
    const disposition = file === printedFile ? 'inline' : 'attachment';
    return c.body(found.content, 200, {
      'content-type': found.mediaType,
      'content-security-policy': reportPolicy,
      ...(shown ? {} : { 'content-disposition': `${disposition}; filename="${name}"` }),
    });
  };
  app.get('/reports/:period/:edition/:file', (c) => serve(c, c.req.param('file')));
  app.get('/reports/:period/:edition/tables/:file', (c) => serve(c, `tables/${c.req.param('file')}`));
  return app;
}

/** The result shown above a report that was just saved or made. */
function resultOf(saved: boolean, made: boolean, words: Words['reports']['one']): string | undefined {
  if (saved) return made ? words.savedAndMade : words.saved;
  return made ? words.updated : undefined;
}

/** The state of a report: when it was made, and how many contradictions stop its public edition. */
async function stateOf(
  kit: PageKit,
  period: Period,
): Promise<{ at: Instant | undefined; published: boolean; open: number; publishable: boolean }> {
  const [made, at, published] = await Promise.all([
    madeOf(kit, period),
    jsonOf(kit, MadeAt, period, 'made.json'),
    kit.deps.files.get(reportFile(period, 'public', lastFile)),
  ]);
  const open = (made?.contradictions ?? []).filter(({ explanation }) => explanation === null).length;
  return { at: at?.at, published: published !== undefined, open, publishable: isPublishable(period) };
}
