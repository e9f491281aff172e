import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collectedTests, collectFrom, type CollectedTest } from './collected-tests.ts';

/** How the instrumented code and the runner speak with each other: which mutant is active, which code a test runs. */
interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: unknown;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

interface MutantRun {
  testFilter?: string[];
  hitLimit?: number;
  activeMutant: { id: string };
}

/**
 * Runs the unit tests for Stryker in one process. Vitest would start anew for each mutant, which takes over a second; the
 * rules are pure functions, so here the code is loaded once and each mutant is switched on while its tests run.
 */
class RulesRunner {
  readonly #namespace: Namespace = {};
  /** Milliseconds that a test took when it last ran. The quick ones come first: one failure is enough. */
  readonly #took = new Map<string, number>();

  constructor() {
    Object.assign(globalThis, { __stryker__: this.#namespace });
  }

  /** Not that it reloads anything: mutants of code that also runs at import would each get a process of their own. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    const collector = new URL('./collected-tests.ts', import.meta.url).href;
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vitest' && context.parentURL !== collector
          ? { url: collector, shortCircuit: true }
          : next(specifier, context),
    });
    // The tests of the rules: not those that read the sources, which are different here, nor those of mail and AWS.
    const elsewhere = ['test/unit/aws/**', 'test/unit/mail/**'];
    for (const file of globSync('test/unit/*/*.test.ts', { exclude: elsewhere }).toSorted())
      await collectFrom(file, () => import(pathToFileURL(resolve(file)).href));
  }

  async dryRun() {
    const tests = [];
    for (const test of collectedTests.values()) {
      this.#namespace.currentTestId = test.id;
      const failureMessage = await this.#failureOf(test);
      const result = { id: test.id, name: test.id, timeSpentMs: this.#took.get(test.id) ?? 0 };
      tests.push(
        failureMessage === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage },
      );
    }
    this.#namespace.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: this.#namespace.mutantCoverage };
  }

  async mutantRun({ testFilter, hitLimit, activeMutant }: MutantRun) {
    const took = (id: string) => this.#took.get(id) ?? 0;
    const chosen = (testFilter ?? [...collectedTests.keys()]).toSorted((a, b) => took(a) - took(b));
    let nrOfTests = 0;
    for (const id of chosen) {
      const test = collectedTests.get(id);
      if (!test) throw new Error(`no test ${id}`);
      nrOfTests += 1;
      Object.assign(this.#namespace, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
      const failureMessage = await this.#failureOf(test);
      const looped = hitLimit !== undefined && (this.#namespace.hitCount ?? 0) > hitLimit;
      Object.assign(this.#namespace, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
      if (failureMessage === undefined) continue;
      // A mutant that left something behind would be blamed for nothing: Stryker starts a new process on an error.
      if ((await this.#failureOf(test)) !== undefined)
        throw new Error(`${id} fails without a mutant as well`);
      if (looped) return { status: 'timeout' };
      return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  async #failureOf(test: CollectedTest): Promise<string | undefined> {
    const started = performance.now();
    try {
      await test.run();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.#took.set(test.id, performance.now() - started);
    }
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'rules', injectableClass: RulesRunner }];
