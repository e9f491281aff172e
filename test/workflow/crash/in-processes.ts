import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** A program of this folder that runs in processes of its own, which die at a write where they are told to. */
export interface Killable {
  /** A folder that goes when `remove` is called: in memory where there is one. */
  inFolder: (name: string) => string;
  /** Bundles the program, and what kills it. */
  prepare: () => Promise<void>;
  /**
   * Runs it; whether it was killed, and what it said. `CRASH_AT` and `CRASH_SIDE` say where it dies, `CRASH_LOG` the file
   * in which each write gets a line (kill-at-write.ts). Rejects when it fails otherwise.
   */
  run: (args: readonly string[], env: Record<string, string>) => Promise<{ killed: boolean; said: string }>;
  remove: () => void;
}

/**
 * SIGKILL removes a process's own memory, but not the system's disk cache. So a folder in memory shows the same as one
 * on a disk, and there the syncs of a thousand commits cost nothing.
 */
export function killable(program: string): Killable {
  const folder = mkdtempSync(
    path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `redress-${program}-`),
  );
  const inFolder = (name: string) => path.join(folder, name);
  return {
    inFolder,
    async prepare() {
      await build({
        entryPoints: [program, 'kill-at-write'].map((name) => path.join(import.meta.dirname, `${name}.ts`)),
        outdir: inFolder('infra/local'),
        outExtension: { '.js': '.mjs' },
        bundle: true,
        platform: 'node',
        format: 'esm',
        mainFields: ['module', 'main'],
        banner: {
          js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        },
        logLevel: 'warning',
      });
      // The style sheet is read from the folder of the code that serves it.
      const assets = path.join(import.meta.dirname, '../../../functions/pages/assets');
      cpSync(assets, inFolder('infra/local/assets'), { recursive: true });
      // So is the folder of the example council, beside that of the local system.
      cpSync(path.join(import.meta.dirname, '../../../infra/councils'), inFolder('infra/councils'), {
        recursive: true,
      });
    },
    run(args, env) {
      const { promise, resolve, reject } = Promise.withResolvers<{ killed: boolean; said: string }>();
      const child = spawn(
        process.execPath,
        [
          '--import',
          inFolder('infra/local/kill-at-write.mjs'),
          inFolder(`infra/local/${program}.mjs`),
          ...args,
        ],
        { env: { ...env, NODE_COMPILE_CACHE: inFolder('compiled') }, stdio: ['ignore', 'inherit', 'pipe'] },
      );
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text) => (said += String(text)));
      child.on('close', (code, signal) => {
        if (signal === 'SIGKILL' || code === 0) resolve({ killed: signal === 'SIGKILL', said: said.trim() });
        else reject(new Error(`The process ended with ${code}: ${said}`));
      });
      return promise;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
