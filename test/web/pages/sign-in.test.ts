import { describe, expect, test } from 'vitest';
import { openPlay } from '../../play.ts';
import {
  councilProvider,
  lyingCallback,
  lyingProvider,
  pagesAt,
  wander,
  type Accounts,
} from './council-sign-in.ts';

const at = '2026-06-01T09:00:00Z';

const accounts: Accounts = {
  alex: { email: 'Complaints-Officer@council.example', email_verified: true },
  unverified: { email: 'complaints-officer@council.example', email_verified: false },
  stranger: { email: 'somebody@council.example', email_verified: true },
};
const isCallback = (url: URL) => url.pathname === '/sign-in/callback';

async function atCouncil(more: Parameters<typeof openPlay>[1] = {}, others: Accounts = {}) {
  const provider = await councilProvider({ ...accounts, ...others });
  const play = await openPlay(at, { provider, ...more });
  return { play, provider, browser: wander(play) };
}

describe('signing in with the council', () => {
  test('goes through login and consent and returns to the requested page', async () => {
    const { play, browser } = await atCouncil();
    const reference = await play.complaint();
    const login = await browser.go(`/cases/${reference}?from=mail`);
    expect(login.at.pathname).toMatch(/^\/interaction\//);
    const page = await browser.logIn(login, 'alex');
    expect(page.at.href).toBe(`${pagesAt}/cases/${reference}?from=mail`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(reference);
  });

  test('sends a new PKCE challenge, state and nonce each time', async () => {
    const { browser, provider } = await atCouncil();
    const asked = async () =>
      Object.fromEntries(
        (await browser.go('/sign-in', ({ origin }) => origin === provider.issuer)).at.searchParams,
      );
    const [one, other] = [await asked(), await asked()];
    expect(one).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email',
      redirect_uri: `${pagesAt}/sign-in/callback`,
    });
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(one[name]?.length).toBeGreaterThanOrEqual(43);
      expect(one[name]).not.toBe(other[name]);
    }
  });

  test('refuses a code without our verifier', async () => {
    const { browser, provider } = await atCouncil();
    const back = await browser.logIn(await browser.go('/sign-in'), 'alex', isCallback);
    const answer = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: provider.clientId,
        redirect_uri: `${pagesAt}/sign-in/callback`,
        code: back.at.searchParams.get('code') ?? '',
        code_verifier: 'a'.repeat(43),
      }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  test('starts a new session each time and ends the one before', async () => {
    const { browser } = await atCouncil();
    await browser.logIn(await browser.go('/tasks'), 'alex');
    const first = browser.cookies().get('redress') ?? '';
    const again = await browser.go('/sign-in?as=someone-else');
    await browser.logIn(again, 'alex');
    expect(browser.cookies().get('redress')).not.toBe(first);
    browser.cookies().set('redress', first);
    expect((await browser.go('/tasks', ({ pathname }) => pathname === '/sign-in')).at.pathname).toBe(
      '/sign-in',
    );
  });

  test('does not ask a signed-in user again', async () => {
    const { browser } = await atCouncil();
    await browser.logIn(await browser.go('/tasks'), 'alex');
    expect((await browser.go('/sign-in?return=%2Ftasks%3Fshow%3Dall')).at.href).toBe(
      `${pagesAt}/tasks?show=all`,
    );
  });

  test('lets two tabs sign in at once', async () => {
    const { browser, provider } = await atCouncil();
    const elsewhere = ({ origin }: URL) => origin === provider.issuer;
    const tabs = [
      await browser.go('/sign-in?return=/tasks', elsewhere),
      await browser.go('/sign-in', elsewhere),
    ];
    const [one, other] = tabs.map((tab) => tab.at.href);
    await browser.logIn(await browser.go(one ?? ''), 'alex');
    expect((await browser.logIn(await browser.go(other ?? ''), 'alex')).at.pathname).toBe('/tasks');
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'https://evil.example/',
  ])('never redirects to %j', async (wanted) => {
    const { browser } = await atCouncil();
    const login = await browser.go(`/sign-in?return=${encodeURIComponent(wanted)}`);
    expect((await browser.logIn(login, 'alex')).at.href).toBe(`${pagesAt}/tasks`);
  });

  test('ends the session here and with the council on signing out', async () => {
    const { browser, provider } = await atCouncil();
    const tasks = await browser.logIn(await browser.go('/tasks'), 'alex');
    const token = /name="_csrf" value="([^"]+)"/.exec(tasks.html)?.[1] ?? '';
    const left = browser.cookies().get('redress') ?? '';
    const there = await browser.go('/sign-out', undefined, new URLSearchParams({ _csrf: token }));
    expect(there.at.href).toContain(`${provider.issuer}/session/end`);
    expect(there.at.search).not.toContain('id_token');
    browser.cookies().set('redress', left);
    expect((await browser.go('/tasks', ({ pathname }) => pathname === '/sign-in')).at.pathname).toBe(
      '/sign-in',
    );
    expect((await browser.go('/signed-out')).text).toContain('You have signed out');
  });
});

