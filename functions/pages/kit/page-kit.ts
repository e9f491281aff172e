import type { Context } from 'hono';
import { may, type Action } from '../../domain/people/may.ts';
import type { User } from '../../domain/council/council.ts';
import { independentRoles, worksOnCases } from '../../../workflows/procedures/roles.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile, Page } from '../../ports.ts';
import { readCase, type Shown } from '../../operations/read-case.ts';
import { type Viewpoint, viewpointNow } from '../../case-views/case-view.ts';
import { wordsIn, type Words } from '../../words/words.ts';
import type { MailDown } from '../../domain/correspondence/mail-down.ts';
import type { PostedForm } from './posted-form.ts';
import { moment, type Render } from './render.ts';
import type { Session } from './session.ts';
import * as z from 'zod/mini';

/**
 * The variables of a request to a page: its session, the user if someone is signed in, and the form if one was sent.
 */
export type PageEnv = {
  Variables: {
    session: Session | undefined;
    user: User;
    form: PostedForm;
    banner: Banner | undefined;
    mailDown: MailDown | undefined;
    /** This answer leads to a file of a case. */
    sentFile: boolean | undefined;
    language: string | undefined;
    /** The catalogue for this request, if it is not the one for the reader's language. */
    words: Words | undefined;
  };
};
/** The result of the last action, with the next thing to do. */
export interface Banner {
  text: string;
  next: { text: string; href: string } | undefined;
}
export type PageContext = Context<PageEnv>;

/** The dependencies of every journey. */
export interface PageKit {
  deps: Dependencies;
  render: Render;
  /** The session of this visit. Begun now if there was none, for forms of people who do not sign in. */
  visit(c: PageContext): Promise<Session>;
  /**
   * The network address a request comes from, if the host knows it. Used only for limits, and never stored as it is.
   */
  addressOf(c: PageContext): string | undefined;
}

/** The words in the language of the reader of this answer. */
export const wordsOf = (c: PageContext): Words => c.get('words') ?? wordsIn(c.get('language'));

type Status = 200 | 403 | 404 | 409 | 413 | 422 | 429 | 503;

/** Answers with a page. `title` names it in the tab; if there are errors, the title says so first. */
export function page(
  kit: PageKit,
  c: PageContext,
  template: string,
  values: { title: string; [name: string]: unknown },
  status: Status = 200,
): Response | Promise<Response> {
  const { session } = c.var;
  const user = c.get('user');
  return c.html(
    kit.render(template, {
      words: wordsOf(c),
      ...values,
      csrf: session?.csrf ?? '',
      banner: c.get('banner'),
      mailDown: user === undefined ? undefined : mailDownBanner(kit, c, user),
      signedIn: user === undefined ? undefined : navigation(kit, c, user),
    }),
    status,
  );
}

/** Whether a user is told on every page when mail is down: who oversees cases, and administrators. */
export const hearsOfMailDown = ({ deps }: PageKit, user: User): boolean =>
  may(user, { do: 'oversee' }, undefined, deps.council) ||
  may(user, { do: 'administer' }, undefined, deps.council);

function mailDownBanner({ deps }: PageKit, c: PageContext, user: User) {
  const down = c.get('mailDown');
  if (down === undefined) return undefined;
  const { unsent } = wordsOf(c);
  return {
    text: unsent.mailDown({ at: moment(down.since) }),
    list: may(user, { do: 'oversee' }, undefined, deps.council) ? unsent.title : undefined,
    why: may(user, { do: 'administer' }, undefined, deps.council)
      ? unsent.mailDownWhy({ why: down.why })
      : undefined,
  };
}

/** The answer for a page that does not exist or that the user may not know of: both look the same. */
export const noPage = (kit: PageKit, c: PageContext) =>
  page(
    kit,
    c,
    'message.njk',
    { title: wordsOf(c).layout.pageNotFound, text: wordsOf(c).layout.pageNotFoundText },
    404,
  );

/** Whether a user can be appointed to cases as an independent person. */
export const isIndependent = ({ roles }: User): boolean => roles.some((role) => independentRoles.has(role));

