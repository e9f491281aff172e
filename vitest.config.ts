import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** They start a browser when they are loaded, and stop it when the file is done. */
const browser = 'test/browser/**/*.test.ts';
/** They need an emulator of AWS, which takes seconds to start. */
const contracts = 'test/contract/**/*.test.ts';

export default defineConfig({
  test: {
    // One for each processor: vitest would leave one of two idle, and with one more the suite takes as long.
    maxWorkers: availableParallelism(),
    // Tests make many objects that are soon done with: room for them costs less than to look through them often.
    execArgv: ['--max-semi-space-size=32'],
    sequence: { sequencer: LongestFirst },
    globalSetup: 'test/prefixes.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          // To load the system anew for each file takes longer than most of them run. So a test ends what it starts
          // (`onTestFinished`), and changes nothing that outlives it.
          name: 'in shared processes',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/deployed/**', browser, contracts],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'with one emulator',
          include: [contracts],
          isolate: false,
          globalSetup: 'test/contract/emulator.ts',
        },
      },
      { extends: true, test: { name: 'each in its own process', include: [browser] } },
    ],
  },
});
