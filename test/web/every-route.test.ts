import { expect, test } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { linkHash, newPrivateLink } from '../../functions/operations/follow-case/private-link.ts';
import { identityProvider } from '../../functions/pages/kit/identity-provider.ts';
import { pages } from '../../functions/pages/app.ts';
import { startSession } from '../../functions/pages/kit/session.ts';
import { Role } from '../../workflows/procedures/roles.ts';
import { childrensWay, openPlay, stage2Way, type Play } from '../play.ts';
import { lyingProvider } from './pages/council-sign-in.ts';
import { readers, routeTable, type Answered, type Expected, type Places } from './route-table.ts';

type Visitor = Role | 'nobody' | 'the complainant';
const visitors: readonly Visitor[] = [...Role.options, 'nobody', 'the complainant'];

/** The caller and the case: a case where no one is complained about, or one where all callers are. */
interface Visit {
  visitor: Visitor;
  complainedAbout: boolean;
}

function expected({ visitor, complainedAbout }: Visit, { about, who, ...row }: Expected): Answered {
  const gives = row.gives ?? 'allowed';
  if (visitor === 'nobody' && row.nobody) return row.nobody;
  if (about === 'link') return visitor === 'the complainant' ? gives : 'not there';
  if (about === 'everybody') return gives;
  if (visitor === 'the complainant' && row.complainant === true) return gives;
  if (about === 'session') return visitor === 'nobody' ? 'refused' : gives;
  if (visitor === 'nobody' || visitor === 'the complainant') return 'sign in';
  if (about === 'case' && (complainedAbout || !readers.includes(visitor))) return 'not there';
  return who === undefined || who.includes(visitor) ? gives : (row.others ?? 'refused');
}

/** A private link to a case as it is now: earlier requests may have revoked other links. */
async function linkTo(play: Play, reference: string): Promise<string> {
  const { state } = await play.file(reference);
  return linkHash((await newPrivateLink(play.deps, state)).code);
}

/** A case at the adjudication of stage 2, with its two reports. */
async function adjudicated(play: Play): Promise<string> {
  const way = [...childrensWay, ...stage2Way];
  const reference = await play.complaintAt('stage-2', {}, way);
  for (const title of ['Investigation report', 'Independent report']) await play.document(reference, title);
  const from = way.findIndex(([step]) => step === 'stage-2');
  await play.along(reference, way.slice(from, from + 2));
  return reference;
}

async function answered(
  play: Play,
  { visitor }: Visit,
  route: string,
  row: Expected,
  places: Places,
): Promise<Answered | 'fault'> {
  const [method = '', pattern = ''] = route.split(' ');
  const at: Record<string, string> = { ...places, ...row.at };
  const path = pattern
    .replace(/\/:\w+\?$/, '')
    .replaceAll(/:(\w+)(?:\{[^}]*\})?/g, (_, name: string) => encodeURIComponent(at[name] ?? ''));
  const headers: Record<string, string> = { 'if-match': '*', origin: 'http://127.0.0.1' };
  const who =
    visitor === 'the complainant' ? { link: await linkTo(play, places.reference) } : { user: visitor };
  // A session of its own for each request: signing out ends it.
  const visit = visitor === 'nobody' ? undefined : await startSession(play.deps, who);
  if (visit) headers['cookie'] = `redress=${visit.cookie}`;
  if (path.startsWith('/api/') && 'user' in who && visit)
    headers['authorization'] = `Bearer local:${visitor}`;
  let body: string | undefined;
  if (row.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    body = new URLSearchParams({ ...row.form, _csrf: visit?.session.csrf ?? '' }).toString();
  } else if (row.json) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(row.json(places));
  } else body = row.bytes;
  const answer = await play.system.app.request(`http://127.0.0.1${path}${row.query ?? ''}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const toSignIn = answer.status === 303 && /^\/sign-in\b/.test(answer.headers.get('location') ?? '');
  if (answer.status === 401 || toSignIn) return 'sign in';
  const toFollow = answer.status === 303 && answer.headers.get('location') === '/follow';
  if (answer.status === 404 || toFollow) return 'not there';
  if (answer.status === 403) return 'refused';
  return answer.status < 500 ? 'allowed' : 'fault';
}

test(
  'every route answers roles, visitors and people complained about as the table says',
  { timeout: 300_000 },
  async () => {
    const provider = await lyingProvider({});
    const play = await openPlay('2026-06-01T09:00:00Z', { provider });
    const signIn = identityProvider(provider);
    const routes = [
      ...play.system.app.routes.filter(({ path }) => !path.startsWith('/local')),
      ...pages(play.deps, { signIn, report: () => {} }).routes,
    ].filter(({ method }) => method !== 'ALL');
    const known = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort();
    const missing = known.filter((route) => routeTable[route] === undefined);
    expect(missing, 'these routes are new: say in test/web/route-table.ts who may use them').toEqual([]);
    expect(Object.keys(routeTable).sort(), 'the table has routes that are gone').toEqual(known);

    const theirs = await adjudicated(play);
    const aboutThem = await adjudicated(play);
    const other = await play.complaint();
    const told = await play.post(
      `/cases/${aboutThem}/details`,
      { complainedAbout: Role.options },
      { user: 'complaints-officer-2' },
    );
    expect(told.status).toBe(200);
    const wrong: string[] = [];
    for (const reference of [theirs, aboutThem]) {
      const complainedAbout = reference === aboutThem;
      const { letters } = await play.file(reference);
      const letter = letterId(reference, letters.find(({ to }) => to === 'complainant')?.key ?? '');
      for (const [route, row] of Object.entries(routeTable)) {
        for (const visitor of visitors) {
          const visit = { visitor, complainedAbout };
          const [want, got] = [
            expected(visit, row),
            await answered(play, visit, route, row, { reference, other, letter }),
          ];
          const who = complainedAbout ? `${visitor}, complained about` : visitor;
          if (want !== got) wrong.push(`${route} as ${who}: ${want} was wanted, ${got} came`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(play.faults).toEqual([]);
  },
);
