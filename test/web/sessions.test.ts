import { describe, expect, test } from 'vitest';
import type { SecurityLog } from '../../functions/runtime/security-log.ts';
import { openPlay } from '../play.ts';
import { browse } from './pages/browse.ts';

const nineOClock = '2026-06-01T09:00:00Z';

async function signedIn(...users: string[]) {
  const entries: object[] = [];
  const securityLog: SecurityLog = (event, fields) =>
    void (event === 'sessions-ended' && entries.push(fields));
  const play = await openPlay(nineOClock, { securityLog });
  const browsers = [];
  for (const user of users) {
    const browser = browse(play);
    await browser.signIn(user);
    browsers.push(browser);
  }
  const kate = browse(play);
  await kate.signIn('administrator');
  const save = async (person: string, fields: Record<string, string | string[]>) =>
    kate.send(await kate.get(`/admin/people/${person}`), fields, {});
  return { play, browsers, kate, save, entries };
}

const signInPage = '/local?return=%2Ftasks#users';

describe('an administrator', () => {
  test('sees who is signed in, since when and last seen, and nothing with which to be them', async () => {
    const { play, browsers, kate } = await signedIn('complaints-officer', 'director');
    await play.to('2026-06-01', '10:30');
    await browsers[0]?.get('/tasks');
    const shown = await kate.get('/admin/sessions');
    const rows = shown.page
      .querySelectorAll('tbody tr')
      .map((row) =>
        row.querySelectorAll('th, td').map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
      );
    const name = (id: string) => play.deps.council.users.find((user) => user.id === id)?.name;
    const nine = '1 June 2026, 10:00';
    const halfPast = '1 June 2026, 10:30';
    expect(new Set(rows.map((row) => row.slice(0, 3).join()))).toEqual(
      new Set([
        `${name('complaints-officer')},${nine},${halfPast}`,
        `${name('director')},${nine},${nine}`,
        `${name('administrator')} (this session),${nine},${halfPast}`,
      ]),
    );
    for (const browser of browsers)
      expect(shown.html).not.toContain(browser.cookie().replace('redress=', ''));
  });

  test('ends one session of a person, then all; others are not touched', async () => {
    const who = 'complaints-officer';
    const { play, browsers, kate, entries } = await signedIn(who, who, who, 'director');
    const at = async () => Promise.all(browsers.map(async (browser) => (await browser.get('/tasks')).at));
    const list = await kate.get('/admin/sessions');
    const name = play.deps.council.users.find(({ id }) => id === who)?.name ?? '';
    const ofThem = list.page.querySelectorAll(`button[aria-label^="End session of ${name} "]`);
    expect(ofThem).toHaveLength(3);
    const tag = ofThem[0]?.getAttribute('value') ?? '';
    expect((await kate.send(list, {}, { session: tag })).text).toContain('has been signed out');
    expect((await at()).filter((place) => place === '/tasks')).toHaveLength(3);
    expect((await kate.send(await kate.get('/admin/sessions'), {}, { session: tag })).text).toContain(
      'has already ended',
    );
    await kate.send(await kate.get('/admin/sessions'), {}, { person: who });
    expect(await at()).toEqual([signInPage, signInPage, signInPage, '/tasks']);
    expect(entries).toEqual([
      { by: 'administrator', user: who, ended: 1 },
      { by: 'administrator', user: who, ended: 2 },
    ]);
  });
});

describe('someone who is shut out is out at once', () => {
  test('who has left: with an open session, and with a token of the API; if they come back they sign in anew', async () => {
    const { play, browsers, save, entries } = await signedIn('quality-checker');
    const [browser] = browsers;
    expect((await play.get('/tasks', 'quality-checker')).status).toBe(200);
    await save('quality-checker', { retired: 'yes' });
    expect((await browser?.get('/tasks'))?.at).toBe(signInPage);
    expect((await play.get('/tasks', 'quality-checker')).status).toBe(401);
    expect(entries).toEqual([{ by: 'administrator', user: 'quality-checker', ended: 1 }]);
    await save('quality-checker', { retired: [] });
    expect((await play.get('/tasks', 'quality-checker')).status).toBe(200);
    expect((await browser?.get('/tasks'))?.at).toBe(signInPage);
  });

  test('whose role has changed: what it gave is gone from their open session and their token', async () => {
    const { play, browsers, save } = await signedIn('complaints-officer-2');
    const [browser] = browsers;
    const reference = await play.complaintAt('stage-1');
    const status = async () => [
      (await browser?.get('/mail'))?.status,
      (await browser?.get(`/cases/${reference}`))?.status,
      (await play.get('/held-mail', 'complaints-officer-2')).status,
      (await play.get(`/cases/${reference}`, 'complaints-officer-2')).status,
    ];
    expect(await status()).toEqual([200, 200, 200, 200]);
    await save('complaints-officer-2', { roles: ['report-writer'] });
    expect(await status()).toEqual([404, 404, 403, 404]);
  });
});
