import { readConfig, type Config } from '../config.ts';
import { InvalidConfiguration, readEnvironment, type Environment } from '../environment-file.ts';
import { refuseUsage } from './usage.ts';

function orRefuse<T>(read: () => T, usage: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return refuseUsage(error.message, usage);
    throw error;
  }
}

/** The environment that a command was given, without its council. Ends the command if its file cannot be used. */
export const environmentGiven = (name: string | undefined, usage: string): Environment =>
  orRefuse(() => readEnvironment(name), usage);

/** The configuration that a command was given, as the stacks read it. Ends the command if it cannot be used. */
export const configGiven = (name: string | undefined, usage: string): Config =>
  orRefuse(() => readConfig(name), usage);
