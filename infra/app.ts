import { App } from 'aws-cdk-lib';
import { addStacks } from './stacks/add-stacks.ts';

addStacks(new App());
