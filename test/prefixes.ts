import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

// Most tests begin with a complaint that has come some way, and many with the same one. Each beginning is played once in a
// run of the tests and kept as the folder that the system had stored by then; every other test with the same moment and
// the same acts copies that folder and opens it, as a system is opened that was stopped. The kept beginnings are in a new
// folder for each run, which is removed at its end and emptied when a watched file changes, so none is ever out of date.
// Tests of a system with options of its own play from the start.

// In memory where there is such a folder: these tests do not pull the plug, and each day has hundreds of safe writes.
export const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the beginnings of this run. Absent where tests run without the setup below. */
    prefixes?: string;
  }
}

/** The setup of vitest.config.ts: makes the folder before the first test and removes it after the last. */
export default function setUp(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(scratch, 'redress-prefixes-'));
  project.provide('prefixes', folder);
  project.onTestsRerun(() => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  });
  return () => rmSync(folder, { recursive: true, force: true });
}

/** The names of all beginnings of a list of acts, that of the first act alone first. Acts are told apart by their JSON. */
function namesOf(at: string, acts: readonly unknown[]): string[] {
  const names: string[] = [];
  for (const act of acts)
    names.push(
      createHash('sha256')
        .update(JSON.stringify([names.at(-1) ?? at, act]))
        .digest('hex'),
    );
  return names;
}

const referenceIn = (kept: string) => path.join(kept, 'reference');
const dataIn = (kept: string) => path.join(kept, 'data');

/** The beginnings that tests of one run share: `folder` is that of the run. */
export function prefixStore(folder: string | undefined = inject('prefixes')) {
  return {
    /**
     * Copies the longest kept beginning of these acts into the folder of a system that is not open yet. Answers the
     * reference of its case and how many of the acts it has done; undefined if none is kept.
     */
    begin(
      at: string,
      acts: readonly unknown[],
      dataDir: string,
    ): { reference: string; done: number } | undefined {
      if (folder === undefined) return undefined;
      const names = namesOf(at, acts);
      const done = names.findLastIndex((name) => existsSync(path.join(folder, name))) + 1;
      if (done === 0) return undefined;
      const kept = path.join(folder, names[done - 1] ?? '');
      cpSync(dataIn(kept), dataDir, { recursive: true });
      return { reference: readFileSync(referenceIn(kept), 'utf8'), done };
    },

    /** Keeps what a quiet system has stored after these acts. Nothing runs while the folder is copied. */
    keep(at: string, acts: readonly unknown[], dataDir: string, reference: string): void {
      const name = namesOf(at, acts).at(-1);
      if (folder === undefined || name === undefined || existsSync(path.join(folder, name))) return;
      const made = path.join(folder, `${randomUUID()}.part`);
      cpSync(dataDir, dataIn(made), { recursive: true });
      // What is still in the log is put into the database once, and not in each test that opens it.
      const database = new DatabaseSync(path.join(dataIn(made), 'redress.sqlite'));
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
      writeFileSync(referenceIn(made), reference);
      try {
        renameSync(made, path.join(folder, name));
      } catch {
        // Another process has kept it in the meantime.
        rmSync(made, { recursive: true });
      }
    },
  };
}
