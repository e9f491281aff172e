import { Hono } from 'hono';
import { changeCouncil, councilTag, type CouncilResult } from '../../operations/change-council.ts';
import type { CouncilProblem } from '../../domain/council/council.ts';
import { presentTeams, presentUsers } from '../../domain/council/council.ts';
import { small } from '../../domain/text/capitalise.ts';
import { may } from '../../domain/people/may.ts';
import { needed } from '../../domain/text/input-errors.ts';
import { adminFile } from './admin-file.ts';
import { adminLetters } from './admin-letters.ts';
import {
  adminFields,
  adminLists,
  contactPart,
  listPart,
  teamPart,
  userLine,
  userPart,
  type AdminPart,
} from './admin-parts.ts';
import { differenceInWords, sentence } from './council-words.ts';
import type { Typed } from '../kit/form-page.ts';
import { nameOf, noPage, page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';

const saved = (c: PageContext) => c.req.query('saved') !== undefined;

/** Everything the administrator changes: the council as it is, part by part, and what was changed before. */
export function adminPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const guard = async (c: PageContext, next: () => Promise<void>) =>
    may(c.get('user'), { do: 'administer' }, undefined, deps.council) ? next() : noPage(kit, c);
  app.use('/admin', guard);
  app.use('/admin/*', guard);

  app.get('/admin', async (c) => {
    const { items } = await deps.store.councilChanges({ limit: 3 });
    return page(kit, c, 'admin.njk', {
      title: 'Administration',
      saved: saved(c),
      people: presentUsers(deps.council).length,
      teams: presentTeams(deps.council).length,
      reworded: Object.keys(deps.council.letters ?? {}).length,
      lists: adminLists.map(({ id, part, title }) => ({ id, title, many: deps.council[part].length })),
      latest: items.map(({ at, by, differences }) => ({
        at,
        by: nameOf(kit, by),
        what: differences.map((one) => differenceInWords(one).place).join(', '),
      })),
    });
  });
  app.get('/admin/people', (c) =>
    page(kit, c, 'admin-list.njk', {
      title: 'People and roles',
      back: { href: '/admin', text: 'Administration' },
      saved: saved(c),
      about:
        'Everybody who signs in, and in which roles. Who has left keeps their name in the cases they had.',
      add: { href: '/admin/people/new', text: 'Add somebody' },
      columns: ['Name', 'Roles', 'Email address'],
      rows: deps.council.users
        .toSorted((a, b) => Number(a.retired ?? false) - Number(b.retired ?? false))
        .map((user) => ({
          name: user.name,
          href: `/admin/people/${encodeURIComponent(user.id)}`,
          cells: [userLine(user), user.email],
        })),
    }),
  );
  app.get('/admin/teams', (c) =>
    page(kit, c, 'admin-list.njk', {
      title: 'Teams',
      back: { href: '/admin', text: 'Administration' },
      saved: saved(c),
      about: 'A complaint is about a team. Its head of service hears of what is late.',
      add: { href: '/admin/teams/new', text: 'Add a team' },
      columns: ['Team', 'Service area', 'Head of service'],
      rows: deps.council.teams.map((team) => ({
        name: team.retired ? `${team.name} (closed)` : team.name,
        href: `/admin/teams/${encodeURIComponent(team.name)}`,
        cells: [team.serviceArea, nameOf(kit, team.headOfService)],
      })),
    }),
  );
  app.get('/admin/history', async (c) => {
    const cursor = c.req.query('from');
    const changes = await deps.store
      .councilChanges({ limit: 20, ...(cursor === undefined ? {} : { cursor }) })
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'InvalidCursor') return undefined;
        throw error;
      });
    if (!changes) return noPage(kit, c);
    return page(kit, c, 'admin-history.njk', {
      title: 'What was changed',
      back: { href: '/admin', text: 'Administration' },
      changes: changes.items.map(({ version, at, by, differences }) => ({
        version,
        at,
        by: nameOf(kit, by),
        differences: differences.map(differenceInWords),
      })),
      next: changes.next === undefined ? undefined : `/admin/history?from=${changes.next}`,
    });
  });

  const find = {
    '/admin/council': () => contactPart(deps.council),
    '/admin/people/new': () => userPart(undefined, deps.council),
    '/admin/people/:id': (c: PageContext) => userPart(c.req.param('id') ?? '', deps.council),
    '/admin/teams/new': () => teamPart(undefined, deps.council),
    '/admin/teams/:name': (c: PageContext) => teamPart(c.req.param('name') ?? '', deps.council),
    '/admin/lists/:list': (c: PageContext) => listPart(c.req.param('list') ?? '', deps.council),
  };
  for (const [path, partOf] of Object.entries(find)) {
    app.get(path, (c) => {
      const part = partOf(c);
      return part ? show(c, part, { typed: part.typed }) : noPage(kit, c);
    });
    app.post(path, async (c) => {
      const part = partOf(c);
      if (!part) return noPage(kit, c);
      const typed = c.var.form.fields;
      const result = await changeCouncil(deps, {
        by: c.get('user'),
        part: part.part,
        seen: field(c.var.form, 'seen'),
        edit: (council) => part.edit(council, typed),
      });
      if (result.ok) return c.redirect(`${part.next}?saved`, 303);
      return show(c, partOf(c) ?? part, { typed, refused: result });
    });
  }

  function show(
    c: PageContext,
    part: AdminPart,
    { typed, refused }: { typed: Typed; refused?: Exclude<CouncilResult, { ok: true }> },
  ) {
    if (refused?.reason === 'not yours') return noPage(kit, c);
    const { council } = deps;
    const problems = refused?.reason === 'invalid' ? refused.problems : [];
    // A problem is placed in the council as it would be: what was typed has been put into it.
    const after = { ...council, users: [...council.users], teams: [...council.teams] };
    const edited = part.edit(council, typed);
    const placed = (problem: CouncilProblem) =>
      part.fieldOf(problem, isSized(edited) ? { ...after, ...edited } : after);
    const errors = problems.map((problem) => {
      const at = placed(problem);
      const label = part.fields.find(({ name }) => name === at)?.label;
      const { message } = problem;
      return {
        field: at,
        ...sentence(label !== undefined && message === needed ? `${label}: ${small(message)}` : message),
      };
    });
    return page(
      kit,
      c,
      'admin-part.njk',
      {
        title: part.title,
        about: part.about,
        back: part.next === '/admin/council' ? { href: '/admin' } : { href: part.next },
        saved: saved(c),
        fixed: part.next === '/admin/council' ? fixedRows() : [],
        seen: councilTag(part.part(council)),
        action: c.req.path,
        fields: adminFields(part, typed, (name) => errors.find((error) => error.field === name)?.text),
        errors: errors.map(({ field: at, text }) =>
          at !== undefined && part.fields.some(({ name }) => name === at)
            ? { href: `#${at}`, text }
            : { text },
        ),
        changed:
          refused?.reason === 'changed'
            ? {
                by: nameOf(kit, refused.latest?.by),
                at: refused.latest?.at,
                rows: part.fields
                  .map(({ name, label }) => ({
                    label,
                    now: (part.typed[name] ?? []).join('\n'),
                    yours: (typed[name] ?? []).join('\n'),
                  }))
                  .filter(({ now, yours }) => now !== yours),
              }
            : undefined,
      },
      refused === undefined ? 200 : refused.reason === 'changed' ? 409 : 422,
    );
  }

  /** What only a deployment changes, shown beside what can be changed. */
  function fixedRows() {
    const { referencePrefix, intakeAddress, sender, pages } = deps.council;
    const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
    return [
      row('References begin with', referencePrefix),
      row('Address that complaints come to', intakeAddress),
      row('Address that letters come from', sender.address),
      row('Address of these pages', pages),
    ];
  }

  app.route('/', adminLetters(kit));
  app.route('/', adminFile(kit));
  return app;
}

const isSized = (edited: unknown): edited is object => typeof edited === 'object' && edited !== null;
