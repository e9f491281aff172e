import { Hono } from 'hono';
import { stepView } from '../../case-views/case-view.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import { overseeCases } from '../../operations/oversee-cases.ts';
import type { Overview } from '../../domain/views/overview.ts';
import { html } from '../../report/markup.ts';
import { dueTag } from '../kit/due-tag.ts';
import { nameOf, noPage, page, viewpointOf, type PageEnv, type PageKit } from '../kit/page-kit.ts';

/** So many of the longest late are shown: the rest is one click away in the list of tasks. */
const most = 15;

const monthInWords = (month: string, length: 'long' | 'short') =>
  new Intl.DateTimeFormat('en-GB', {
    month: length,
    timeZone: 'UTC',
    ...(length === 'long' ? { year: 'numeric' } : {}),
  }).format(new Date(`${month}-01T00:00:00Z`));

/** How complaints stand, for managers: to be read in a minute. */
export function overviewPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.get('/overview', async (c) => {
    const user = c.get('user');
    if (!may(user, { do: 'oversee' }, undefined, deps.council)) return noPage(kit, c);
    const overview = await overseeCases(deps, user);
    const view = await viewpointOf(kit);
    const today = londonDate(view.now);
    const shown = ({ state, task, title, team, escalations }: Overview['overdue'][number]) => ({
      reference: state.reference,
      // Managers hear of more cases than they may open.
      href: may(user, { do: 'read case' }, state, deps.council) ? `/cases/${state.reference}` : undefined,
      title,
      team,
      who: nameOf(kit, task.assignee),
      due: task.due,
      tag: dueTag(stepView(state, task, view), today, view.calendar),
      escalations,
    });
    const everything = may({ ...user, team: undefined }, { do: 'oversee' }, undefined, deps.council);
    return page(kit, c, 'overview.njk', {
      title: 'Overview',
      today,
      scope: everything ? 'Complaints of all teams' : `Complaints of the ${user.team}`,
      overview,
      overdue: overview.overdue.slice(0, most).map(shown),
      more: overview.overdue.length > most ? overview.overdue.length : undefined,
      escalated: overview.escalated.map(shown),
      trend: overview.trend.map((month) => ({ ...month, name: monthInWords(month.month, 'long') })),
      picture: trendPicture(overview.trend),
    });
  });
  return app;
}

/** The trend as columns: what came in, and (darker, in front) what of it missed a deadline. Numbers stand on them. */
function trendPicture(trend: Overview['trend']): string {
  const [width, base, top, slot] = [340, 150, 24, 340 / trend.length];
  const scale = (base - top) / Math.max(1, ...trend.map(({ received }) => received));
  const columns = trend.map(({ month, received, breached }, i) => {
    const middle = slot * (i + 0.5);
    const column = (n: number, half: number, name: string) =>
      html`<rect
        class="${name}"
        x="${middle - half}"
        y="${base - n * scale}"
        width="${half * 2}"
        height="${n * scale}"
      />`;
    return html`${column(received, 19, 'bar')}${column(breached, 10, 'bar--late')}<text
        x="${middle}"
        y="${base - received * scale - 6}"
        text-anchor="middle"
        font-size="13"
        font-weight="700"
        fill="#0b0c0c"
        >${received}</text
      ><text x="${middle}" y="${base + 18}" text-anchor="middle" font-size="13" fill="#0b0c0c"
        >${monthInWords(month, 'short')}</text
      >`;
  });
  return html`<svg
    class="trend"
    viewBox="0 0 ${width} 176"
    role="img"
    aria-label="Complaints received in each of the last six months, and how many of them missed a deadline. The table below has the numbers."
  >
    <line x1="0" y1="${base}" x2="${width}" y2="${base}" stroke="#858686" />
    ${columns}
  </svg>`.markup;
}