/** The menu of a user, with every page that they may open. The first page is their start page. */
function menuOf({ deps }: PageKit, user: User, { layout: { menu } }: Words) {
  const mayDo = (action: Action) => may(user, action, undefined, deps.council);
  const links = [
    ...(isIndependent(user) ? [{ text: menu.appointments, href: '/appointments' }] : []),
    ...(user.roles.some(worksOnCases)
      ? [
          { text: menu.tasks, href: '/tasks' },
          { text: menu.cases, href: '/cases' },
        ]
      : []),
    ...(mayDo({ do: 'oversee' }) ? [{ text: menu.messages, href: '/messages' }] : []),
    ...(mayDo({ do: 'record feedback' }) ? [{ text: menu.record, href: '/record' }] : []),
    ...(mayDo({ do: 'see held mail' })
      ? [
          { text: menu.heldMail, href: '/mail' },
          { text: menu.lettersToPost, href: '/letters-to-post' },
        ]
      : []),
    ...(mayDo({ do: 'oversee' }) ? [{ text: menu.unsentLetters, href: '/unsent-letters' }] : []),
    ...(mayDo({ do: 'oversee' }) ? [{ text: menu.overview, href: '/overview' }] : []),
    ...(mayDo({ do: 'see monitoring' }) ? [{ text: menu.monitoring, href: '/reports/monitor' }] : []),
    ...(mayDo({ do: 'read reports' }) ? [{ text: menu.reports, href: '/reports' }] : []),
    ...(mayDo({ do: 'administer' }) ? [{ text: menu.administration, href: '/admin' }] : []),
  ];
  return links;
}

/** The start page of a user. */
export const homeOf = (kit: PageKit, user: User): string =>
  beginningOf(menuOf(kit, user, wordsIn(undefined)));

const beginningOf = ([first]: ReturnType<typeof menuOf>) => first?.href ?? '/tasks';

function navigation(kit: PageKit, c: PageContext, user: User) {
  const links = menuOf(kit, user, wordsOf(c));
  // If two links match, the longer one is active: on /reports/monitor, /reports is not.
  const activeHref = links
    .map(({ href }) => href)
    .filter((href) => c.req.path === href || c.req.path.startsWith(`${href}/`))
    .sort((one, other) => other.length - one.length)[0];
  return {
    name: user.name,
    home: beginningOf(links),
    links: links.map((link) => ({ ...link, active: link.href === activeHref })),
    findsCases: links.some(({ href }) => href === '/cases'),
  };
}

/** The part of the case named in the path that this user may see. Undefined if there is none that they may know of. */
export const readableCase = (
  { deps }: PageKit,
  c: PageContext,
  shown?: Shown,
): Promise<CaseFile | undefined> => readCase(deps, c.get('user'), c.req.param('reference') ?? '', shown);

export const viewpointOf = ({ deps }: PageKit): Promise<Viewpoint> => viewpointNow(deps);

/** The filters in the address of a list. If they are wrong there, the list is shown without them. */
export const filterIn = <Filter>(schema: z.ZodMiniType<Filter>, query: Record<string, string>): Filter =>
  z.safeParse(schema, query).data ?? z.parse(schema, {});

/**
 * A page of a list. If the cursor in the address is not valid, for example because it was cut short, the first page.
 */
export async function orFirstPage<Query extends { cursor?: string | undefined }, Listed>(
  query: Query,
  list: (query: Query) => Promise<Listed>,
): Promise<Listed> {
  try {
    return await list(query);
  } catch (error) {
    if (query.cursor === undefined || !(error instanceof Error && error.name === 'InvalidCursor'))
      throw error;
    return list({ ...query, cursor: undefined });
  }
}

/**
 * One page of a list of which a reader sees only some: pages are read until at least `limit` items are there, or no more.
 * `next` is the cursor after the last page read; `unreadable` names the rows that none of them could read.
 */
export async function fullPage<Listed>(
  { limit, cursor: from }: { limit: number; cursor?: string | undefined },
  read: (at: { limit: number; cursor?: string }) => Promise<Page<Listed>>,
): Promise<Page<Listed>> {
  const items: Listed[] = [];
  const unreadable = new Set<string>();
  let cursor = from;
  do {
    const some = await read({ limit, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...some.items);
    some.unreadable?.forEach((row) => unreadable.add(row));
    cursor = some.next;
  } while (items.length < limit && cursor !== undefined);
  return {
    items,
    ...(cursor === undefined ? {} : { next: cursor }),
    ...(unreadable.size === 0 ? {} : { unreadable: [...unreadable] }),
  };
}

/** The name of a user, or the text shown instead. */
export function nameOf(
  { deps }: PageKit,
  id: string | undefined,
  { layout }: Words = wordsIn(undefined),
): string {
  if (id === undefined) return layout.notAssigned;
  if (id === 'system') return layout.theSystem;
  if (id === 'complainant') return layout.theComplainant;
  const bare = id.replace(/^user:/, '');
  return deps.council.users.find((user) => user.id === bare)?.name ?? bare;
}
