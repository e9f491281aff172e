import { Hono } from 'hono';
import * as z from 'zod/mini';
import { caseSummary } from '../../case-views/case-view.ts';
import { longDate, londonDate } from '../../domain/time/civil-date.ts';
import { oneLine } from '../../domain/text/clean-text.ts';
import type { Case } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { caseSeenBy } from '../../domain/people/may-see.ts';
import { complainantNames, findCases } from './find-cases.ts';
import { dueTag } from '../kit/due-tag.ts';
import { orFirstPage, page, viewpointOf, type PageEnv, type PageKit } from '../kit/page-kit.ts';

const onPage = 25;

const Filter = z.object({
  q: z._default(z.pipe(z.string(), z.transform(oneLine)), ''),
  status: z._default(z.enum(['', 'open', 'closed']), ''),
  cursor: z.optional(z.string()),
});
type Filter = z.infer<typeof Filter>;

/** All cases one may see, open and closed, the newest first; found by reference or by the name of the complainant. */
export function casesPage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/cases', async (c) => {
    const filter = Filter.safeParse(c.req.query()).data ?? Filter.parse({});
    const view = await viewpointOf(kit);
    const today = londonDate(view.now);
    const { found, next } = await orFirstPage(filter, (from) => casesOf(kit, c.get('user'), from));
    const names = await complainantNames(kit, found);
    const { cursor: _, ...kept } = filter;
    const option = (value: string, text: string) => ({ value, text, selected: value === filter.status });
    return page(kit, c, 'cases.njk', {
      title: 'Cases',
      filter,
      filtered: filter.q !== '' || filter.status !== '',
      statuses: [option('', 'Open and closed'), option('open', 'Open'), option('closed', 'Closed')],
      rows: found.map((state) => {
        const { steps } = caseSummary(caseSeenBy(c.get('user'), state), view);
        const open = steps.filter(({ status }) => status === 'open');
        return {
          reference: state.reference,
          kind: state.kind,
          name: names.get(state.id) ?? 'Name not given',
          received: state.receivedOn,
          closed:
            state.status === 'closed' && state.closedAt !== undefined
              ? `Closed on ${longDate(londonDate(state.closedAt))}: ${state.closedAs}`
              : undefined,
          steps: open.map((step) => ({ title: step.title, tag: dueTag(step, today, view.calendar) })),
        };
      }),
      next:
        next === undefined
          ? undefined
          : `/cases?${new URLSearchParams({ ...kept, cursor: next }).toString()}`,
    });
  });
  return app;
}

async function casesOf(
  kit: PageKit,
  user: User,
  { q, status, cursor: from }: Filter,
): Promise<{ found: Case[]; next?: string | undefined }> {
  const { store, council } = kit.deps;
  if (q.trim() !== '') {
    const found = await findCases(kit, user, q);
    return { found: found.filter((state) => status === '' || state.status === status) };
  }
  const found: Case[] = [];
  let cursor = from;
  do {
    const some = await store.cases({
      limit: onPage,
      ...(status === '' ? {} : { status }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...some.items.filter((state) => may(user, { do: 'read case' }, state, council)));
    cursor = some.next;
  } while (found.length < onPage && cursor !== undefined);
  return { found, next: cursor };
}
