import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startMiniStack } from '../deployed/ministack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the emulator of AWS of this run answers. Absent where it is not installed. */
    emulator?: string;
  }
}

/** The setup of the contract tests (vitest.config.ts): one emulator for all of them, until the last has ended. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const started = await startMiniStack();
  if (started) project.provide('emulator', started.endpoint);
  return started?.stop;
}

/**
 * Where the emulator answers, for the half of a contract that runs on AWS; says so where there is none. Throws in CI,
 * where that half may not be missing. Tables and buckets are shared by all files, so each takes names of its own.
 */
export function emulatorFor(half: string): string | undefined {
  const endpoint = inject('emulator');
  if (endpoint !== undefined) return endpoint;
  const missing = `MiniStack is not installed: the ${half} does not run.`;
  if (process.env['CI']) throw new Error(missing);
  console.warn(missing);
  return undefined;
}
