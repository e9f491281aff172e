import { Tags, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { functionManifest, type Manifest } from '../../functions/manifest.ts';
import { readConfig } from '../config.ts';
import { bundle, type Bundler } from '../constructs/bundle.ts';
import { ComplaintsStack } from './complaints.ts';
import { DataStack } from './data.ts';
import { MailIntakeStack } from './mail-intake.ts';

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
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { data, complaints, mailIntake };
}
