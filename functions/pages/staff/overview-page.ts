import { Hono } from 'hono';
import { londonDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import { heldWork } from '../../operations/receive-mail/held-mail.ts';
import { overseeCases } from '../../operations/oversee-cases.ts';
import type { Overview } from '../../domain/views/overview.ts';
import { html } from '../../report/markup.ts';
import type { Words } from '../../words/words.ts';
import { dueTag } from '../kit/due-tag.ts';
import { timedStep } from '../kit/timed-step.ts';
import { nameOf, noPage, page, viewpointOf, wordsOf, type PageEnv, type PageKit } from '../kit/page-kit.ts';

/** The number of overdue steps shown. The list of tasks has the rest. */
const mostOverdue = 15;

const monthName = (month: string, length: 'long' | 'short', { layout }: Words) =>
  new Intl.DateTimeFormat(layout.lang, {
    month: length,
    timeZone: 'UTC',
    ...(length === 'long' ? { year: 'numeric' } : {}),
  }).format(new Date(`${month}-01T00:00:00Z`));

/** The open complaints at a glance, for managers. */
export function overviewPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.get('/overview', async (c) => {
    const user = c.get('user');
    if (!may(user, { do: 'oversee' }, undefined, deps.council)) return noPage(kit, c);
    const { overview, unreadable } = await overseeCases(deps, user);
    const held = await heldWork(deps);
    const lateHeld = held.filter(({ isLate }) => isLate).length;
    const words = wordsOf(c);
    const text = words.staff.overview;
    const view = await viewpointOf(kit);
    const today = londonDate(view.now);
    const rowOf = ({ state, task, due, title, team, escalations }: Overview['overdue'][number]) => ({
      reference: state.reference,
      // Managers see counts of cases that they may not open.
      href: may(user, { do: 'read case' }, state, deps.council) ? `/cases/${state.reference}` : undefined,
      title,
      team,
      who: nameOf(kit, task.assignee, words),
      due,
      tag: dueTag(timedStep(state, task, view), today, view.calendar, words),
      escalations,
    });
    const seesAllTeams = may({ ...user, team: undefined }, { do: 'oversee' }, undefined, deps.council);
    return page(kit, c, 'overview.njk', {
      title: text.title,
      unreadable,
      today,
      scope: seesAllTeams || user.team === undefined ? text.allTeams : text.oneTeam({ team: user.team }),
      overview,
      held: held.length === 0 ? undefined : words.staff.mail.waiting({ held: held.length, late: lateHeld }),
      heldAt: may(user, { do: 'see held mail' }, undefined, deps.council) ? '/mail' : undefined,
      overdue: overview.overdue.slice(0, mostOverdue).map(rowOf),
      more: overview.overdue.length > mostOverdue ? overview.overdue.length : undefined,
      escalated: overview.escalated.map(rowOf),
      pauses: overview.pauses.map(rowOf),
      trend: overview.trend.map((month) => ({ ...month, name: monthName(month.month, 'long', words) })),
      picture: trendPicture(overview.trend, words),
    });
  });
  return app;
}

/** The trend as columns with numbers: complaints received and, darker and in front, those that missed a deadline. */
function trendPicture(trend: Overview['trend'], words: Words): string {
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
        >${monthName(month, 'short', words)}</text
      >`;
  });
  return html`<svg
    class="trend"
    viewBox="0 0 ${width} 176"
    role="img"
    aria-label="${words.staff.overview.trendPicture}"
  >
    <line x1="0" y1="${base}" x2="${width}" y2="${base}" stroke="#858686" />
    ${columns}
  </svg>`.markup;
}
