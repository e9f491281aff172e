import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take half a minute and more, the longest first. Vitest begins with the files that have most text, and some
 * of these have little: one that comes last keeps one processor busy while the other has nothing left.
 */
const longest = [
  'workflow/crash.test.ts',
  'web/hostile-input.test.ts',
  'workflow/every-step.test.ts',
  'workflow/erasure-crash.test.ts',
  'workflow/due-dates-and-milestones.test.ts',
  'reports/report-command.test.ts',
  'workflow/example-seed.test.ts',
  'infra/bundles.test.ts',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}`));
  return place === -1 ? longest.length : place;
};

/** Starts the longest files of each project first. The order changes nothing but the time: tests do not depend on it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return sorted.toSorted(
      (one, other) =>
        projects.indexOf(one.project) - projects.indexOf(other.project) || placeOf(one) - placeOf(other),
    );
  }
}
