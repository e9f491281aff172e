import { expect, test } from 'vitest';
import { startSession } from '../../../functions/pages/kit/session.ts';
import { openPlay } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

const staffPages = (reference: string) => [
  '/tasks',
  `/cases/${reference}`,
  `/cases/${reference}/tasks/stage-1`,
  `/cases/${reference}/tasks/stage-1/respond`,
  `/cases/${reference}/documents/D1`,
];

// The case is at stage 1 with the manager of the Assessment Team; complaints-officer-2 is complained about.
test.each([
  ['complaints-officer', [200, 200, 200, 200, 200]],
  ['complaints-officer-2', [200, 404, 404, 404, 404]],
  ['team-manager', [200, 200, 200, 200, 200]],
  ...[
    'team-manager-2',
    'quality-checker',
    'adjudicating-officer',
    'director',
    'senior-manager',
    'investigating-officer',
    'independent-person',
    'panel-chair',
    'panel-member',
    'report-writer',
    'administrator',
  ].map((user) => [user, [200, 404, 404, 404, 404]] as const),
] as const)('%s finds %j', async (user, statuses) => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.document(reference, 'A paper');
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['complaints-officer-2'] });
  const visitor = browse(play);
  await visitor.signIn(user);
  const found = [];
  for (const path of staffPages(reference)) found.push(await visitor.get(path));
  expect(found.map(({ status }) => status)).toEqual(statuses);
  const mayKnow = statuses[1] === 200;
  expect((await visitor.get('/tasks?show=all')).text.includes(reference)).toBe(mayKnow);
});

test('a hidden page looks like one that does not exist', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const visitor = browse(play);
  await visitor.signIn('team-manager-2');
  const hidden = await visitor.get(`/cases/${reference}`);
  expect(hidden.html).toBe((await visitor.get('/cases/SC-2026-00999-9')).html);
});

test('a visitor is sent to sign in and returns to the page they wanted', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  for (const path of staffPages(reference)) {
    const response = await play.system.app.request(`http://127.0.0.1${path}`);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`/local/sign-in?return=${encodeURIComponent(path)}`);
  }
  const visitor = browse(play);
  expect((await visitor.signIn('complaints-officer', `/cases/${reference}`)).at).toBe(`/cases/${reference}`);
  expect((await visitor.signIn('complaints-officer', '//elsewhere.example')).at).toBe('/tasks');
});

test('a form from another site or session, or without its token, is refused', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const path = `/cases/${reference}/tasks/triage/close-without-procedure`;
  const task = await officer.get(path);
  const token = task.page.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? '';
  const other = browse(play);
  await other.signIn('complaints-officer-2');
  const send = (visitor: typeof officer, csrf: string, origin: string) =>
    visitor.request(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: csrf, seen: '*', reason: 'x' }).toString(),
    });
  expect((await send(officer, token, 'https://elsewhere.example')).status).toBe(403);
  expect((await send(officer, '', 'http://127.0.0.1')).status).toBe(403);
  expect((await send(other, token, 'http://127.0.0.1')).status).toBe(403);
  expect((await play.step(reference, 'triage')).status).toBe('open');
});

test('a session ends after an hour idle, after ten hours, and by signing out', async () => {
  const play = await openPlay(at);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  await play.toInstant('2026-06-01T09:59:00Z');
  expect((await officer.get('/tasks')).at).toBe('/tasks');
  await play.toInstant('2026-06-01T10:58:00Z');
  expect((await officer.get('/tasks')).at).toBe('/tasks');
  await play.toInstant('2026-06-01T11:58:30Z');
  expect((await officer.get('/tasks')).at).toContain('/local');

  await officer.signIn('complaints-officer');
  for (let half = 1; half <= 20; half += 1) {
    await play.toInstant(new Date(Date.parse('2026-06-01T11:58:30Z') + half * 1_800_000).toISOString());
    const reached = await officer.get('/tasks');
    expect(reached.at.startsWith('/local')).toBe(half === 20);
  }

  const tasks = await officer.signIn('complaints-officer');
  const before = officer.cookie();
  const token = tasks.page.querySelector('header input[name=_csrf]')?.getAttribute('value') ?? '';
  await officer.request('/sign-out', {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: token }).toString(),
  });
  officer.setCookie(before);
  expect((await officer.get('/tasks')).at).toContain('/local');
});

test('the headers of every page forbid scripts, frames and caching', async () => {
  const play = await openPlay(at);
  const officer = browse(play);
  const tasks = await officer.signIn('complaints-officer');
  for (const shown of [tasks, await officer.get('/nothing-here')]) {
    const policy = shown.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('referrer-policy')).toBe('same-origin');
    expect(shown.html).not.toMatch(/<script|style=|GDS Transport|crown/i);
  }
  const styles = await officer.get(
    tasks.page.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? '',
  );
  expect(styles.headers.get('cache-control')).toContain('immutable');
  expect(styles.html).not.toMatch(/GDS Transport|url\(/);
});

test.each([
  ['a redirect', 'GET', '/tasks', 303],
  ['what is not there', 'GET', '/nothing-here', 404],
  ['a form from nowhere', 'POST', '/sign-out', 403],
  ['a form that is too large', 'POST', '/sign-out', 413],
  ['the API', 'GET', '/api/v1/openapi.json', 200],
  ['the API for nobody', 'GET', '/api/v1/cases', 401],
  ['what the API does not have', 'GET', '/api/v2', 404],
  ['the sign of life', 'GET', '/healthz', 200],
  ['a fault', 'GET', '/tasks', 500],
])('%s has the common headers, and HSTS over TLS', async (_, method, path, status) => {
  const play = await openPlay(at, {
    adapters: ({ store }) =>
      status === 500 ? { store: { ...store, openTasks: () => Promise.reject(new Error('down')) } } : {},
  });
  const { cookie } = await startSession(play.deps, { user: 'complaints-officer' });
  const answer = await play.system.app.request(`https://pages.example${path}`, {
    method,
    ...(status === 500 ? { headers: { cookie: `__Host-redress=${cookie}` } } : {}),
    ...(status === 413 ? { body: 'a'.repeat(4_000_001) } : {}),
  });
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
  });
});

test('over TLS only a cookie bound to the host is accepted', async () => {
  const play = await openPlay(at);
  const answer = await play.system.app.request('https://pages.example/local/sign-in', {
    method: 'POST',
    headers: { origin: 'https://pages.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'user=complaints-officer',
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-redress=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const value = cookie.split(';')[0]?.split('=')[1] ?? '';
  const ask = (name: string) =>
    play.system.app.request('https://pages.example/tasks', { headers: { cookie: `${name}=${value}` } });
  expect((await ask('__Host-redress')).status).toBe(200);
  expect((await ask('redress')).status).toBe(303);
});

test('behind a proxy, forms must come from the configured address of the pages', async () => {
  const play = await openPlay(at);
  const { cookie, session } = await startSession(play.deps, { user: 'complaints-officer' });
  const leave = (origin: string) =>
    play.system.app.request('https://abc.execute-api.eu-west-2.amazonaws.com/sign-out', {
      method: 'POST',
      headers: {
        origin,
        cookie: `__Host-redress=${cookie}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ _csrf: session.csrf }).toString(),
    });
  expect((await leave('https://elsewhere.example')).status).toBe(403);
  expect((await leave('null')).status).toBe(403);
  expect((await leave(play.deps.council.pages)).status).toBe(303);
});
