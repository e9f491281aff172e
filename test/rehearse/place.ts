import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a command printed, with how it ended. */
export interface Ran {
  command: string;
  code: number;
  said: string;
}

/** Something that is to be erased, and whether it is. */
interface Ripe {
  what: string;
  reference: string;
  erase: () => Promise<void>;
}

/** A system that can lose something: that of one machine, or one that is deployed. Every door is one that people use. */
export interface Place {
  name: string;
  /** Asks the API as a complaints officer; posts a body if there is one. What follows from it is done, or begun. */
  ask: (path: string, body?: object) => Promise<{ status: number; text: string }>;
  /** Asks until the answer is as wanted. */
  eventually: <T>(what: string, answer: () => Promise<T | undefined>) => Promise<T>;
  /** Sends in a complaint by mail. */
  mail: (from: string) => Promise<void>;
  /** How many letters went to an address. */
  letters: (reference: string, address: string) => Promise<number>;
  /** Lets hours go by, where time can. */
  hours: (count: number) => Promise<void>;
  /** Makes something whose time has come to be erased. */
  ripe: () => Promise<Ripe>;
  /** The table: a copy of it as a backup has it, and put back, whole or the rows of one name. */
  copyTable: () => Promise<TableCopy>;
  /** Ends all executions at once. Answers how many there were. */
  loseExecutions: () => Promise<number>;
  /** Whether an execution waits for the open task of a step. */
  waits: (reference: string, task: string) => Promise<boolean>;
  loseFiles: () => Promise<number>;
  bringFilesBack: () => Promise<void>;
  /** What someone does to bring things back, with the commands of operating.md. */
  afterRestore: () => Promise<Ran>;
  checkData: (...args: string[]) => Promise<Ran>;
  /** Looks at every case; on AWS one that moved within the hour is looked at by its name. */
  lookAtAll: (...moved: string[]) => Promise<Ran[]>;
  end: () => Promise<void>;
}

interface TableCopy {
  putBack: (only?: { reference: string; row: string }) => Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** Runs a command of the project as `npm run` does, and answers what it printed, without the log of the system. */
export async function runCommand(
  name: 'after-restore' | 'check-data' | 'rebuild',
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ran> {
  const file = join(root, `infra/commands/${name}.ts`);
  const child = spawn(process.execPath, [file, ...args], { cwd: root, env: { ...process.env, ...env } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, 'close');
  const lines = said.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  return {
    command: ['npm run', name, ...(args.length === 0 ? [] : ['--', ...args])].join(' '),
    code: Number(code),
    said: lines.join('\n'),
  };
}
