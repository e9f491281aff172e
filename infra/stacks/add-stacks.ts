// oxlint-disable no-new -- a stack joins its app when it is made.
import { Annotations, Tags, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { functionManifest, type Manifest } from '../../functions/manifest.ts';
import { readConfig, type Config } from '../config.ts';
import { InvalidConfiguration } from '../environment-file.ts';
import { bundle, type Bundler } from '../constructs/bundle.ts';
import { BackupsStack, CopiesStack } from './backups.ts';
import { ComplaintsStack } from './complaints.ts';
import { DataStack } from './data.ts';
import { FirewallStack } from './firewall.ts';
import { MailIntakeStack } from './mail-intake.ts';

/** The packs of cdk-nag that a deployment must pass. A finding that is none is acknowledged, with its reason, at its construct. */
export const checks = (app: App) => [
  new AwsSolutionsChecks(app),
  new ServerlessChecks(app),
  new NIST80053R5Checks(app),
];

/** Settings that were once options of the CDK. One that is still given must not be passed over in silence. */
const formerContext = [
  'council',
  'region',
  'alarmEmail',
  'samlMetadata',
  'certificate',
  'services',
  'deployment',
];

/**
 * The stacks of a deployment, checked by cdk-nag. Tests can pass their own manifest, and functions without code. Throws
 * `InvalidConfiguration`.
 */
export function addStacks(
  app: App,
  { manifest = functionManifest, bundler = bundle }: { manifest?: Manifest; bundler?: Bundler } = {},
): {
  data: DataStack;
  complaints: ComplaintsStack;
  mailIntake: MailIntakeStack | undefined;
} {
  for (const name of formerContext)
    if (app.node.tryGetContext(name) !== undefined)
      throw new InvalidConfiguration(
        `context ${name}: an environment says this in its file (infra/environments/README.md)`,
      );
  const config = readConfig(app.node.tryGetContext('environment'));
  const { system, account, region } = config;
  const props = { env: { region, ...(account === undefined ? {} : { account }) } };
  const data = new DataStack(app, `${system}-data`, config, props);
  const complaints = new ComplaintsStack(
    app,
    `${system}-complaints`,
    { config, data, manifest, bundler },
    props,
  );
  const mailIntake =
    config.incomingMail === 'none'
      ? undefined
      : new MailIntakeStack(app, `${system}-mail-intake`, { config, data, complaints }, props);
  if (config.edge !== 'none')
    new FirewallStack(app, `${system}-firewall`, config, { env: { ...props.env, region: 'us-east-1' } });
  if (typeof config.copies === 'object') addBackups(app, config, data, config.copies.region);
  Tags.of(app).add('system', 'redress');
  Tags.of(app).add('environment', config.name);
  for (const warning of config.warnings) Annotations.of(data).addWarningV2('redress:weaker', warning);
  Validations.of(app).addPlugins(...checks(app));
  return { data, complaints, mailIntake };
}

function addBackups(app: App, config: Config, data: DataStack, region: string): void {
  const env = { region: data.region, account: data.account };
  const copies = new CopiesStack(app, `${config.system}-copies`, config, { env: { ...env, region } });
  const backups = new BackupsStack(app, `${config.system}-backups`, { config, data, region }, { env });
  backups.addStackDependency(copies, 'the vault of the copies comes first');
}
