import { App } from 'aws-cdk-lib';
import { InvalidConfiguration } from './environment-file.ts';
import { addStacks } from './stacks/add-stacks.ts';

try {
  addStacks(new App());
} catch (error) {
  if (!(error instanceof InvalidConfiguration)) throw error;
  console.error(error.message.replace('--environment NAME', '-c environment=NAME'));
  process.exitCode = 1;
}
