import { Tags, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { functionManifest, type Manifest } from '../../functions/manifest.ts';
import { readConfig } from '../config.ts';
import { bundle, type Bundler } from '../constructs/bundle.ts';
import { ComplaintsStack } from './complaints.ts';
import { DataStack } from './data.ts';
import { MailIntakeStack } from './mail-intake.ts';

/** The packs of cdk-nag that a deployment must pass. A finding that is none is acknowledged, with its reason, at its construct. */
export const checks = (app: App) => [
  new AwsSolutionsChecks(app),
  new ServerlessChecks(app),
  new NIST80053R5Checks(app),
];

/**
 * The three stacks of a deployment, checked by cdk-nag. Tests can pass their own manifest, and functions without code. Throws
 * `InvalidConfiguration`.
 */
export function addStacks(
  app: App,
  { manifest = functionManifest, bundler = bundle }: { manifest?: Manifest; bundler?: Bundler } = {},
): {
  data: DataStack;
  complaints: ComplaintsStack;
  mailIntake: MailIntakeStack;
} {
  const config = readConfig((name) => app.node.tryGetContext(name));
  const props = { env: { region: config.region } };
  const data = new DataStack(app, 'redress-data', config, props);
  const complaints = new ComplaintsStack(
    app,
    'redress-complaints',
    { config, data, manifest, bundler },
    props,
  );
  const mailIntake = new MailIntakeStack(app, 'redress-mail-intake', config, data, complaints, props);
  Tags.of(app).add('system', 'redress');
  Validations.of(app).addPlugins(...checks(app));
  return { data, complaints, mailIntake };
}
