import { createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { parse } from 'node-html-parser';
import { Provider } from 'oidc-provider';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import type { ProviderSettings } from '../../../functions/pages/kit/identity-provider.ts';
import type { Play } from '../../play.ts';

/** Where the pages are for a browser; nothing listens there, `wander` asks the app itself. */
export const pagesAt = 'http://127.0.0.1:3000';
const clientId = 'redress';

async function listen(make: (origin: string) => RequestListener): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const origin = `http://127.0.0.1:${port}`;
  server.on('request', make(origin));
  onTestFinished(() => void server.close());
  return origin;
}

/** The claims of an account at the provider. The typed login is the subject. */
export type Accounts = Record<string, { email: string; email_verified: boolean; groups?: string[] }>;

/** A provider of the certified library, with a login form and a consent form; it sends people back to `pages`. */
export async function councilProvider(accounts: Accounts, pages = pagesAt): Promise<ProviderSettings> {
  const issuer = await listen((origin) => {
    const provider = new Provider(origin, {
      clients: [
        {
          client_id: clientId,
          token_endpoint_auth_method: 'none',
          redirect_uris: [`${pages}/sign-in/callback`],
          post_logout_redirect_uris: [`${pages}/signed-out`],
        },
      ],
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => ({ sub, ...accounts[sub] }),
      }),
      claims: { openid: ['sub'], email: ['email', 'email_verified', 'groups'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      cookies: { keys: ['a key for tests'] },
    });
    const answer = provider.callback();
    return (request, response) => void answer(request, response);
  });
  return { issuer, clientId, pages };
}

/**
 * A provider that answers each code with an ID token with these claims in place of the correct ones. It shows no
 * sign-in form: the nonce is part of the code.
 */
export async function lyingProvider(
  lies: Record<string, unknown>,
  { forged = false } = {},
): Promise<ProviderSettings> {
  const [known, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const jwk = { ...known?.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'one' };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issuer = await listen((origin) => async (request, response) => {
    const say = (body: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/jwks') say({ keys: [jwk] });
    else if (request.url === '/token') {
      const nonce = new URLSearchParams(await text(request)).get('code');
      const now = Math.floor(Date.now() / 1000);
      const right = { iss: origin, aud: clientId, sub: 'one', nonce, iat: now, exp: now + 300 };
      const person = { email: 'director@council.example', email_verified: true };
      const signed = `${part({ alg: 'RS256', kid: 'one' })}.${part({ ...right, ...person, ...lies })}`;
      const key = (forged ? other : known)?.privateKey ?? '';
      const signature = createSign('sha256').update(signed).sign(key).toString('base64url');
      say({ access_token: 'x', token_type: 'bearer', id_token: `${signed}.${signature}` });
    } else
      say({
        issuer: origin,
        authorization_endpoint: `${origin}/auth`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
  });
  return { issuer, clientId, pages: pagesAt };
}

interface Arrived {
  at: URL;
  status: number;
  headers: Headers;
  text: string;
  html: string;
}

/** A browser without JavaScript that goes where it is sent, on both hosts, with the cookies of each. */
export function wander(play: Play) {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = ({ origin }: URL) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  /** One request, and where its answer leads. */
  async function step(url: URL, form?: URLSearchParams): Promise<Arrived & { next: URL | undefined }> {
    const jar = jarOf(url);
    const init: RequestInit = {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { origin: url.origin, 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: form.toString() } : {}),
    };
    const response = await (url.origin === pagesAt
      ? play.system.app.request(url.href, init)
      : fetch(url, init));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    const html = await response.text();
    const refresh = /url=(.*)$/.exec(response.headers.get('refresh') ?? '')?.[1];
    const to = response.headers.get('location') ?? refresh;
    return {
      at: url,
      status: response.status,
      headers: response.headers,
      html,
      text: parse(html).textContent.replace(/\s+/g, ' ').trim(),
      next: to === undefined ? undefined : new URL(to, url),
    };
  }

  /** Goes on until a page leads no further, or to where `until` says stop; that page is not asked for. */
  async function go(path: string, until?: (url: URL) => boolean, form?: URLSearchParams): Promise<Arrived> {
    let answer = await step(new URL(path, pagesAt), form);
    for (let hops = 0; answer.next && hops < 20; hops += 1) {
      if (until?.(answer.next) === true) return { ...answer, at: answer.next };
      answer = await step(answer.next);
    }
    return answer;
  }

  return {
    go,
    cookies: () => jarOf(new URL(pagesAt)),

    /** Types a login into the form of the provider and agrees to what it asks; answers where one is then. */
    async logIn(shown: Arrived, login: string, until?: (url: URL) => boolean): Promise<Arrived> {
      let now = shown;
      for (const prompt of [{ prompt: 'login', login, password: 'x' }, { prompt: 'consent' }]) {
        const form = parse(now.html).querySelector('form');
        if (now.at.origin === pagesAt || !form) return now;
        now = await go(form.getAttribute('action') ?? '', until, new URLSearchParams(prompt));
      }
      return now;
    },
  };
}

/** The callback of a `lyingProvider` for the sign-in that began with this authorization address. */
export function lyingCallback(authorization: URL, change: Record<string, string> = {}): string {
  const { state = '', nonce = '' } = Object.fromEntries(authorization.searchParams);
  return `/sign-in/callback?${new URLSearchParams({ code: nonce, state, ...change }).toString()}`;
}