describe('refused sign-ins', () => {
  const arrive = async (more: Record<string, string>, alter: (url: URL) => void = () => {}) => {
    const { play, browser } = await atCouncil();
    const back = await browser.logIn(await browser.go('/tasks'), more['login'] ?? 'alex', isCallback);
    alter(back.at);
    return { play, browser, back: back.at.href, page: await browser.go(back.at.href) };
  };

  test.each([
    ['someone who is not a user of the council', 'stranger'],
    ['someone whose address was not verified', 'unverified'],
    ['someone without an address', 'nobody'],
  ])('%s', async (_, login) => {
    const { page, browser } = await arrive({ login });
    expect(page.status).toBe(403);
    expect(page.text).toContain('You do not have access yet');
    expect(page.html).not.toContain(accounts[login]?.email ?? 'no address');
    expect(browser.cookies().has('redress')).toBe(false);
  });

  test.each([
    ['a state that is not the one we gave', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state at all', (url: URL) => url.searchParams.delete('state')],
  ])('%s', async (_, alter) => {
    const { page, browser } = await arrive({}, alter);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('Sign in again')]);
    expect(browser.cookies().has('redress')).toBe(false);
  });

  test.each([
    ['a code that was never given', (url: URL) => url.searchParams.set('code', 'x')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://elsewhere.example')],
    ['an error of the provider', (url: URL) => url.searchParams.set('error', 'server_error')],
  ])('%s', async (_, alter) => {
    const { page, browser, play } = await arrive({}, alter);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('We could not sign you in')]);
    expect(browser.cookies().has('redress')).toBe(false);
    expect(play.faults.map(({ name }) => name)).toEqual(['SignInFailed']);
  });

  test('a cancelled sign-in', async () => {
    const { page } = await arrive({}, (url) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    });
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('You are not signed in')]);
  });

  test('a repeated answer of the provider', async () => {
    const { browser, back } = await arrive({});
    browser.cookies().delete('redress');
    const page = await browser.go(back);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('already been used')]);
    expect(browser.cookies().has('redress')).toBe(false);
  });

  test('an answer in another browser', async () => {
    const { play, browser } = await atCouncil();
    const back = await browser.logIn(await browser.go('/sign-in'), 'alex', isCallback);
    const page = await wander(play).go(back.at.href);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('another browser')]);
  });

  test('an answer that comes too late', async () => {
    const { play, browser } = await atCouncil();
    const back = await browser.logIn(await browser.go('/sign-in'), 'alex', isCallback);
    await play.toInstant('2026-06-01T09:16:00Z');
    const page = await browser.go(back.at.href);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('took too long')]);
  });

  test.each([
    ['another nonce', { nonce: 'another' }, {}],
    ['another issuer', { iss: 'https://elsewhere.example' }, {}],
    ['another client', { aud: 'another' }, {}],
    ['a time that is over', { exp: 1_000_000_000 }, {}],
    ['the signature of someone else', {}, { forged: true }],
  ])('a token with %s', async (_, lies, how) => {
    const provider = await lyingProvider(lies, how);
    const play = await openPlay(at, { provider });
    const browser = wander(play);
    const asked = await browser.go('/sign-in', ({ pathname }) => pathname === '/auth');
    const page = await browser.go(lyingCallback(asked.at));
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('We could not sign you in')]);
    expect(browser.cookies().has('redress')).toBe(false);
  });

  test('any sign-in while the provider is unreachable', async () => {
    const provider = { issuer: 'http://127.0.0.1:9', clientId: 'redress', pages: pagesAt };
    const play = await openPlay(at, { provider });
    const page = await wander(play).go('/tasks');
    expect([page.status, page.text]).toEqual([
      503,
      expect.stringContaining('Sign-in is not available at the moment'),
    ]);
  });
});

test('accepts a valid token of the same provider', async () => {
  const play = await openPlay(at, { provider: await lyingProvider({}) });
  const browser = wander(play);
  const asked = await browser.go('/sign-in', ({ pathname }) => pathname === '/auth');
  const page = await browser.go(lyingCallback(asked.at));
  expect([page.status, page.at.pathname]).toEqual([200, '/tasks']);
});

describe('groups of the council', () => {
  const officer = { email: 'complaints-officer@council.example', email_verified: true };
  const people: Accounts = {
    member: { ...officer, groups: ['staff', 'complaints'] },
    left: { ...officer, groups: ['staff'] },
    climber: { email: 'report-writer@council.example', email_verified: true, groups: ['complaints'] },
  };

  async function arrivesAs(login: string) {
    const { council } = (await openPlay(at)).deps;
    const groups = { complaints: ['complaints-officer' as const, 'director' as const] };
    const { play, browser } = await atCouncil({ council: { ...council, groups } }, people);
    const reference = await play.complaint();
    const page = await browser.logIn(await browser.go(`/cases/${reference}`), login);
    return page.status;
  }

  test('give a user the roles that both file and groups allow', async () => {
    expect(await arrivesAs('member')).toBe(200);
  });

  test('give no role to a person who left the group', async () => {
    expect(await arrivesAs('left')).toBe(403);
  });

  test('give no role that the council file does not', async () => {
    expect(await arrivesAs('climber')).toBe(403);
  });
});
