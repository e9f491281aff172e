import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { Viewpoint } from '../../case-views/case-view.ts';
import { listOrder, openTasks } from '../../domain/case/case.ts';
import { waitingCount } from '../../domain/case/open-messages.ts';
import { addCalendarDays, londonDate, longDateWithWeekday } from '../../domain/time/civil-date.ts';
import { oneLine } from '../../domain/text/clean-text.ts';
import { shortenedTo } from '../../domain/text/within-bytes.ts';
import { presentUsers, type User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { caseSeenBy } from '../../domain/people/may-see.ts';
import { teamOf } from '../../domain/people/teams.ts';
import { heldWork } from '../../operations/receive-mail/held-mail.ts';
import { taskTag } from '../../operations/decide-step/decide-step.ts';
import { independentRoles, worksOnCases } from '../../../workflows/procedures/roles.ts';
import { complainantNames, findCases } from '../../operations/find-cases.ts';
import { dueCounts, isMine, queryOfMine, type CaseTask } from '../kit/my-tasks.ts';
import { dueTag } from '../kit/due-tag.ts';
import { timedStep } from '../kit/timed-step.ts';
import {
  fullPage,
  isIndependent,
  nameOf,
  orFirstPage,
  page,
  viewpointOf,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
  filterIn,
} from '../kit/page-kit.ts';
import type { Words } from '../../words/words.ts';
import { unsentOnTop } from './unsent-letters-page.ts';

const onPage = 25;
/** Bytes of whose complaint it is and what it is about: a row has one line. */
const longestAbout = 120;

/** The filters of the list. They are in the address, so a list can be bookmarked and shared. */
const Filter = z.object({
  q: z._default(z.pipe(z.string(), z.transform(oneLine)), ''),
  show: z._default(z.enum(['mine', 'all']), 'mine'),
  due: z._default(z.enum(['', 'overdue', 'today', 'pause']), ''),
  team: z._default(z.string(), ''),
  step: z._default(z.string(), ''),
  /** 'all': the tasks of this page are selected. */
  select: z._default(z.enum(['', 'all']), ''),
  cursor: z.optional(z.string()),
});
type Filter = z.infer<typeof Filter>;

/** Values entered to reassign selected tasks, with their errors. */
export interface Assigning {
  ticked: readonly string[];
  assignee: string;
  reason: string;
  errors: readonly { text: string; href: string }[];
}

/** "My tasks": open steps by due date. */
export function tasksPage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/tasks', (c) => showTasks(kit, c, c.req.query()));
  return app;
}

/** The list of tasks with the filters in its address, and the values entered to assign some of them. */
export async function showTasks(
  kit: PageKit,
  c: PageContext,
  query: Record<string, string>,
  assigning?: Assigning,
) {
  const { deps } = kit;
  // If the address is wrong, the list is shown without filters.
  const filter = filterIn(Filter, query);
  const user = c.get('user');
  const words = wordsOf(c);
  const view = await viewpointOf(kit);
  const today = londonDate(view.now);
  const { tasks, next, unreadable } = await orFirstPage(filter, (from) => tasksOf(kit, user, from, view));
  const names = await complainantNames(
    kit.deps,
    tasks.map(({ state }) => state),
  );
  const rows = tasks.map(({ state, task }) => {
    const seen = caseSeenBy(user, state);
    // No one else can exercise a right of the complainant.
    const assignable =
      task.performer !== 'complainant' && may(user, { do: 'act on case' }, state, deps.council);
    const step = timedStep(state, task, view);
    const choice = `${state.reference} ${taskTag(state, task)}`;
    return {
      ...step,
      href: `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`,
      about: shortenedTo(
        oneLine(
          [names.get(state.id), seen.facts.category ?? seen.facts.summary]
            .filter((part) => part !== undefined)
            .join(': '),
        ),
        longestAbout,
      ),
      // What comes in is for the council to deal with.
      messages: isIndependent(user) ? 0 : waitingCount(state),
      who: nameOf(kit, task.performer === 'complainant' ? 'complainant' : task.assignee, words),
      tag: dueTag(step, today, view.calendar, words),
      choice,
      ticked: assigning ? assigning.ticked.includes(choice) : assignable && filter.select === 'all',
      assignable,
    };
  });
  const { cursor, select, ...kept } = filter;
  const address = (more: Readonly<Record<string, string>>) => {
    const given = Object.entries({ ...kept, ...more }).filter(([name, value]) => value !== unfiltered(name));
    return `/tasks?${new URLSearchParams(Object.fromEntries(given)).toString()}`;
  };
  return page(
    kit,
    c,
    'tasks.njk',
    {
      title: words.staff.tasks[filter.show],
      unreadable,
      filter,
      counts: await countsOf(kit, user, filter, view),
      held: await heldOnTop(kit, user, words),
      unsent: await unsentOnTop(kit, user, words),
      links: {
        overdue: address({ due: 'overdue' }),
        today: address({ due: 'today' }),
        select: address({
          ...(select === 'all' ? {} : { select: 'all' }),
          ...(cursor === undefined ? {} : { cursor }),
        }),
        selects: select !== 'all',
      },
      wide: true,
      filtered: Object.entries(kept).some(([name, value]) => value !== unfiltered(name)),
      rows,
      choices: choicesOf(kit, filter, words),
      independent: isIndependent(user),
      next: next === undefined ? undefined : address({ cursor: next }),
      query: new URLSearchParams(cursor === undefined ? kept : { ...kept, cursor }).toString(),
      assigning: rows.some(({ assignable }) => assignable) && {
        users: [
          {
            value: '',
            text: words.staff.reassign.choosePerson,
            selected: (assigning?.assignee ?? '') === '',
          },
          ...presentUsers(deps.council)
            .filter((one) => rows.some((row) => row.assignable && mayGet(one, row.performer)))
            .toSorted((one, other) => one.name.localeCompare(other.name))
            .map(({ id, name, team, roles }) => ({
              value: id,
              text: words.staff.reassign.person({
                name,
                role: roles[0] === undefined ? undefined : words.terms.roles[roles[0]],
                team,
              }),
              selected: id === assigning?.assignee,
            })),
        ],
        reason: assigning?.reason ?? '',
        toMe: rows.some(({ assignable, performer }) => assignable && mayGet(user, performer)),
        wrong: Object.fromEntries(
          (assigning?.errors ?? []).map(({ href, text }) => [href.slice(1), { text }]),
        ),
      },
      errors: assigning?.errors ?? [],
    },
    assigning === undefined ? 200 : 422,
  );
}

