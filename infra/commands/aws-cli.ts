import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The AWS CLI could not be run or refused. The message is what it printed. */
export class CliFailed extends Error {
  override readonly name = 'CliFailed';
  /** Whether the CLI is not there at all. */
  readonly absent: boolean;
  constructor(message: string, absent: boolean) {
    super(message);
    this.absent = absent;
  }
}

/** Calls a service for which the project has no client, such as `sns list-topics`, and answers its JSON. Throws `CliFailed`. */
export type AwsCli = (...args: string[]) => Promise<unknown>;

export const awsCli =
  ({ region, profile }: { region: string; profile: string | undefined }): AwsCli =>
  async (...args) => {
    const common = ['--region', region, ...(profile === undefined ? [] : ['--profile', profile])];
    try {
      const { stdout } = await promisify(execFile)('aws', [...args, ...common, '--output', 'json']);
      return stdout.trim() === '' ? {} : JSON.parse(stdout);
    } catch (error) {
      const { code, stderr, message } = Object.assign(new Error('no error'), { code: '', stderr: '' }, error);
      throw new CliFailed(stderr.trim() || message, code === 'ENOENT');
    }
  };
