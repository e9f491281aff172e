import { Hono } from 'hono';
import * as z from 'zod/mini';
import { longDate, londonDate } from '../../domain/time/civil-date.ts';
import { oneLine } from '../../domain/text/clean-text.ts';
import { openTasks, type Case } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { caseSeenBy } from '../../domain/people/may-see.ts';
import { wordFor } from '../../words/words.ts';
import { complainantNames, findCases } from '../../operations/find-cases.ts';
import { dueTag } from '../kit/due-tag.ts';
import { timedStep } from '../kit/timed-step.ts';
import {
  fullPage,
  orFirstPage,
  page,
  viewpointOf,
  wordsOf,
  type PageEnv,
  type PageKit,
  filterIn,
} from '../kit/page-kit.ts';

const onPage = 25;

const Filter = z.object({
  q: z._default(z.pipe(z.string(), z.transform(oneLine)), ''),
  status: z._default(z.enum(['', 'open', 'closed']), ''),
  cursor: z.optional(z.string()),
});
type Filter = z.infer<typeof Filter>;

/** All cases the user may see, newest first, with a search by reference or by the name of the complainant. */
export function casesPage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/cases', async (c) => {
    const filter = filterIn(Filter, c.req.query());
    const words = wordsOf(c);
    const { cases } = words.staff;
    const view = await viewpointOf(kit);
    const today = londonDate(view.now);
    const { states, next, unreadable } = await orFirstPage(filter, (from) =>
      casesOf(kit, c.get('user'), from),
    );
    const names = await complainantNames(kit.deps, states);
    const { cursor: _, ...kept } = filter;
    const option = (value: string, text: string) => ({ value, text, selected: value === filter.status });
    return page(kit, c, 'cases.njk', {
      title: cases.title,
      unreadable,
      filter,
      filtered: filter.q !== '' || filter.status !== '',
      statuses: [
        option('', cases.anyStatus),
        ...Object.entries(words.terms.caseStatuses).map(([value, text]) => option(value, text)),
      ],
      rows: states.map((state) => {
        const seen = caseSeenBy(c.get('user'), state);
        const open = openTasks(seen).map((task) => timedStep(seen, task, view));
        return {
          reference: state.reference,
          call: may(c.get('user'), { do: 'record note' }, state, kit.deps.council)
            ? `/cases/${state.reference}/steer/contact`
            : undefined,
          kind: wordFor(words.terms.kinds, state.facts.kind ?? state.kind),
          name: names.get(state.id) ?? words.parties.nameNotGiven,
          received: state.receivedOn,
          closed:
            state.status === 'closed' && state.closedAt !== undefined
              ? cases.closed({ on: longDate(londonDate(state.closedAt)), as: state.closedAs })
              : undefined,
          steps: open.map((step) => ({ title: step.title, tag: dueTag(step, today, view.calendar, words) })),
        };
      }),
      next:
        next === undefined
          ? undefined
          : `/cases?${new URLSearchParams({ ...kept, cursor: next }).toString()}`,
    });
  });
  // The search in the header of every page: a case that is found alone is opened at once.
  app.get('/find', async (c) => {
    const { q } = filterIn(Filter, c.req.query());
    const found = q.trim() === '' ? [] : await findCases(kit.deps, c.get('user'), q);
    const [only, ...others] = found;
    return c.redirect(
      only && others.length === 0
        ? `/cases/${only.reference}`
        : `/cases?${new URLSearchParams({ q }).toString()}`,
      303,
    );
  });
  return app;
}

async function casesOf(
  kit: PageKit,
  user: User,
  { q, status, cursor }: Filter,
): Promise<{ states: Case[]; next?: string | undefined; unreadable?: number | undefined }> {
  const { store, council } = kit.deps;
  if (q.trim() !== '') {
    const matches = await findCases(kit.deps, user, q);
    return { states: matches.filter((state) => status === '' || state.status === status) };
  }
  const { items, next, unreadable } = await fullPage({ limit: onPage, cursor }, async (at) => {
    const listed = await store.cases({ ...at, ...(status === '' ? {} : { status }) });
    return {
      ...listed,
      items: listed.items.filter((state) => may(user, { do: 'read case' }, state, council)),
    };
  });
  return { states: items, next, unreadable: unreadable?.length };
}
