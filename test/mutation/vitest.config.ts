import { defineConfig } from 'vitest/config';

/** What judges mutants: the tests of rules, which start nothing. */
export default defineConfig({ test: { include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 } });
