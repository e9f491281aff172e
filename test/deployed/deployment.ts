import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';

/** The outputs of the stacks that a play needs. */
export const Outputs = z.object({
  data: z.object({
    TableName: z.string(),
    BucketName: z.string(),
    UserPoolId: z.string(),
    TokenUrl: z.string(),
  }),
  complaints: z.object({
    ApiUrl: z.string(),
    MailTopic: z.string(),
    DeliveryTopic: z.string(),
    ClientPeople: z.string(),
    Clientofficers: z.string(),
    Clientcheckers: z.string(),
    StateMachineintake: z.string(),
    StateMachinechildrensstatutory: z.string(),
  }),
});
export type Outputs = z.infer<typeof Outputs>;

/** What `cdk deploy` writes as outputs of the stacks of an environment. Throws if one of those that a play needs is missing. */
export function outputsIn(written: string, system: string): Outputs {
  const stacks = z.record(z.string(), z.unknown()).parse(JSON.parse(written));
  return Outputs.parse({ data: stacks[`${system}-data`], complaints: stacks[`${system}-complaints`] });
}

/** The other systems whose credentials a play uses. */
export const services = [
  { name: 'officers', roles: ['complaints-officer'] },
  { name: 'checkers', roles: ['quality-checker'] },
];

/** A mail that the mail service took. */
export interface SentMail {
  from: string;
  to: string;
  subject: string;
}

/**
 * A deployment, and the place where it runs: an emulator or an account. Everything that differs between them is here, and nothing
 * of what is played and expected (case.test.ts).
 */
export interface Deployment {
  /** What the names of functions, stacks and machines begin with: `redress-test`. */
  system: string;
  outputs: Outputs;
  /** What the deployment printed. */
  said: string;
  /** How clients of the SDK reach the place. */
  client: {
    region: string;
    endpoint?: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
  };
  /** Where pages and API answer, and where programs get their tokens. */
  addresses: { pages: string; tokens: string };
  mailboxes: { complainant: string; intake: string; sender: string; staff: (user: string) => string };
  /** How often it is asked whether something has come about, and how long is waited between. */
  patience: { times: number; milliseconds: number };
  secretOf: (clientId: string) => Promise<string>;
  publish: (topic: string, message: object) => Promise<unknown>;
  /** Calls a function, as an operator does by `aws lambda invoke`; `name` as in the manifest. */
  invoke: (name: string, event: object) => Promise<unknown>;
  /** How many messages each queue has, dead-letter queues too, by its name. */
  queued: () => Promise<Map<string, number>>;
  /** The mails about a case, and those to staff. */
  sent: (reference: string) => Promise<SentMail[]>;
  /** Signs in; answers the cookie of the session. */
  signIn: (user: string) => Promise<string>;
  /** Sends a mail through the mail service to the intake address. Undefined where no mail comes in. */
  mailIn: (() => Promise<unknown>) | undefined;
  /** An address from which every mail comes back by itself. Undefined where there is none. */
  bouncing: string | undefined;
}

/** Asks until the answer is as wanted; what is deployed works by queues and state machines, in its own time. */
export async function eventually<T>(
  { patience }: Pick<Deployment, 'patience'>,
  what: string,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  for (let tries = 0; tries < patience.times; tries += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await setTimeout(patience.milliseconds);
  }
  throw new Error(`it did not come to this: ${what}`);
}

/** The token of a program that acts in a role. */
export async function tokenOf(
  { addresses, secretOf }: Pick<Deployment, 'addresses' | 'secretOf'>,
  clientId: string,
  role: string,
): Promise<string> {
  const basic = Buffer.from(`${clientId}:${await secretOf(clientId)}`).toString('base64');
  const answer = await fetch(addresses.tokens, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: `redress/${role}` }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

/** Asks the API with a token, or without one if it is empty; posts a body if there is one. */
export async function askApi(
  { addresses }: Pick<Deployment, 'addresses'>,
  path: string,
  { bearer, body }: { bearer: string; body?: object | undefined },
): Promise<Response> {
  const headers = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
  if (body === undefined) return fetch(`${addresses.pages}${path}`, { headers });
  const posted = { ...headers, 'if-match': '*', 'content-type': 'application/json' };
  return fetch(`${addresses.pages}${path}`, { method: 'POST', headers: posted, body: JSON.stringify(body) });
}
