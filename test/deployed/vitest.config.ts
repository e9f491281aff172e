import { configDefaults, defineConfig } from 'vitest/config';
import { takesAll } from '../sample.ts';

/** Two deployments with twenty more versions take some ten minutes: only with DEPLOYED_FULL=1 (`npm run test:full`). */
const whenFull = takesAll('DEPLOYED_FULL') ? [] : ['upgrade.test.ts'];

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...whenFull],
    // The limit ends a test that hangs, not one on a busy machine.
    testTimeout: 600_000,
    hookTimeout: 1_200_000,
  },
});
