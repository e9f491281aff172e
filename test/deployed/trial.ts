import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { functionManifest, specOf } from '../../functions/manifest.ts';
import { CliFailed, type AwsCli } from '../../infra/commands/aws-cli.ts';
import { concurrencyNeeded, domainOf } from '../../infra/config.ts';
import type { Environment } from '../../infra/environment-file.ts';
import { services } from './deployment.ts';

// A trial: an environment with a name of its own, which `npm run test:aws` deploys, plays in and destroys. It takes from the file of
// an environment where it may be deployed and how mail goes. Its council is the example, whose staff have addresses that SES
// swallows, so no letter or alert reaches anyone but the complainant of the play.

/** A name that no environment has and no other trial. */
export const trialName = (): string => `trial${randomBytes(3).toString('hex')}`;

/** Whether a name can be of a trial: nothing else is ever destroyed. */
export const isTrial = (name: string): boolean => /^trial[0-9a-f]{6}$/.test(name);

/** An address at which SES takes mail, in its sandbox too, and delivers it to no one (SES Developer Guide, "mailbox simulator"). */
const staff = (user: string) => `success+${user}@simulator.amazonses.com`;

export const mailboxes = (given: { complainant: string; intake: string; sender: string }) => ({
  complainant: given.complainant,
  intake: given.intake,
  sender: given.sender,
  staff,
});

/** Writes the file and the council of a trial into a folder, and answers the file. `pages`: once it is known. */
export function writeTrial(
  folder: string,
  { name, environment, pages }: { name: string; environment: Environment; pages?: string },
): string {
  const council = join(folder, 'council');
  cpSync(join(import.meta.dirname, '../../infra/councils/shropshire'), council, { recursive: true });
  const settings = join(council, 'council.json');
  const own = readFileSync(settings, 'utf8').replace(/"([\w-]+)@council\.example"/g, (_, user: string) =>
    JSON.stringify(staff(user)),
  );
  writeFileSync(settings, own);
  const { account, region, intakeAddress, senderAddress, incomingMail, concurrency, malwareScan } =
    environment;
  const file = join(folder, `${name}.json`);
  writeFileSync(
    file,
    JSON.stringify({
      kind: 'test',
      account,
      region,
      council,
      pages,
      intakeAddress,
      senderAddress,
      signIn: 'accounts-in-this-system',
      alarms: 'no-one-is-told',
      host: 'address-of-api-gateway',
      // A rule set of its own would not be active, so nothing would come in.
      incomingMail: incomingMail === 'new-rule-set' ? 'none' : incomingMail,
      // Domains belong to the account, and outlive the trial.
      mailIdentities: 'existing',
      services,
      concurrency,
      malwareScan,
    }),
  );
  return file;
}

/** What keeps an environment's file from being tried, before the account is asked. */
export function problemsOfFile(
  { kind, file, intakeAddress, senderAddress }: Environment,
  complainant: string,
): string[] {
  const when = (problem: boolean, text: string) => (problem ? [text] : []);
  const own = [intakeAddress, senderAddress].map((address) => address && domainOf(address));
  return [
    ...when(
      kind === 'production',
      `${file}: kind: this is production. Give the file of a test, in an account that may have one.`,
    ),
    ...when(
      senderAddress === undefined || intakeAddress === undefined,
      `${file}: intakeAddress, senderAddress: write addresses at a domain that SES has verified in this account; letters are sent from there.`,
    ),
    ...when(
      own.some((domain) => domain !== undefined && `.${domainOf(complainant)}`.endsWith(`.${domain}`)),
      `--complainant: ${complainant} is at the council's own domain, so its mail would be that of a colleague. Give an address elsewhere.`,
    ),
  ];
}

/** Minutes that a trial may take, at most, with its two deployments. */
const longest = 90;

/**
 * Whether the daily job that seals the record of reads could run while a trial is there. What it writes is locked for seven years,
 * and so would be the bucket. `minutes`: since midnight in London.
 */
export function isNearSeal(minutes: number): boolean {
  const { trigger } = specOf(functionManifest, 'review-retention');
  const times = trigger.by === 'schedule' ? trigger.schedules.map(({ when }) => when) : [];
  return times.some((when) => {
    if (!('at' in when)) return true;
    const [hour = 0, minute = 0] = when.at.split(':').map(Number);
    const until = (hour * 60 + minute - minutes + 24 * 60) % (24 * 60);
    return until <= longest || until >= 24 * 60 - 15;
  });
}

