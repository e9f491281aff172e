import { configDefaults, defineConfig } from 'vitest/config';

/** Two deployments with twenty more versions take some ten minutes: only with DEPLOYED_FULL=1 (`npm run test:full`). */
const whenFull = process.env['DEPLOYED_FULL'] === undefined ? ['upgrade.test.ts'] : [];

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...whenFull],
    testTimeout: 120_000,
    hookTimeout: 1_200_000,
  },
});
