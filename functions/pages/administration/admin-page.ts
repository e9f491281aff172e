import { Hono } from 'hono';
import { changeCouncil, councilTag, type CouncilResult } from '../../operations/change-council.ts';
import { councilProblemInWords, type CouncilProblem } from '../../domain/council/council-problem.ts';
import type { Difference } from '../../domain/council/council-change.ts';
import { differencesFromFolder } from '../../domain/council/council-in-force.ts';
import { presentTeams, presentUsers } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { safeguardingPart } from './admin-contacts.ts';
import { adminFile } from './admin-file.ts';
import { adminLetters } from './admin-letters.ts';
import { adminProcedures, targetPart } from './admin-procedures.ts';
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
import { endSomeSessions, showSessions } from './admin-sessions.ts';
import { adminRetention, retentionPart } from './admin-retention.ts';
import { differenceInWords } from './difference-in-words.ts';
import { paragraphList, paragraphPart } from './admin-paragraphs.ts';
import type { Typed } from '../kit/form-groups.ts';
import {
  nameOf,
  noPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';
import type { Words } from '../../words/words.ts';

const saved = (c: PageContext) => c.req.query('saved') !== undefined;

/** Everything that administrators can change: the council part by part, and the history of changes. */
export function adminPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const guard = async (c: PageContext, next: () => Promise<void>) =>
    may(c.get('user'), { do: 'administer' }, undefined, deps.council) ? next() : noPage(kit, c);
  app.use('/admin', guard);
  app.use('/admin/*', guard);

  const difference = (c: PageContext) => {
    const words = wordsOf(c);
    return (one: Difference) => differenceInWords(one, words, (id) => nameOf(kit, id, words));
  };

  app.get('/admin', async (c) => {
    const words = wordsOf(c);
    const { administration } = words;
    const { items } = await deps.store.councilChanges({ limit: 3 });
    return page(kit, c, 'admin.njk', {
      title: administration.title,
      saved: saved(c),
      people: presentUsers(deps.council).length,
      teams: presentTeams(deps.council).length,
      procedures: deps.procedures.all.length,
      differing: differencesFromFolder(deps.councils.deployed.council, {
        council: deps.council,
        rejected: deps.councils.rejectedWording,
      }).length,
      rejected: Object.keys(deps.councils.rejectedWording).length,
      keptLonger: deps.council.retention?.length ?? 0,
      paragraphs: (deps.council.paragraphs ?? []).length,
      reworded: Object.keys(deps.council.letters ?? {}).length,
      lists: adminLists.map(({ id, part }) => ({
        id,
        title: administration.lists[id].title,
        count: (deps.council[part] ?? []).length,
      })),
      latest: items.map(({ at, by, differences: changed }) => ({
        at,
        by: nameOf(kit, by, words),
        what: changed.map((one) => difference(c)(one).place).join(', '),
      })),
    });
  });
  app.get('/admin/people', (c) => {
    const words = wordsOf(c);
    const { people } = words.administration;
    return page(kit, c, 'admin-list.njk', {
      title: people.title,
      back: { href: '/admin', text: words.administration.title },
      saved: saved(c),
      about: people.about,
      add: { href: '/admin/people/new', text: people.add },
      columns: [people.name, people.roles, people.email],
      empty: people.empty,
      rows: deps.council.users
        .toSorted((a, b) => Number(a.retired ?? false) - Number(b.retired ?? false))
        .map((user) => ({
          name: user.name,
          href: `/admin/people/${encodeURIComponent(user.id)}`,
          cells: [userLine(user, words), user.email],
        })),
    });
  });
  app.get('/admin/teams', (c) => {
    const words = wordsOf(c);
    const { teams, people } = words.administration;
    return page(kit, c, 'admin-list.njk', {
      title: teams.title,
      back: { href: '/admin', text: words.administration.title },
      saved: saved(c),
      about: teams.about,
      add: { href: '/admin/teams/new', text: teams.add },
      columns: [teams.team, teams.serviceArea, teams.headOfService],
      empty: teams.empty,
      rows: deps.council.teams.map((team) => ({
        name: team.retired ? people.closedTeam({ team: team.name }) : team.name,
        href: `/admin/teams/${encodeURIComponent(team.name)}`,
        cells: [team.serviceArea, nameOf(kit, team.headOfService, words)],
      })),
    });
  });
  app.get('/admin/paragraphs', (c) => {
    const words = wordsOf(c);
    return page(kit, c, 'admin-list.njk', {
      ...paragraphList(deps.council, deps.councils.deployed.council, words),
      back: { href: '/admin', text: words.administration.title },
      saved: saved(c),
    });
  });
  app.get('/admin/sessions', (c) => showSessions(kit, c));
  app.post('/admin/sessions', (c) => endSomeSessions(kit, c));
  app.get('/admin/history', async (c) => {
    const cursor = c.req.query('from');
    const changes = await deps.store
      .councilChanges({ limit: 20, ...(cursor === undefined ? {} : { cursor }) })
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'InvalidCursor') return undefined;
        throw error;
      });
    if (!changes) return noPage(kit, c);
    const words = wordsOf(c);
    return page(kit, c, 'admin-history.njk', {
      title: words.administration.history.title,
      back: { href: '/admin', text: words.administration.title },
      changes: changes.items.map(({ version, at, by, reason, differences: changed }) => ({
        version,
        reason: reason === undefined ? undefined : words.administration.history.reason({ reason }),
        heading: words.administration.history.entry({ at: moment(at), by: nameOf(kit, by, words) }),
        differences: changed.map(difference(c)),
      })),
      next: changes.next === undefined ? undefined : `/admin/history?from=${changes.next}`,
    });
  });

  const find = {
    '/admin/council': (c: PageContext) => contactPart(deps.council, wordsOf(c)),
    '/admin/people/new': (c: PageContext) => userPart(undefined, deps.council, wordsOf(c)),
    '/admin/people/:id': (c: PageContext) => userPart(c.req.param('id') ?? '', deps.council, wordsOf(c)),
    '/admin/teams/new': (c: PageContext) => teamPart(undefined, deps.council, wordsOf(c)),
    '/admin/teams/:name': (c: PageContext) => teamPart(c.req.param('name') ?? '', deps.council, wordsOf(c)),
    '/admin/paragraphs/new': (c: PageContext) => paragraphPart(undefined, deps.council, wordsOf(c)),
    '/admin/paragraphs/:id': (c: PageContext) =>
      paragraphPart(c.req.param('id') ?? '', deps.council, wordsOf(c)),
    '/admin/targets/:procedure/:step': (c: PageContext) =>
      targetPart(
        { procedure: c.req.param('procedure') ?? '', step: c.req.param('step') ?? '' },
        deps.council,
        deps.councils.deployed.procedures,
        wordsOf(c),
      ),
    '/admin/retention/:rule': (c: PageContext) =>
      retentionPart(c.req.param('rule') ?? '', deps.council, deps.councils.deployed.council, wordsOf(c)),
    '/admin/safeguarding': (c: PageContext) => safeguardingPart(deps.council, wordsOf(c)),
    '/admin/lists/:list': (c: PageContext) => listPart(c.req.param('list') ?? '', deps.council, wordsOf(c)),
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
        ...(part.reason === undefined ? {} : { reason: part.reason(typed) }),
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
    const words = wordsOf(c);
    const { administration } = words;
    const problems = refused?.reason === 'invalid' ? refused.problems : [];
    // The path of a problem refers to the council with the change in it.
    const after = { ...council, users: [...council.users], teams: [...council.teams] };
    const edited = part.edit(council, typed);
    const placed = (problem: CouncilProblem) =>
      part.fieldOf(problem, isSized(edited) ? { ...after, ...edited } : after);
    const errors = problems.map((problem) => {
      const fieldName = placed(problem);
      const missing = part.fields.find(({ name }) => name === fieldName)?.missing;
      return {
        field: fieldName,
        text:
          problem.code === 'missing' && missing !== undefined
            ? missing
            : councilProblemInWords(administration.problems, problem),
      };
    });
    return page(
      kit,
      c,
      'admin-part.njk',
      {
        title: part.title,
        about: part.about,
        back: part.next === c.req.path ? { href: '/admin' } : { href: part.next },
        saved: saved(c),
        fixed: part.next === '/admin/council' ? fixedRows(administration.contacts) : [],
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
                text: administration.changedMeanwhile.text({
                  by: nameOf(kit, refused.latest?.by, words),
                  at: refused.latest && moment(refused.latest.at),
                }),
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

  /** The settings that only a deployment changes, shown below those that can be changed. */
  function fixedRows(words: Words['administration']['contacts']) {
    const { referencePrefix, intakeAddress, sender, pages } = deps.council;
    const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
    return [
      row(words.referencePrefix, referencePrefix),
      row(words.intakeAddress, intakeAddress),
      row(words.senderAddress, sender.address),
      row(words.pagesAddress, pages),
    ];
  }

  app.route('/', adminLetters(kit));
  app.route('/', adminFile(kit));
  app.route('/', adminProcedures(kit));
  app.route('/', adminRetention(kit));
  return app;
}

const isSized = (edited: unknown): edited is object => typeof edited === 'object' && edited !== null;
