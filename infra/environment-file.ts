import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { emailPattern } from '../functions/domain/text/email-address.ts';
import { Role } from '../workflows/procedures/roles.ts';

/** Where `--environment NAME` looks for NAME.json. */
const folder = join(import.meta.dirname, 'environments');

/** Thrown before anything is deployed. The message names every problem by file and field, and says what to write. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

const email = z.email({ pattern: emailPattern, error: 'write an email address' });
const wanted = {
  kind: 'write "production" or "test"',
  account: 'write the number of the AWS account as text, 12 digits',
  region: 'write a region in which SES receives mail, such as "eu-west-2"',
  council: 'write the folder of the council, from the folder of this file: "../councils/yours"',
  pages: 'write the address of the pages, such as "https://complaints.yours.gov.uk"',
  signIn:
    'write { "samlMetadata": "https://…" } for the council\'s own sign-in, or "accounts-in-this-system" for passwords and codes kept here',
  alarms: 'write { "email": ["operators@…"] }, or "no-one-is-told"',
  host: 'write { "certificate": "<the ARN of a certificate in ACM>" } for a host of the council\'s own, or "address-of-api-gateway"',
  incomingMail:
    'write { "ruleSet": "<name>" } to add our rule to a rule set that is there, "new-rule-set" to make one, or "none"',
  mailIdentities:
    'write "new" to have the domains of the addresses verified, or "existing" if the account has verified them for others',
  services: 'write a list such as [{ "name": "portal", "roles": ["complaints-officer"] }], or []',
  copies: 'write { "region": "eu-west-1" } for daily copies of table and files in another region, or "none"',
  concurrency:
    'write how many functions the account may run at once, a number such as 1000, or "shared" to keep none for any of them',
  malwareScan: 'write "guardduty" or "none"',
  edge: 'write "none"; { "firewall": "new" } to make a firewall; or { "certificate": "<ARN in us-east-1>", "firewall": "<its ARN>" } for CloudFront before the pages',
  deployment: 'write "all-at-once", "canary" or "linear"',
} as const;

const region = z.string(wanted.region).regex(/^[a-z]{2}-[a-z]+-\d$/, wanted.region);

/** What a file in infra/environments says. Its README explains each field. */
const EnvironmentFile = z.strictObject({
  kind: z.enum(['production', 'test'], wanted.kind),
  account: z
    .string(wanted.account)
    .regex(/^\d{12}$/, wanted.account)
    .optional(),
  region,
  council: z.string(wanted.council).min(1, wanted.council),
  pages: z.url({ protocol: /^https?$/, error: wanted.pages }).optional(),
  intakeAddress: email.optional(),
  senderAddress: email.optional(),
  signIn: z.union(
    [z.literal('accounts-in-this-system'), z.strictObject({ samlMetadata: z.url({ protocol: /^https$/ }) })],
    wanted.signIn,
  ),
  alarms: z.union(
    [z.literal('no-one-is-told'), z.strictObject({ email: z.array(email).min(1) })],
    wanted.alarms,
  ),
  host: z.union(
    [
      z.literal('address-of-api-gateway'),
      z.strictObject({
        certificate: z.string().regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/),
      }),
    ],
    wanted.host,
  ),
  incomingMail: z.union(
    [
      z.enum(['new-rule-set', 'none']),
      z.strictObject({ ruleSet: z.string().regex(/^[A-Za-z0-9][\w-]{0,63}$/) }),
    ],
    wanted.incomingMail,
  ),
  mailIdentities: z.enum(['new', 'existing'], wanted.mailIdentities).default('new'),
  /** Other systems, and the roles they act in. */
  services: z
    .array(z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]*$/), roles: z.array(Role).min(1) }), {
      error: wanted.services,
    })
    .default([]),
  /** Where copies of table and files are kept besides their own region (stacks/backups.ts). */
  copies: z.union([z.literal('none'), z.strictObject({ region })], wanted.copies).default('none'),
  /** The account's quota "Concurrent executions", of which each function gets a part; `shared`: none is kept for any. */
  concurrency: z.union([z.literal('shared'), z.int().positive()], wanted.concurrency).default(1000),
  /** What scans files of cases for malware: see constructs/malware-scan.ts. */
  malwareScan: z.enum(['guardduty', 'none'], wanted.malwareScan).default('none'),
  /** CloudFront and a firewall before pages and API (constructs/edge.ts, stacks/firewall.ts). */
  edge: z
    .union(
      [
        z.literal('none'),
        z.strictObject({ firewall: z.literal('new') }),
        z.strictObject({
          certificate: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
          firewall: z.string().regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/),
        }),
      ],
      wanted.edge,
    )
    .default('none'),
  /** How a new version of the functions takes over: see constructs/gradual-deployment.ts. */
  deployment: z.enum(['all-at-once', 'canary', 'linear'], wanted.deployment).default('all-at-once'),
});

/**
 * An environment: one deployment for one council. `name` is in the name of everything that is deployed, which begins with
 * `system`. `council` and `path`, its file, are absolute; `file` is the same for messages.
 */
export type Environment = z.infer<typeof EnvironmentFile> & {
  name: string;
  system: string;
  path: string;
  file: string;
};

/**
 * Reads an environment by its name, or from a file of this name elsewhere (`…/NAME.json`). Throws `InvalidConfiguration`.
 */
export function readEnvironment(given: unknown): Environment {
  const path = fileOf(given);
  const name = basename(path, '.json');
  const here = relative(process.cwd(), path);
  const file = here.startsWith('..') ? path : here;
  // Without hyphens, no name of an environment begins another: what is allowed for redress-test-* is for one alone. Cognito refuses
  // the words in the address of a sign-in.
  if (!/^[a-z][a-z0-9]{0,15}$/.test(name) || /aws|amazon|cognito/.test(name))
    throw new InvalidConfiguration(
      `${file}: an environment has a name of at most 16 small letters and digits, without "aws", "amazon" or "cognito"`,
    );
  const read = EnvironmentFile.safeParse(jsonIn(path, file));
  if (!read.success)
    throw new InvalidConfiguration(
      read.error.issues
        .map((issue) =>
          issue.code === 'unrecognized_keys'
            ? `${file}: ${[...issue.path, ''].join('.')}${issue.keys.join(', ')}: is not a setting (infra/environments/README.md)`
            : `${file}: ${issue.path.join('.')}: ${issue.message}`,
        )
        .join('\n'),
    );
  return {
    ...read.data,
    council: resolve(dirname(path), read.data.council),
    name,
    system: `redress-${name}`,
    path,
    file,
  };
}

function fileOf(given: unknown): string {
  if (typeof given !== 'string' || given === '')
    throw new InvalidConfiguration(
      'Say which environment: --environment NAME, the name of a file infra/environments/NAME.json (infra/environments/README.md)',
    );
  return given.endsWith('.json') ? resolve(given) : join(folder, `${given}.json`);
}

function jsonIn(path: string, file: string): unknown {
  if (!existsSync(path))
    throw new InvalidConfiguration(
      `${file}: there is no such file. Copy infra/environments/test.json or production.example.json`,
    );
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InvalidConfiguration(
      `${file}: is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