const Identity = z.object({ Account: z.string() });
const Verification = z.object({
  VerificationAttributes: z.record(z.string(), z.object({ VerificationStatus: z.string() })),
});
const Quota = z.object({ Max24HourSend: z.number(), MaxSendRate: z.number() });
const RuleSet = z.object({ Metadata: z.object({ Name: z.string() }).optional() });
const Limits = z.object({ AccountLimit: z.object({ UnreservedConcurrentExecutions: z.number() }) });

/** Mails a day in the sandbox of SES (SES Developer Guide, "Request production access"). */
const sandboxQuota = 200;

/** An account in which a trial can be deployed. */
interface Place {
  account: string;
  /** Whether the complainant's address may send mail that then comes in. */
  mailComesIn: boolean;
  notes: string[];
}

/** Looks whether a trial can be deployed and played in an account, and what would be missing. Changes nothing. */
export async function examinePlace(
  cli: AwsCli,
  environment: Environment,
  complainant: string,
): Promise<{ place: Place } | { problems: string[] }> {
  const signedIn = await caller(cli);
  if ('problem' in signedIn) return { problems: [signedIn.problem] };
  const { region, senderAddress = '', intakeAddress = '', incomingMail, concurrency } = environment;
  if (environment.account !== undefined && environment.account !== signedIn.account)
    return {
      problems: [
        `You are signed in to account ${signedIn.account}, and ${environment.file} names ${environment.account}.`,
      ],
    };
  const problems: string[] = [];
  const notes: string[] = [];
  const sender = domainOf(senderAddress);
  const asked = [sender, domainOf(intakeAddress), complainant, domainOf(complainant)];
  const { VerificationAttributes: found } = Verification.parse(
    await cli('ses', 'get-identity-verification-attributes', '--identities', ...new Set(asked)),
  );
  const verified = (identity: string) => found[identity]?.VerificationStatus === 'Success';
  const knowsComplainant = verified(complainant) || verified(domainOf(complainant));
  if (!verified(sender))
    problems.push(
      `SES has not verified the domain ${sender} in ${region}: aws ses verify-domain-dkim --domain ${sender} --region ${region} prints the records for your DNS.`,
    );
  const { Max24HourSend: most, MaxSendRate: rate } = Quota.parse(await cli('ses', 'get-send-quota'));
  if (most >= 0 && most <= sandboxQuota) {
    if (!knowsComplainant)
      problems.push(
        `SES is in its sandbox and sends only to verified addresses: aws ses verify-email-identity --email-address ${complainant} --region ${region}, then follow the link in the mail.`,
      );
    notes.push(
      `SES is in its sandbox (${rate} mail a second, ${most} a day): letters can wait for a quarter of an hour and the play give up.`,
    );
  }
  const { AccountLimit } = Limits.parse(await cli('lambda', 'get-account-settings'));
  const free = AccountLimit.UnreservedConcurrentExecutions;
  if (concurrency !== 'shared' && free < concurrencyNeeded)
    problems.push(
      `The account has ${free} concurrent executions free, and the functions need ${concurrencyNeeded}: write "concurrency": "shared" into ${environment.file}.`,
    );
  if (!(await isBootstrapped(cli)))
    problems.push(
      `The CDK is not set up in this account and region: npx cdk bootstrap aws://${signedIn.account}/${region}. It stays, and costs next to nothing.`,
    );
  const { Metadata: active } = RuleSet.parse(await cli('ses', 'describe-active-receipt-rule-set'));
  const isActive = typeof incomingMail === 'object' && active?.Name === incomingMail.ruleSet;
  const mailComesIn = isActive && knowsComplainant && verified(domainOf(intakeAddress));
  if (!mailComesIn)
    notes.push(
      'No mail is sent in through SES: incomingMail must name the active rule set, and SES have verified the domain of intakeAddress and the address of the complainant. The complaint is put into the bucket, as SES would.',
    );
  return problems.length > 0 ? { problems } : { place: { account: signedIn.account, mailComesIn, notes } };
}

async function caller(cli: AwsCli): Promise<{ account: string } | { problem: string }> {
  try {
    return { account: Identity.parse(await cli('sts', 'get-caller-identity')).Account };
  } catch (error) {
    if (!(error instanceof CliFailed)) throw error;
    return {
      problem: error.absent
        ? 'The AWS CLI is not installed: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
        : `You are not signed in to AWS: run aws sso login, or give --profile or AWS_PROFILE. The AWS CLI says: ${error.message}`,
    };
  }
}

async function isBootstrapped(cli: AwsCli): Promise<boolean> {
  try {
    await cli('cloudformation', 'describe-stacks', '--stack-name', 'CDKToolkit');
    return true;
  } catch (error) {
    if (error instanceof CliFailed && /does not exist/.test(error.message)) return false;
    throw error;
  }
}
