import { describe, expect, test } from 'vitest';
import type { SecurityLog } from '../../functions/runtime/security-log.ts';
import { openPlay } from '../play.ts';
import { browse } from './pages/browse.ts';
import { councilProvider, wander } from './pages/council-sign-in.ts';

const at = '2026-06-01T09:00:00Z';

async function watched(options: Parameters<typeof openPlay>[1] = {}) {
  const entries: object[] = [];
  const securityLog: SecurityLog = (event, fields) => void entries.push({ event, ...fields });
  const play = await openPlay(at, { ...options, securityLog });
  return { play, entries };
}

describe('sign-ins', () => {
  const accounts = {
    alex: { email: 'complaints-officer@council.example', email_verified: true },
    stranger: { email: 'somebody@council.example', email_verified: true },
  };

  test('who came in and left, by the id in the council’s file', async () => {
    const { play, entries } = await watched({ provider: await councilProvider(accounts) });
    const browser = wander(play);
    const tasks = await browser.logIn(await browser.go('/tasks'), 'alex');
    const token = /name="_csrf" value="([^"]+)"/.exec(tasks.html)?.[1] ?? '';
    await browser.go('/sign-out', undefined, new URLSearchParams({ _csrf: token }));
    expect(entries).toEqual([
      { event: 'signed-in', user: 'complaints-officer' },
      { event: 'signed-out', user: 'complaints-officer' },
    ]);
  });

  test('who was not let in, and why, without who they are', async () => {
    const { play, entries } = await watched({ provider: await councilProvider(accounts) });
    const browser = wander(play);
    await browser.logIn(await browser.go('/tasks'), 'stranger');
    await browser.go('/sign-in/callback?state=guessed');
    expect(entries).toEqual([
      { event: 'sign-in-refused', why: 'not a user' },
      { event: 'sign-in-refused', why: 'not begun here' },
    ]);
  });

  test('a token that gives no one a role', async () => {
    const { play, entries } = await watched();
    expect((await play.get('/tasks', 'no-such-user')).status).toBe(401);
    expect(entries).toEqual([{ event: 'token-refused' }]);
  });
});

describe('refusals', () => {
  test('a case that is not theirs, on pages and by the API; a mistyped address is none', async () => {
    const { play, entries } = await watched();
    const reference = await play.complaintAt('stage-1');
    entries.length = 0;
    const manager = browse(play);
    await manager.signIn('team-manager-2');
    await manager.get(`/cases/${reference}?q=Whitlock`);
    await manager.get('/admin/people');
    await manager.get('/casse/Dana');
    await play.get(`/cases/${reference}`, 'team-manager-2');
    const who = { event: 'refused', user: 'team-manager-2', method: 'GET' };
    expect(entries).toEqual([
      { ...who, route: '/cases/:reference', status: 404, case: reference },
      { ...who, route: '/admin/people', status: 404 },
      { ...who, route: '/api/v1/cases/:reference', status: 404, case: reference },
    ]);
  });

  test('what was typed into an address is not logged', async () => {
    const { play, entries } = await watched();
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    await officer.get('/cases/Dana%20Whitlock');
    expect(entries).toEqual([
      {
        event: 'refused',
        user: 'complaints-officer',
        method: 'GET',
        route: '/cases/:reference',
        status: 404,
      },
    ]);
  });

  test('a form that comes from elsewhere', async () => {
    const { play, entries } = await watched();
    const administrator = browse(play);
    await administrator.signIn('administrator');
    await administrator.request('/admin/people/new', {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'id=eve',
    });
    expect(entries[0]).toEqual({ event: 'form-refused', method: 'POST', user: 'administrator' });
  });
});

test('a limit that someone reached', async () => {
  const { play, entries } = await watched();
  const visitor = browse(play, '192.0.2.1');
  const form = await visitor.get('/about-you');
  for (let n = 0; n < 7; n += 1) await visitor.send(form, { 'ethnic-group': 'White' }, {});
  expect(entries).toEqual([{ event: 'limit-reached', what: 'about you', by: 'visit' }]);
});

test('a role that was given and taken, and someone who left', async () => {
  const { play, entries } = await watched();
  const kate = browse(play);
  await kate.signIn('administrator');
  const save = async (page: string, fields: Record<string, string | string[]>) =>
    kate.send(await kate.get(`/admin/people/${page}`), fields, {});
  const jo = { id: 'jo.new', name: 'Jo New', email: 'jo@council.example' };
  await save('new', { ...jo, roles: ['complaints-officer'] });
  await save('jo.new', { name: 'Jo Newer' });
  await save('jo.new', { roles: ['report-writer'] });
  await save('jo.new', { retired: 'yes' });
  const change = { event: 'roles-changed', by: 'administrator', user: 'jo.new' };
  expect(entries).toEqual([
    { ...change, added: ['complaints-officer'], removed: [] },
    { ...change, added: ['report-writer'], removed: ['complaints-officer'] },
    { ...change, added: [], removed: ['report-writer'] },
  ]);
});
