import type { Context } from 'hono';
import { may, type Action } from '../../domain/people/may.ts';
import type { User } from '../../domain/council/council.ts';
import { independentRoles, worksOnCases } from '../../../workflows/procedures/roles.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { readCase } from '../../operations/read-case.ts';
import type { Viewpoint } from '../../case-views/case-view.ts';
import type { PostedForm } from './posted-form.ts';
import type { Render } from './render.ts';
import type { Session } from './session.ts';

/** What a request to a page carries: its session, the user when somebody is signed in, the form when one was sent. */
export type PageEnv = {
  Variables: { session: Session | undefined; user: User; form: PostedForm; banner: Banner | undefined };
};
/** What was just done, and what there is to do next. */
export interface Banner {
  text: string;
  next: { text: string; href: string } | undefined;
}
export type PageContext = Context<PageEnv>;

/** What every journey is made with. */
export interface PageKit {
  deps: Dependencies;
  render: Render;
  /** The session of this visit, begun now if there was none: for forms of people who do not sign in. */
  visit(c: PageContext): Promise<Session>;
  /** The network address a request comes from, where the host knows it: for limits only, and never stored as it is. */
  addressOf(c: PageContext): string | undefined;
}

type Status = 200 | 403 | 404 | 409 | 413 | 422 | 429 | 503;

/** Answers a page. `title` names it in the tab; with errors the title says so first. */
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
      ...values,
      csrf: session?.csrf ?? '',
      banner: c.get('banner'),
      signedIn: user === undefined ? undefined : navigation(kit, c, user),
    }),
    status,
  );
}

/** What is not there, or may not be known to be there: the two look the same. */
export const noPage = (kit: PageKit, c: PageContext) =>
  page(
    kit,
    c,
    'message.njk',
    { title: 'Page not found', text: 'There is nothing here, or not for you.' },
    404,
  );

/** Whether somebody is appointed to cases as an independent person. */
export const isIndependent = ({ roles }: User): boolean => roles.some((role) => independentRoles.has(role));

/** What somebody can go to; a page that belongs in the menu gets its line here. The first is where they begin. */
function menuOf({ deps }: PageKit, user: User) {
  const mayDo = (action: Action) => may(user, action, undefined, deps.council);
  const links = [
    ...(isIndependent(user) ? [{ text: 'My appointments', href: '/appointments' }] : []),
    ...(user.roles.some(worksOnCases)
      ? [
          { text: 'My tasks', href: '/tasks' },
          { text: 'Cases', href: '/cases' },
        ]
      : []),
    ...(mayDo({ do: 'record feedback' }) ? [{ text: 'Record feedback', href: '/record' }] : []),
    ...(mayDo({ do: 'see held mail' }) ? [{ text: 'Held mail', href: '/mail' }] : []),
    ...(mayDo({ do: 'oversee' }) ? [{ text: 'Overview', href: '/overview' }] : []),
    ...(mayDo({ do: 'see monitoring' }) ? [{ text: 'Monitoring', href: '/reports/monitor' }] : []),
    ...(mayDo({ do: 'read reports' }) ? [{ text: 'Reports', href: '/reports' }] : []),
    ...(mayDo({ do: 'administer' }) ? [{ text: 'Administration', href: '/admin' }] : []),
  ];
  return links;
}

/** The page where somebody begins. */
export const homeOf = (kit: PageKit, user: User): string => beginningOf(menuOf(kit, user));

const beginningOf = ([first]: ReturnType<typeof menuOf>) => first?.href ?? '/tasks';

function navigation(kit: PageKit, c: PageContext, user: User) {
  const links = menuOf(kit, user);
  // Of two that fit, the one that says more: /reports/monitor is not /reports.
  const at = links
    .map(({ href }) => href)
    .filter((href) => c.req.path === href || c.req.path.startsWith(`${href}/`))
    .sort((one, other) => other.length - one.length)[0];
  return {
    name: user.name,
    home: beginningOf(links),
    links: links.map((link) => ({ ...link, active: link.href === at })),
  };
}

/** The case named in the path, as far as this user may see it, if there is one that they may know of. */
export const readableCase = ({ deps }: PageKit, c: PageContext): Promise<CaseFile | undefined> =>
  readCase(deps, c.get('user'), c.req.param('reference') ?? '');

export async function viewpointOf({ deps }: PageKit): Promise<Viewpoint> {
  return { deps, calendar: await currentCalendar(deps), now: deps.clock.now() };
}

/** A page of a list; its first one when the cursor in the address is none of ours, such as one that was cut short. */
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

/** The name of a user, or what stands in its place. */
export function nameOf({ deps }: PageKit, id: string | undefined): string {
  if (id === undefined) return 'Nobody yet';
  if (id === 'system') return 'The system';
  if (id === 'complainant') return 'The complainant';
  const bare = id.replace(/^user:/, '');
  return deps.council.users.find((user) => user.id === bare)?.name ?? bare;
}