/** Held mail is work of everyone who may see it. Undefined if none waits. */
async function heldOnTop({ deps }: PageKit, user: User, { staff: { mail } }: Words) {
  if (!may(user, { do: 'see held mail' }, undefined, deps.council)) return undefined;
  const work = await heldWork(deps);
  const due = work.map((one) => one.due).sort()[0];
  if (due === undefined) return undefined;
  const late = work.filter(({ isLate }) => isLate).length;
  return {
    text: mail.waiting({ held: work.length, late }),
    due: mail.firstDue({ day: longDateWithWeekday(due) }),
    isLate: late > 0,
  };
}

/** Whether a task can be assigned to a user: they have its role, or it needs no role and they work on cases. */
const mayGet = ({ roles }: User, performer: string) =>
  roles.some((role) =>
    performer === 'owner' ? worksOnCases(role) && !independentRoles.has(role) : role === performer,
  );

/** The value of a filter that excludes nothing. */
const unfiltered = (name: string) => (name === 'show' ? 'mine' : '');

/** How many tasks of the whole list are overdue, and how many are due today. */
async function countsOf(kit: PageKit, user: User, filter: Filter, view: Viewpoint) {
  const all: Filter = { ...filter, due: '' };
  if (filter.q.trim() === '')
    return dueCounts(
      kit.deps,
      whose(kit, user, filter),
      (item) => isWanted(kit, user, all, item, view),
      view,
    );
  const { tasks } = await tasksOf(kit, user, all, view);
  const due = tasks.map(({ state, task }) => timedStep(state, task, view).dueNow);
  return {
    overdue: due.filter((when) => when === 'overdue').length,
    today: due.filter((when) => when === 'today').length,
  };
}

/** The tasks of one page of the list. A search starts from the cases it finds and never reads all tasks. */
async function tasksOf(
  kit: PageKit,
  user: User,
  filter: Filter,
  view: Viewpoint,
): Promise<{ tasks: CaseTask[]; next?: string | undefined; unreadable?: number | undefined }> {
  const { deps } = kit;
  const wanted = (item: CaseTask) => isWanted(kit, user, filter, item, view);
  if (filter.q.trim() !== '') {
    const cases = await findCases(kit.deps, user, filter.q);
    const tasks = cases.flatMap((state) => openTasks(state).map((task) => ({ state, task }))).filter(wanted);
    return {
      tasks: tasks.toSorted((one, other) =>
        listOrder(one.state, one.task) < listOrder(other.state, other.task) ? -1 : 1,
      ),
    };
  }
  const today = londonDate(view.now);
  const listed = await fullPage({ limit: onPage, cursor: filter.cursor }, async (at) => {
    const some = await deps.store.openTasks({
      ...at,
      ...whose(kit, user, filter),
      ...(filter.due === 'overdue' ? { dueBefore: today } : {}),
      ...(filter.due === 'pause' ? { dueBefore: addCalendarDays(today, 1) } : {}),
    });
    return { ...some, items: some.items.filter(wanted) };
  });
  return { tasks: listed.items, next: listed.next, unreadable: listed.unreadable?.length };
}

/** The part of the query that says whose tasks are asked for. */
const whose = ({ deps }: PageKit, user: User, { show }: Filter) =>
  show === 'mine' ? queryOfMine(deps, user) : {};

function isWanted({ deps }: PageKit, user: User, filter: Filter, item: CaseTask, view: Viewpoint): boolean {
  const { state, task } = item;
  return (
    may(user, { do: 'read case' }, state, deps.council) &&
    caseSeenBy(user, state).tasks.some(({ key }) => key === task.key) &&
    (filter.show === 'all' || isMine(user, item, deps)) &&
    (filter.team === '' || teamOf(state, task, deps.council) === filter.team) &&
    (filter.step === '' || task.step === filter.step) &&
    (filter.due === '' || timedStep(state, task, view).dueNow === filter.due)
  );
}

function choicesOf({ deps }: PageKit, filter: Filter, { staff: { tasks } }: Words) {
  const options = (chosen: string, all: readonly (readonly [value: string, text: string])[]) =>
    all.map(([value, text]) => ({ value, text, selected: value === chosen }));
  const steps = deps.procedures.all.flatMap(({ steps: some }) =>
    Object.entries(some).flatMap(([id, { title, kind }]) => (kind === 'task' ? [[id, title] as const] : [])),
  );
  return {
    show: options(filter.show, Object.entries(tasks.whoseOptions)),
    due: options(filter.due, Object.entries(tasks.dueOptions)),
    team: options(filter.team, [
      ['', tasks.allTeams],
      ...deps.council.teams.map(({ name }) => [name, name] as const),
    ]),
    step: options(filter.step, [['', tasks.allSteps], ...new Map(steps)]),
  };
}
