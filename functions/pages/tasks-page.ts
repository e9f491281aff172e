import { Hono } from 'hono';
import * as z from 'zod/mini';
import { stepView } from '../api/case-view.ts';
import { londonDate } from '../domain/civil-date.ts';
import type { Case, Task } from '../domain/case.ts';
import type { User } from '../domain/council.ts';
import { may } from '../domain/may.ts';
import { teamOf } from '../domain/plan.ts';
import { dueTag } from './due-tag.ts';
import { nameOf, page, viewpointOf, type PageEnv, type PageKit } from './page-kit.ts';

const onPage = 25;

/** What the list is narrowed to; it stands in the address, so that a list can be kept and sent. */
const Filter = z.object({
  q: z._default(z.string(), ''),
  show: z._default(z.enum(['mine', 'all']), 'mine'),
  due: z._default(z.enum(['', 'overdue', 'today']), ''),
  team: z._default(z.string(), ''),
  step: z._default(z.string(), ''),
  cursor: z.optional(z.string()),
});
type Filter = z.infer<typeof Filter>;

/** "My tasks": open steps by due date. */
export function tasksPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.get('/tasks', async (c) => {
    // An address that was typed wrong shows the list as it is without filters.
    const filter = Filter.safeParse(c.req.query()).data ?? Filter.parse({});
    const user = c.get('user');
    const view = await viewpointOf(kit);
    const today = londonDate(view.now);
    const wanted = (state: Case, task: Task) =>
      may(user, { do: 'read case' }, state, deps.council) && fits(kit, user, filter, state, task, today);
    const found: { state: Case; task: Task }[] = [];
    let { cursor } = filter;
    do {
      const some = await deps.store.openTasks({
        limit: onPage,
        ...(cursor === undefined ? {} : { cursor }),
        ...(filter.due === 'overdue' ? { dueBefore: today } : {}),
      });
      found.push(...some.items.filter(({ state, task }) => wanted(state, task)));
      cursor = some.next;
    } while (found.length < onPage && cursor !== undefined);
    const rows = found.map(({ state, task }) => {
      const step = stepView(state, task, view);
      return {
        ...step,
        href: `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`,
        team: teamOf(state, task, deps.council),
        who: task.performer === 'complainant' ? 'The complainant' : nameOf(kit, task.assignee),
        tag: dueTag(step, today, view.calendar),
      };
    });
    const { cursor: _, ...kept } = filter;
    return page(kit, c, 'tasks.njk', {
      title: filter.show === 'mine' ? 'My tasks' : 'All tasks',
      filter,
      filtered: c.req.url.includes('?'),
      rows,
      choices: choicesOf(kit, filter),
      next:
        cursor === undefined ? undefined : `/tasks?${new URLSearchParams({ ...kept, cursor }).toString()}`,
    });
  });
  return app;
}

function fits(
  { deps }: PageKit,
  user: User,
  filter: Filter,
  state: Case,
  task: Task,
  today: string,
): boolean {
  const team = teamOf(state, task, deps.council);
  const mine =
    task.assignee === undefined
      ? user.roles.some((role) => role === task.performer) &&
        (user.team === undefined || team === undefined || user.team === team)
      : task.assignee === user.id;
  return (
    (filter.show === 'all' || mine) &&
    (filter.due !== 'today' || task.due === today) &&
    (filter.team === '' || team === filter.team) &&
    (filter.step === '' || task.step === filter.step) &&
    (filter.q === '' || state.reference.toUpperCase().includes(filter.q.trim().toUpperCase()))
  );
}

function choicesOf({ deps }: PageKit, filter: Filter) {
  const options = (chosen: string, all: readonly (readonly [value: string, text: string])[]) =>
    all.map(([value, text]) => ({ value, text, selected: value === chosen }));
  const steps = deps.procedures.all.flatMap(({ steps: some }) =>
    Object.entries(some).flatMap(([id, { title, kind }]) => (kind === 'task' ? [[id, title] as const] : [])),
  );
  return {
    show: options(filter.show, [
      ['mine', 'Mine'],
      ['all', 'All I may see'],
    ]),
    due: options(filter.due, [
      ['', 'Any time'],
      ['overdue', 'Overdue'],
      ['today', 'Due today'],
    ]),
    team: options(filter.team, [
      ['', 'All teams'],
      ...deps.council.teams.map(({ name }) => [name, name] as const),
    ]),
    step: options(filter.step, [['', 'All steps'], ...new Map(steps)]),
  };
}
