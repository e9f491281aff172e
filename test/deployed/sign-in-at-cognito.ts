import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { parse, type HTMLElement } from 'node-html-parser';
import * as z from 'zod';
import type { AwsCli } from '../../infra/commands/aws-cli.ts';

/** Someone with an account in a user pool. `secret`: of their authenticator, in base32. */
export interface Person {
  email: string;
  password: string;
  secret: string;
}

const Made = z.object({ UserPoolClient: z.object({ ClientId: z.string() }) });
const Begun = z.object({ Session: z.string() });
const Associated = z.object({ SecretCode: z.string(), Session: z.string() });
const Verified = z.object({ Session: z.string(), Status: z.literal('SUCCESS') });

/**
 * Makes an account with a password and an authenticator, as an administrator and the person would together. The clients of the
 * system allow no flow by password, so it is done by a client of its own that is deleted at once.
 */
export async function enrol(cli: AwsCli, pool: string, email: string): Promise<Person> {
  const password = randomBytes(18).toString('base64url');
  const inPool = ['--user-pool-id', pool];
  const user = [...inPool, '--username', email];
  await cli(
    'cognito-idp',
    'admin-create-user',
    ...user,
    '--message-action',
    'SUPPRESS',
    // Cognito would make one up, which is followed at once by one for good.
    '--temporary-password',
    password,
    '--user-attributes',
    `Name=email,Value=${email}`,
    'Name=email_verified,Value=true',
  );
  await cli('cognito-idp', 'admin-set-user-password', ...user, '--password', password, '--permanent');
  const flows = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  const {
    UserPoolClient: { ClientId },
  } = Made.parse(
    await cli(
      'cognito-idp',
      'create-user-pool-client',
      ...inPool,
      '--client-name',
      'enrol',
      '--explicit-auth-flows',
      ...flows,
    ),
  );
  const client = [...inPool, '--client-id', ClientId];
  try {
    const begun = await cli(
      'cognito-idp',
      'admin-initiate-auth',
      ...client,
      '--auth-flow',
      'ADMIN_USER_PASSWORD_AUTH',
      '--auth-parameters',
      JSON.stringify({ USERNAME: email, PASSWORD: password }),
    );
    const session = ['--session', Begun.parse(begun).Session];
    const associated = await cli('cognito-idp', 'associate-software-token', ...session);
    const { SecretCode: secret, Session } = Associated.parse(associated);
    const code = ['--user-code', codeAt(secret, Date.now())];
    const verified = Verified.parse(
      await cli('cognito-idp', 'verify-software-token', '--session', Session, ...code),
    );
    await cli(
      'cognito-idp',
      'admin-respond-to-auth-challenge',
      ...client,
      '--challenge-name',
      'MFA_SETUP',
      '--session',
      verified.Session,
      '--challenge-responses',
      JSON.stringify({ USERNAME: email }),
    );
    return { email, password, secret };
  } finally {
    await cli('cognito-idp', 'delete-user-pool-client', ...client);
  }
}

const seconds = 30;

/** The code of an authenticator at a moment, in milliseconds (RFC 6238 with SHA-1, 30 seconds and six digits). */
export function codeAt(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / seconds)));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) % 16;
  const number = digest.readUInt32BE(offset) % 2 ** 31;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Bytes of base32 (RFC 4648, section 6). */
function fromBase32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, '').toUpperCase())
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** What an answer gives a browser to keep and send back. */
const cookiesOf = (answer: Response): string[] =>
  answer.headers.getSetCookie().map((cookie) => cookie.slice(0, cookie.indexOf(';')));

/** Signs in at the pages of the system, through Cognito; answers the cookies of the session. */
export async function signInAtPages(pages: string, person: Person): Promise<string> {
  const begun = await fetch(`${pages}/sign-in`, { redirect: 'manual' });
  const back = await signInAtCognito(new URL(begun.headers.get('location') ?? pages), person);
  const headers = { cookie: cookiesOf(begun).join('; ') };
  const ended = await fetch(back, { redirect: 'manual', headers });
  if (ended.status >= 400) throw new Error(`the pages did not take the sign-in: ${ended.status}`);
  return cookiesOf(ended).join('; ');
}

/**
 * Signs in by the forms that Cognito shows at an address, as a browser without scripts would: password, then the code of the
 * authenticator. Answers where Cognito then sends people back to, with its code.
 */
async function signInAtCognito(start: URL, person: Person): Promise<URL> {
  const jar = new Map<string, string>();
  let [url, body]: [URL, URLSearchParams | undefined] = [start, undefined];
  for (let step = 0; step < 20; step += 1) {
    const answer: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar.values()].join('; ') },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    for (const cookie of cookiesOf(answer)) jar.set(cookie.slice(0, cookie.indexOf('=')), cookie);
    const location = answer.headers.get('location');
    if (location !== null) {
      [url, body] = [new URL(location, url), undefined];
      if (url.searchParams.has('code')) return url;
      continue;
    }
    const form = formToFill(parse(await answer.text()));
    if (form === undefined)
      throw new Error(`Cognito answered ${answer.status} at ${url.pathname}, and nothing to fill in`);
    url = new URL(form.getAttribute('action') ?? url.href, url);
    body = await filled(form, person);
  }
  throw new Error('the sign-in did not come to an end');
}

/** The form in which someone proves who they are: the first with a password or a code. */
const formToFill = (page: HTMLElement) =>
  page.querySelectorAll('form').find((form) => form.querySelector('input[type=password], input[name*=code]'));

async function filled(form: HTMLElement, { email, password, secret }: Person): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  for (const input of form.querySelectorAll('input')) {
    const name = input.getAttribute('name');
    if (name === undefined || input.getAttribute('type') === 'submit') continue;
    fields.append(name, await valueOf(name, input));
  }
  return fields;

  async function valueOf(name: string, input: HTMLElement): Promise<string> {
    if (input.getAttribute('type') === 'hidden') return input.getAttribute('value') ?? '';
    if (input.getAttribute('type') === 'password' && !name.includes('code')) return password;
    if (name.includes('username')) return email;
    if (!name.includes('code')) return input.getAttribute('value') ?? '';
    // Cognito takes each code once, and one may have been used to enrol.
    await setTimeout(seconds * 1000 - (Date.now() % (seconds * 1000)));
    return codeAt(secret, Date.now());
  }
}
