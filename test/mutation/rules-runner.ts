import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collectedTests, collectFrom, type CollectedTest } from './collected-tests.ts';
import { inSample } from './sample.ts';

/** How the instrumented code and the runner speak with each other: which mutant is active, which code a test runs. */
interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  /** How often each test reaches each mutant. */
  mutantCoverage?: { perTest: Record<string, Record<string, number>> };
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

interface MutantRun {
  testFilter?: string[];
  activeMutant: { id: string; fileName: string };
}

/**
 * A mutant that no test has noticed after this much of the processor's time counts as survived, although a later test might
 * have noticed it: the score is a lower bound. Without a limit, whatever `replay` reaches would run nearly all tests.
 */
const longestRun = 1000;

/** A test that takes this long runs last: one of them uses up most of the time of a mutant. */
const slow = 1000;

/** A loop that a mutant keeps from ending is stopped when the mutant is reached this often, and far oftener than usual. */
const hitLimitOf = (usual: number) => Math.max(10_000, 100 * usual);

const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** The folder of `test/unit` for a file of the rules, and the name that a test of the file has there. */
function ownTests(fileName: string): { room: string; file: string } {
  const path = fileName.replaceAll('\\', '/');
  const [, domain] = /functions\/domain\/([^/]+)\//.exec(path) ?? [];
  const inWorkflows = path.includes('/workflows/letters/') ? 'correspondence' : 'procedures';
  const room = `test/unit/${domain ?? inWorkflows}/`;
  return { room, file: `${room}${basename(path, '.ts')}.test.ts` };
}

/**
 * Runs the unit tests for Stryker in one process. Vitest would start anew for each mutant, which takes over a second; the
 * rules are pure functions, so here the code is loaded once and each mutant is switched on while its tests run.
 */
class RulesRunner {
  readonly #namespace: Namespace = {};
  /** The milliseconds of the processor that a test takes: the least of its runs, since the first has much to load. */
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
    // The tests of the rules: not those that read the sources, which are different here, nor those of mail and of stores.
    const elsewhere = ['test/unit/aws/**', 'test/unit/local/**', 'test/unit/mail/**'];
    const tests = process.env['MUTATION_TESTS'] ?? 'test/unit/*/*.test.ts';
    for (const file of globSync(tests, { exclude: elsewhere }).toSorted())
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

  async mutantRun({ testFilter, activeMutant: { id: activeMutant, fileName } }: MutantRun) {
    // An error is neither noticed nor unnoticed, and the others of the sample go on.
    if (!inSample(activeMutant, process.env['MUTANTS_ONE_IN'] ?? '1'))
      return { status: 'error', errorMessage: 'not in the sample' };
    const chosen = this.#inOrder(testFilter ?? [...collectedTests.keys()], fileName);
    const started = processorTime();
    let nrOfTests = 0;
    for (const id of chosen) {
      if (processorTime() - started > longestRun) break;
      const test = collectedTests.get(id);
      if (!test) throw new Error(`no test ${id}`);
      nrOfTests += 1;
      const hitLimit = hitLimitOf(this.#namespace.mutantCoverage?.perTest[id]?.[activeMutant] ?? 1);
      Object.assign(this.#namespace, { activeMutant, hitCount: 0, hitLimit });
      const failureMessage = await this.#failureOf(test);
      const looped = (this.#namespace.hitCount ?? 0) > hitLimit;
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

  /** The tests named for the file, those of its room, all others; the quick ones first, since one failure is enough. */
  #inOrder(ids: string[], fileName: string): string[] {
    const { room, file } = ownTests(fileName);
    const took = (id: string) => this.#took.get(id) ?? 0;
    const place = (id: string) => {
      if (took(id) > slow) return 3;
      if (id.startsWith(file)) return 0;
      return id.startsWith(room) ? 1 : 2;
    };
    return ids.toSorted((a, b) => place(a) - place(b) || took(a) - took(b));
  }

  async #failureOf(test: CollectedTest): Promise<string | undefined> {
    const started = processorTime();
    try {
      await test.run();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      const took = processorTime() - started;
      this.#took.set(test.id, Math.min(took, this.#took.get(test.id) ?? took));
    }
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'rules', injectableClass: RulesRunner }];
