import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { isEmailAddress } from '../../functions/domain/text/email-address.ts';
import { awsCli } from '../../infra/commands/aws-cli.ts';
import { environmentGiven } from '../../infra/commands/environment-option.ts';
import { refuseUsage } from '../../infra/commands/usage.ts';
import { outputsIn } from './deployment.ts';
import { destroyTrial, stillTagged } from './destroy.ts';
import { trialVariable, type Trial } from './on-aws.ts';
import { examinePlace, isNearSeal, isTrial, problemsOfFile, trialName, writeTrial } from './trial.ts';

// Deploys a trial to an account, plays and compares there what `npm run test:deployed` plays on an emulator, and destroys the trial,
// whatever became of it.

const usage = `npm run test:aws -- --environment NAME --complainant ADDRESS [--profile NAME] [--yes] [--plan]
       npm run test:aws -- --environment NAME --destroy TRIAL [--profile NAME]
NAME: infra/environments/NAME.json, of a test. ADDRESS: who the letters of the play go to, such as your own.
--yes: do not ask before deploying. --plan: say what would be done, and end. --destroy: what a run that was killed left.`;

const costs = `It costs well under 1 US dollar by the price lists of AWS; no bill has been seen. The largest parts: Cognito (plan Plus) 0.02
for the one person who signs in; two KMS keys, each 1 a month by the hour until it is scheduled for deletion; some 30 alarms,
each 0.10 a month by the hour; the dashboard, 3 a month by the hour if the account has three others. With "malwareScan" GuardDuty
also charges by file.`;

function read() {
  try {
    return parseArgs({
      options: {
        environment: { type: 'string' },
        complainant: { type: 'string', default: '' },
        profile: { type: 'string' },
        yes: { type: 'boolean', default: false },
        plan: { type: 'boolean', default: false },
        destroy: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const root = join(import.meta.dirname, '../..');
const given = read();
const { profile } = given;
const environment = environmentGiven(given.environment, usage);
const cli = awsCli({ region: environment.region, profile });
if (profile !== undefined) process.env['AWS_PROFILE'] = profile;

let interrupted = false;
// Whoever presses Ctrl-C wants it to end, and nothing to stay: the part that runs gets the signal too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    interrupted = true;
    console.log('\nStopping. What is deployed is destroyed first; this takes some minutes.');
  });

if (given.destroy === undefined) process.exitCode = await run();
else if (isTrial(given.destroy)) process.exitCode = await destroy(given.destroy);
else refuseUsage(`${given.destroy} is not the name of a trial, such as trial0a1b2c`, usage);

async function run(): Promise<number> {
  const { complainant } = given;
  if (!isEmailAddress(complainant)) refuseUsage('--complainant: give an email address', usage);
  const ofFile = problemsOfFile(environment, complainant);
  if (ofFile.length > 0) return refuse(ofFile);
  const examined = await examinePlace(cli, environment, complainant);
  if ('problems' in examined) return refuse(examined.problems);
  const { account, mailComesIn, notes } = examined.place;
  const name = trialName();
  console.log(
    [
      `Deploys the trial redress-${name} to account ${account}, ${environment.region}: two stacks, twice, because the pages must know their address.`,
      `Plays a case through its mail, API and pages. The letters of the play go to ${complainant}; staff have addresses of the SES simulator.`,
      'Destroys it all. Of the trial, two keys stay until their 7 days are over. About an hour.',
      costs,
      ...notes,
    ].join('\n'),
  );
  if (given.plan) return 0;
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', {
    timeStyle: 'short',
    timeZone: 'Europe/London',
  })
    .format(new Date())
    .split(':')
    .map(Number);
  if (isNearSeal(hour * 60 + minute))
    return refuse([
      'The record of who read what is sealed each morning, under a lock of seven years, and a bucket with such a file cannot be deleted. Start when that is over an hour and a half away: after 07:15 in London.',
    ]);
  if (!(await confirmed())) return refuse(['Nothing was deployed. Answer yes, or give --yes.']);
  const folder = await mkdtemp(join(tmpdir(), 'redress-trial-'));
  let status = 1;
  try {
    await deployTwice(folder, name, { mailComesIn, complainant });
    status = await play(join(folder, 'trial.json'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  } finally {
    const left = await destroy(name);
    status = interrupted ? 130 : status || left;
    await rm(folder, { recursive: true });
  }
  return status;
}

function refuse(problems: readonly string[]): number {
  for (const problem of problems) console.error(problem);
  return 1;
}

async function confirmed(): Promise<boolean> {
  if (given.yes) return true;
  if (!process.stdin.isTTY) return false;
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question('Deploy it? (yes/no) ');
  asking.close();
  return answer.trim() === 'yes';
}

/** Deploys, and again when the address of the pages is known, to which Cognito sends people back. Writes what the play needs. */
async function deployTwice(
  folder: string,
  name: string,
  { mailComesIn, complainant }: Pick<Trial, 'mailComesIn' | 'complainant'>,
): Promise<void> {
  const file = join(folder, 'outputs.json');
  const outputs = async () => outputsIn(await readFile(file, 'utf8'), `redress-${name}`);
  const deploy = (pages?: string) => {
    const written = writeTrial(folder, { name, environment, ...(pages === undefined ? {} : { pages }) });
    const stacks = ['--stack', 'complaints', ...(mailComesIn ? ['--stack', 'mail-intake'] : [])];
    const files = ['--output', join(folder, 'cdk.out'), '--outputs-file', file];
    const quietly = ['--require-approval', 'never', '--no-notices'];
    const command = join(root, 'infra/commands/deploy.ts');
    return step([command, '--environment', written, ...stacks, ...files, ...quietly], {});
  };
  await deploy();
  const said = await deploy((await outputs()).complaints.ApiUrl);
  const { region, senderAddress = '', intakeAddress = '' } = environment;
  const trial: Trial = {
    system: `redress-${name}`,
    region,
    ...(profile === undefined ? {} : { profile }),
    complainant,
    intake: intakeAddress,
    sender: senderAddress,
    mailComesIn,
    outputs: await outputs(),
    said,
  };
  await writeFile(join(folder, 'trial.json'), JSON.stringify(trial));
}

/** Runs a part to its end, showing what it prints; answers it. Throws if it failed or the run was stopped. */
async function step(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  if (interrupted) throw new Error('Stopped.');
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  let said = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const)
    from.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      to.write(chunk);
    });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args[0] ?? ''} ended with ${String(code)}.`);
  return said;
}

async function play(trial: string): Promise<number> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const args = [vitest, 'run', '--config', config, '--reporter=verbose', 'case.test.ts'];
  await step(args, { [trialVariable]: trial });
  return 0;
}

async function destroy(name: string): Promise<number> {
  try {
    const left = await destroyTrial(cli, name, { say: console.log });
    for (const one of left) console.error(`Left: ${one}`);
    for (const arn of await stillTagged(cli, name))
      console.log(`AWS still shows ${arn}, perhaps for some hours.`);
    console.log(
      left.length === 0 ? `The trial ${name} is destroyed.` : `The trial ${name} is not all destroyed.`,
    );
    return left.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(
      `The trial ${name} is not destroyed, and costs something until it is: npm run test:aws -- --environment ${given.environment ?? ''} --destroy ${name}`,
    );
    return 1;
  }
}
