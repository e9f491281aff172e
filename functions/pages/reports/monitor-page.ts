import { Hono } from 'hono';
import { CivilDate, londonDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import { currentCalendar } from '../../dependencies.ts';
import { monitoredCases } from '../../operations/monitored-cases.ts';
import { reportPolicy } from '../../operations/make-reports/report-files.ts';
import { makeMonitor, renderEscalations, renderMonitor } from '../../report/monitor.ts';
import { quarterOf, weekOf } from '../../report/period.ts';
import { openSafeguarding } from '../../operations/open-safeguarding.ts';
import { moment } from '../kit/render.ts';
import {
  nameOf,
  noPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';

const views = {
  week: { period: weekOf, render: renderMonitor },
  quarter: { period: quarterOf, render: renderMonitor },
  escalations: { period: quarterOf, render: renderEscalations },
} as const;
const isView = (name: string): name is keyof typeof views => Object.hasOwn(views, name);

/** The views of managers between annual reports: the week, the quarter, and the escalation report. */
export function monitorPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const mayAtAll = (c: PageContext) => may(c.get('user'), { do: 'see monitoring' }, undefined, deps.council);

  app.get('/reports/monitor', async (c) => {
    if (!mayAtAll(c)) return noPage(kit, c);
    const words = wordsOf(c);
    const marks = await openSafeguarding(deps, c.get('user'));
    return page(kit, c, 'monitor.njk', {
      title: words.reports.monitoring.title,
      marks: marks.map(({ state, task }) => ({
        reference: state.reference,
        href: `/cases/${state.reference}`,
        openedAt: moment(task.openedAt),
        assignee: nameOf(kit, task.assignee, words),
        late: task.breachedAt !== undefined,
      })),
      back: may(c.get('user'), { do: 'read reports' }, undefined, deps.council)
        ? { href: '/reports', text: words.reports.allReports }
        : undefined,
    });
  });

  app.get('/reports/monitor/:view', async (c) => {
    const name = c.req.param('view');
    if (!mayAtAll(c) || !isView(name)) return noPage(kit, c);
    const user = c.get('user');
    const today = londonDate(deps.clock.now());
    const { period, render } = views[name];
    const requestedDay = CivilDate.safeParse(c.req.query('asOf'));
    const asOf = requestedDay.success && requestedDay.data < today ? requestedDay.data : today;
    const { rows, states, ...names } = await monitoredCases(deps, user, period(asOf).from);
    const caseUrl = (reference: string) =>
      may(user, { do: 'read case' }, states.get(reference), deps.council) ? `/cases/${reference}` : undefined;
    const view = makeMonitor(rows, period(asOf), asOf, {
      calendar: await currentCalendar(deps),
      pausesOf: (reference) => states.get(reference)?.stops ?? [],
      ...names,
    });
    const words = wordsOf(c);
    const back = { url: '/reports/monitor', title: words.reports.monitoring.back };
    return c.html(render(view, deps.council.name, words, { caseUrl, back }), 200, {
      'content-security-policy': reportPolicy,
    });
  });
  return app;
}
