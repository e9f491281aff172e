import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Rules and pure code: they start nothing and change nothing that outlives a test, so files share a process. */
const rules = ['test/unit/**/*.test.ts', 'test/workflow/engine/{expressions,definition}.test.ts'];

export default defineConfig({
  test: {
    // One for each processor: vitest would leave one of two idle.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'rules', include: rules, isolate: false } },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/deployed/**', ...rules],
        },
      },
    ],
  },
});
